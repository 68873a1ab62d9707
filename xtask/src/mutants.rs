//! Mutation testing: changes of the code that some test must notice.
//!
//! All mutants are compiled at once into a copy of the repository. Each is an `if` over its number, and an environment variable
//! chooses the one that runs, so that 240 mutants take one build instead of 240.

mod copy;
mod sites;
mod tests;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, bail, ensure};

use self::copy::Copy;
use self::sites::Site;
use self::tests::Test;

/// The groups of files that are mutated, by the beginnings of their paths.
///
/// Left out are integrations that only `tests/downstream` compiles.
const GROUPS: [(&str, &[&str]); 3] = [
    ("core", &["core/src/"]),
    ("checks and lowering", &["compiler/src/check", "compiler/src/lower"]),
    ("diff and the public profile", &["tools/src/diff", "tools/src/audience", "tools/src/gate"]),
];
const LEFT_OUT: [&str; 1] = ["core/src/integration"];

/// A change of the code.
struct Mutant {
    /// Its number, from 1.
    number: usize,
    group: &'static str,
    file: String,
    site: Site,
}

/// Makes mutants of a seeded sample, the same number in each group, and prints those that no test notices.
///
/// # Errors
///
/// The copy does not compile, a test fails without a mutant, or an argument is no number.
pub fn run(arguments: &[&str]) -> Result<()> {
    let (mut seed, mut count) = (1_u64, 240_usize);
    for pair in arguments.chunks(2) {
        match pair {
            ["--seed", number] => seed = number.parse().context("`--seed` takes a number")?,
            ["--count", number] => count = number.parse().context("`--count` takes a number")?,
            _ => bail!("use `cargo xtask mutants [--seed NUMBER] [--count NUMBER]`"),
        }
    }
    let copy = Copy::make()?;
    // Some do not compile.
    let mut mutants = sample(&copy, seed, count.div_ceil(GROUPS.len()) * 5 / 4)?;
    copy.compile(&mut mutants)?;
    for (group, _) in GROUPS {
        let mut left = count.div_ceil(GROUPS.len());
        mutants.retain(|mutant| {
            mutant.group != group || {
                left > 0 && {
                    left -= 1;
                    true
                }
            }
        });
    }
    let tests = tests::baseline(&copy)?;
    println!("{} mutants, {} tests", mutants.len(), tests.len());
    let survivors = survivors(&mutants, &tests);
    for Mutant { file, site, .. } in &survivors {
        println!("{file}:{}: {} → {}", site.line, one_line(&site.original), one_line(&site.mutated));
    }
    for (group, _) in GROUPS {
        let all = mutants.iter().filter(|mutant| mutant.group == group).count();
        let alive = survivors.iter().filter(|mutant| mutant.group == group).count();
        println!("{group}: {} of {all} killed", all - alive);
    }
    let (all, killed) = (mutants.len(), mutants.len() - survivors.len());
    let thousandths = killed * 1000 / all.max(1);
    println!("{killed} of {all} killed: {}.{} %, seed {seed}", thousandths / 10, thousandths % 10);
    Ok(())
}

/// Chooses so many sites of each group, none inside of another.
fn sample(copy: &Copy, seed: u64, count: usize) -> Result<Vec<Mutant>> {
    let mut dice = seed;
    let mut chosen: Vec<Mutant> = Vec::new();
    for (group, beginnings) in GROUPS {
        let mut all: Vec<(String, Site)> = Vec::new();
        for (file, text) in &copy.sources {
            let has = |paths: &[&str]| paths.iter().any(|path| file.starts_with(path));
            if has(beginnings) && !has(&LEFT_OUT) && !file.contains("/tests") {
                all.extend(sites::of(text).with_context(|| file.clone())?.into_iter().map(|site| (file.clone(), site)));
            }
        }
        ensure!(!all.is_empty(), "there is nothing to change in {group}");
        println!("{group}: {} places", all.len());
        let mut left = count;
        while left > 0 && !all.is_empty() {
            let (file, site) = all.swap_remove(roll(&mut dice, all.len()));
            let overlaps = |other: &Mutant| {
                other.file == file && site.range.start < other.site.range.end && other.site.range.start < site.range.end
            };
            if !chosen.iter().any(overlaps) {
                chosen.push(Mutant { number: chosen.len() + 1, group, file, site });
                left -= 1;
            }
        }
    }
    Ok(chosen)
}

/// Returns a random number below a limit (`SplitMix64`).
fn roll(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap_or_default()
}

/// Runs the tests that reach each mutant, the fastest first, until one fails.
fn survivors<'m>(mutants: &'m [Mutant], tests: &[Test]) -> Vec<&'m Mutant> {
    let (next, alive) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let killer = tests.iter().filter(|test| test.reached.contains(&mutant.number));
                    let killer = { killer }.find(|test| !test.passes(mutant.number));
                    let Mutant { number, file, site, .. } = mutant;
                    println!("{number} {file}:{} {}", site.line, killer.map_or("survives", |test| &test.name));
                    if killer.is_none() {
                        alive.lock().expect("no thread panics").insert(mutant.number, mutant);
                    }
                }
            });
        }
    });
    alive.into_inner().expect("no thread panics").into_values().collect()
}

fn one_line(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > 100 { text.chars().take(100).chain(['…']).collect() } else { text }
}
