//! Measures property access: code → value.

use std::hint::black_box;

use errcat::FixableBy;
use errcat_bench::{Contender, Random, nanoseconds, table};

use crate::tables::by_hand;
use crate::tables::c1000::Code;

const PROBES: usize = 1 << 14;

// No function is inlined, so that each contender costs one call, and so that its assembly is easy to find.

#[inline(never)]
fn status(code: Code) -> Option<u16> {
    code.status()
}

#[inline(never)]
fn fixable_by(code: Code) -> FixableBy {
    code.fixable_by()
}

#[inline(never)]
fn message(code: Code) -> &'static str {
    code.message()
}

#[inline(never)]
fn status_in_array(code: Code) -> Option<u16> {
    match by_hand::STATUS[code as usize] {
        0 => None,
        status => Some(status),
    }
}

#[inline(never)]
fn message_in_array(code: Code) -> &'static str {
    by_hand::MESSAGE[code as usize]
}

/// Prints the table.
pub fn print() {
    println!("\n## Property: code → value, 1,000 codes\n");
    println!("Nanoseconds for one of {PROBES} calls in random order: the minimum of all passes.\n");
    let mut random = Random(1);
    let codes: Vec<Code> = (0..PROBES).map(|_| Code::ALL[random.below(Code::ALL.len())]).collect();
    let mut rows = table(&["property", "errcat", "array", "match", "errcat / array"]);
    let mut row = |name: &str, contenders: &mut [Contender<'_>]| {
        let times = nanoseconds(PROBES, contenders);
        let array = times.get(2);
        rows.add_row([
            name.to_owned(),
            format!("{:.2}", times[0]),
            array.map_or(String::new(), |array| format!("{array:.2}")),
            format!("{:.2}", times[1]),
            array.map_or(String::new(), |array| format!("{:.2}", times[0] / array)),
        ]);
    };
    row(
        "status",
        &mut [
            ("errcat", Box::new(|| each(&codes, status))),
            ("match", Box::new(|| each(&codes, by_hand::status))),
            ("array", Box::new(|| each(&codes, status_in_array))),
        ],
    );
    row(
        "fixable_by",
        &mut [
            ("errcat", Box::new(|| each(&codes, fixable_by))), //
            ("match", Box::new(|| each(&codes, by_hand::fixable_by))),
        ],
    );
    row(
        "message",
        &mut [
            ("errcat", Box::new(|| each(&codes, message))),
            ("match", Box::new(|| each(&codes, by_hand::message))),
            ("array", Box::new(|| each(&codes, message_in_array))),
        ],
    );
    println!("{rows}");
}

fn each<R>(codes: &[Code], property: impl Fn(Code) -> R) {
    for code in codes {
        black_box(property(black_box(*code)));
    }
}
