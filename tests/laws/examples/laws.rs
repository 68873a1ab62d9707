//! Checks the laws with seeds: `cargo run --release -p errcat-laws --example laws -- FIRST_SEED CATALOGS`.

use errcat_laws::{Choices, Tally, check};

fn main() {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse::<u64>().expect("a number"));
    let first = numbers.next().unwrap_or(0);
    let count = numbers.next().unwrap_or(1);
    let mut tally = Tally::default();
    for seed in first..first + count {
        check(&mut Choices::of_seed(seed), 500, &mut tally);
    }
    println!("{tally:?}");
}
