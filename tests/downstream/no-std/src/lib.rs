//! The macro and the build script in a crate without the standard library. The crate `bare` proves that it is not linked.
#![no_std]

errcat::include_catalog!(pub mod device);
errcat::catalog!(pub mod in_place, "catalog");

/// Uses features that could need more than `core`: look-ups, `Display`, iteration.
pub fn print(wire_code: &str, out: &mut dyn core::fmt::Write) -> core::fmt::Result {
    match device::Code::by_wire_code(wire_code) {
        Some(code) => write!(out, "{code:#}"),
        None => in_place::Code::ALL.iter().try_for_each(|code| write!(out, "{code} {:?}", code.retry())),
    }
}
