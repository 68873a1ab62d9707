//! Random edits of real catalogs: the comparison must agree with what the versions answer and read.
//!
//! Laws, for an edit that compiles:
//! - What programs lose is breaking: an answer that becomes unknown or another code's, a value, a name, a provider code, a member.
//! - What a retired code was called is never another code's, whatever the version.
//! - A new member of an answer is additive at least.
//! - What anybody can see is a change.
//! - An edit without effect is no change: another order of keys, other files, quotes and comments.
//! - A version compared with itself is no change.
//! - The version that the comparison asks for follows from its most severe change.
//! - A message that became another sentence is to be reviewed, before everything else.
//! - A lock is its version, and says of the next version what its folder says.

mod laws;
mod mutate;
mod oracle;
mod samples;

use std::collections::BTreeMap;
use std::env;

use errcat_tools::diff::{Snapshot, lock_text, read_lock};
use fastrand::Rng;

use self::mutate::{Pools, mutate, silent};
use crate::tree::{Style, Tree};

/// A catalog that is edited.
struct Base {
    tree: Tree,
    snapshots: Vec<Snapshot>,
    lock: Vec<Snapshot>,
}

impl Base {
    fn new(tree: Tree) -> Self {
        let compilation = tree.compile(Style::Flow).unwrap_or_else(|_| panic!("{} compiles", tree.name));
        let snapshots = Snapshot::all(compilation);
        let lock = vec![read_lock(&lock_text(&snapshots[0]), "catalog.lock").expect("a lock that was just written")];
        Self { tree, snapshots, lock }
    }
}

/// How many mutants came to what.
#[derive(Debug, Default)]
struct Tally {
    tried: usize,
    compiled: usize,
    silent: usize,
    classes: BTreeMap<String, usize>,
    broken: BTreeMap<&'static str, usize>,
    /// The rules, each with the seed of the first mutant that it claims.
    rules: BTreeMap<String, u64>,
}

/// A mutant that compiles.
struct Mutant<'b> {
    seed: u64,
    base: &'b Base,
    log: Vec<String>,
    tree: Tree,
    snapshots: Vec<Snapshot>,
    /// Whether nobody can notice the edits.
    is_silent: bool,
}

impl<'b> Mutant<'b> {
    fn new(seed: u64, bases: &'b [Base], pools: &Pools, tally: &mut Tally) -> Option<Self> {
        let mut rng = Rng::with_seed(seed);
        let base = &bases[rng.usize(..bases.len())];
        let mut tree = base.tree.clone();
        let is_silent = rng.u8(..8) == 0;
        let mut log = Vec::new();
        for _ in 0..=rng.u8(..3) {
            let mut edited = tree.clone();
            let line = if is_silent { silent(&mut edited, &mut rng) } else { mutate(&mut edited, pools, &mut rng) };
            let Some(line) = line else { continue };
            (tree, log) = (edited, [log, vec![line]].concat());
        }
        let style = if is_silent && rng.bool() { Style::Block } else { Style::Flow };
        if log.is_empty() {
            return None;
        }
        tally.tried += 1;
        let compilation = tree.compile(style).ok()?;
        tally.compiled += 1;
        tally.silent += usize::from(is_silent);
        Some(Self { seed, base, log, tree, snapshots: Snapshot::all(compilation), is_silent })
    }
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

/// How many failures are shown.
const SHOWN: usize = 100;

/// How many mutants `cargo test` tries.
const FEW: u64 = 200;

#[test]
fn the_comparison_agrees_with_the_engine() {
    let trees = Tree::all();
    let pools = Pools::new(&trees);
    let bases: Vec<Base> = trees.into_iter().map(Base::new).collect();
    let first = number("ERRCAT_SEED");
    let count = number("ERRCAT_MUTANTS").unwrap_or(if first.is_some() { 1 } else { FEW });
    let first = first.unwrap_or(0);
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for seed in first..first + count {
        let Some(mutant) = Mutant::new(seed, &bases, &pools, &mut tally) else { continue };
        if count == 1 {
            println!("{}\n{}", mutant.tree.text(), laws::lines(&mutant.log));
        }
        failures.extend(laws::broken(&mutant, &mut tally));
    }
    println!("{}\n{tally:?}", failures[..failures.len().min(SHOWN)].join("\n"));
    assert_eq!(failures.len(), 0, "broken laws");
    assert!(count == 1 || tally.compiled * 2 > tally.tried, "too few mutants compile: {tally:?}");
}
