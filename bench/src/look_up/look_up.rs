//! Measures look-up: text → code.

use std::collections::HashSet;
use std::hint::black_box;

use errcat_bench::{Contender, Random, nanoseconds, table};
use rustc_hash::FxHashMap;

use crate::tables::{c20, c20_peers, c1000, c1000_peers, c10000, c10000_peers, sql, sql_ids_peers, sql_peers};

/// The number of look-ups in one pass: more than a branch predictor can learn.
const PROBES: usize = 1 << 14;

/// The keys that all contenders look up.
struct Keys {
    name: &'static str,
    keys: &'static [&'static str],
    phf: &'static phf::Map<&'static str, u16>,
    by_match: Option<fn(&str) -> Option<u16>>,
}

macro_rules! keys {
    ($name:literal, $peers:ident) => {
        Keys { name: $name, keys: &$peers::KEYS, phf: &$peers::PHF, by_match: $peers::MATCH }
    };
}

/// Prints the table.
pub fn print() {
    println!("\n## Look-up: text → code\n");
    println!(
        "Nanoseconds for one of {PROBES} look-ups in random order: the minimum of all passes; then ratios of errcat.\n"
    );
    let mut rows = table(&[
        "keys",
        "probes",
        "errcat",
        "phf",
        "FxHash map",
        "match",
        "tokio-postgres",
        "errcat / phf",
        "errcat / FxHash",
    ]);
    let mut row = |keys: &Keys, cells: [(&str, Vec<f64>); 2]| {
        for (probes, times) in cells {
            let time = |at: usize| {
                times.get(at).filter(|time| time.is_finite()).map_or("".to_owned(), |time| format!("{time:.1}"))
            };
            rows.add_row([
                keys.name.to_owned(),
                probes.to_owned(),
                time(0),
                time(1),
                time(2),
                time(3),
                time(4),
                format!("{:.2}", times[0] / times[1]),
                format!("{:.2}", times[0] / times[2]),
            ]);
        }
    };
    let keys = keys!("20 ids", c20_peers);
    row(&keys, measure(&keys, |key| c20::Code::try_from(key).ok(), None));
    let keys = keys!("260 ids `S_…`", sql_ids_peers);
    row(&keys, measure(&keys, |key| sql::Code::try_from(key).ok(), None));
    let keys = keys!("260 SQLSTATEs", sql_peers);
    row(&keys, measure(&keys, sql::Code::by_wire_code, Some(tokio_postgres::error::SqlState::from_code)));
    let keys = keys!("1,000 ids", c1000_peers);
    row(&keys, measure(&keys, |key| c1000::Code::try_from(key).ok(), None));
    let keys = keys!("10,000 ids", c10000_peers);
    row(&keys, measure(&keys, |key| c10000::Code::try_from(key).ok(), None));
    println!("{rows}");
}

type SqlState = fn(&str) -> tokio_postgres::error::SqlState;

fn measure<C>(
    keys: &Keys,
    errcat: impl Fn(&str) -> Option<C>,
    postgres: Option<SqlState>,
) -> [(&'static str, Vec<f64>); 2] {
    let fx: FxHashMap<&str, u16> = keys.keys.iter().copied().zip(0..).collect();
    let all: HashSet<&str> = keys.keys.iter().copied().collect();
    let hits = probes(keys.keys, |_, _| {});
    let misses = probes(keys.keys, |random, key| spoil(&all, random, key));
    [("hit", &hits, true), ("miss", &misses, false)].map(|(name, probes, found)| {
        for key in probes {
            let answers = [errcat(key).is_some(), keys.phf.contains_key(key), fx.contains_key(key)];
            assert_eq!(answers, [found; 3], "{key} is looked up");
        }
        let mut contenders: Vec<Contender<'_>> = vec![
            ("errcat", Box::new(|| each(probes, &errcat))),
            ("phf", Box::new(|| each(probes, |key| keys.phf.get(key).copied()))),
            ("FxHash map", Box::new(|| each(probes, |key| fx.get(key).copied()))),
        ];
        let by_match = keys.by_match.unwrap_or(|_| None);
        contenders.push(("match", Box::new(move || each(probes, by_match))));
        if let Some(postgres) = postgres {
            contenders.push(("tokio-postgres", Box::new(move || each(probes, postgres))));
        }
        let mut times = nanoseconds(PROBES, &mut contenders);
        if keys.by_match.is_none() {
            times[3] = f64::NAN;
        }
        (name, times)
    })
}

/// Returns the keys to look up, in random order. They have memory of their own, like text that was just received.
fn probes(keys: &[&str], change: impl Fn(&mut Random, &mut String)) -> Vec<&'static str> {
    let mut random = Random(keys.len() as u64);
    let (mut text, mut ends) = (String::new(), vec![0]);
    for _ in 0..PROBES {
        let mut key = keys[random.below(keys.len())].to_owned();
        change(&mut random, &mut key);
        text.push_str(&key);
        ends.push(text.len());
    }
    // The program ends after it has measured, so the leak does no harm.
    let text: &'static str = text.leak();
    ends.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect()
}

/// Changes letters of a key until it is no longer a key. Its length stays the same.
fn spoil(keys: &HashSet<&str>, random: &mut Random, key: &mut String) {
    while keys.contains(key.as_str()) {
        let place = random.below(key.len());
        let letter = char::from(b'A' + u8::try_from(random.below(26)).unwrap_or_default());
        key.replace_range(place..=place, letter.encode_utf8(&mut [0; 4]));
    }
}

fn each<R>(probes: &[&str], look_up: impl Fn(&str) -> R) {
    for key in probes {
        black_box(look_up(black_box(key)));
    }
}
