//! Measures `Display`: code → text.

use std::fmt::Write;
use std::hint::black_box;

use errcat_bench::{Contender, Random, nanoseconds, table};

use crate::tables::sql::Code;
use crate::tables::sql_thiserror::{Long, Short};

const PROBES: usize = 1 << 12;

/// Prints the table.
pub fn print() {
    println!("\n## Display: code → text in a buffer, 260 codes\n");
    println!("Nanoseconds for one of {PROBES} calls in random order: the minimum of all passes.\n");
    let mut random = Random(2);
    let places: Vec<usize> = (0..PROBES).map(|_| random.below(Code::ALL.len())).collect();
    let mut rows = table(&["format", "errcat", "thiserror", "errcat / thiserror"]);
    let mut row = |name: &str, mut contenders: [Contender<'_>; 2]| {
        let times = nanoseconds(PROBES, &mut contenders);
        rows.add_row([
            name.to_owned(),
            format!("{:.1}", times[0]),
            format!("{:.1}", times[1]),
            format!("{:.2}", times[0] / times[1]),
        ]);
    };
    row(
        "`{}`: the id",
        [
            ("errcat", Box::new(|| each(&places, |place, out| write!(out, "{}", Code::ALL[place])))),
            ("thiserror", Box::new(|| each(&places, |place, out| write!(out, "{}", Short::ALL[place])))),
        ],
    );
    row(
        "`{:#}`: the help text",
        [
            ("errcat", Box::new(|| each(&places, |place, out| write!(out, "{:#}", Code::ALL[place])))),
            ("thiserror", Box::new(|| each(&places, |place, out| write!(out, "{}", Long::ALL[place])))),
        ],
    );
    println!("{rows}");
    println!("`thiserror` has the help text as one literal for each code; errcat assembles it from its tables.");
}

fn each(places: &[usize], display: impl Fn(usize, &mut String) -> std::fmt::Result) {
    let mut buffer = String::with_capacity(4_096);
    for place in places {
        buffer.clear();
        display(*place, &mut buffer).expect("a string takes all that is written");
        black_box(buffer.as_str());
    }
}
