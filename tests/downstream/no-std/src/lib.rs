//! Both doors without the standard library; that it really is not there is shown by the crate `bare`.
#![no_std]

errcat::include_catalog!(pub mod device);
errcat::catalog!(pub mod in_place, "catalog");

/// Everything that could need more than `core`: look-ups, `Display`, iteration.
pub fn print(wire_code: &str, out: &mut dyn core::fmt::Write) -> core::fmt::Result {
    match device::Code::by_wire_code(wire_code) {
        Some(code) => write!(out, "{code:#}"),
        None => in_place::Code::ALL.iter().try_for_each(|code| write!(out, "{code} {:?}", code.retry())),
    }
}
