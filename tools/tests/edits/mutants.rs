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
//! - A lock says of the next version what its folder says.

mod mutate;
mod oracle;
mod samples;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;

use errcat_tools::diff::{Change, Class, Comparison, Snapshot, lock_text, read_lock};
use fastrand::Rng;

use self::mutate::{Pools, mutate, silent};
use self::oracle::{Verdict, Version};
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

    /// Returns the laws that the comparison breaks, with what is to be seen.
    fn broken_laws(&self, tally: &mut Tally) -> Vec<String> {
        let Self { seed, base, log, tree, snapshots: new, is_silent } = self;
        let comparisons = Comparison::all(&base.snapshots, new);
        let class = comparisons.iter().filter_map(Comparison::class).max();
        *tally.classes.entry(class.map_or("nothing", Class::as_str).to_owned()).or_default() += 1;
        let mut broken = Vec::new();
        let mut law = |holds: bool, law: &'static str, text: &dyn Fn() -> String| {
            if !holds {
                *tally.broken.entry(law).or_default() += 1;
                let (name, found, said) = (&base.tree.name, text(), changes(&comparisons));
                broken.push(format!("seed {seed}, {name}: {law}\nedits:\n{}found:\n{found}{said}", lines(log)));
            }
        };
        let findings = oracle::compare(
            Version { tree: &base.tree, catalog: base.snapshots[0].tables() },
            Version { tree, catalog: new[0].tables() },
        );
        let of = |verdict: Verdict| {
            let texts = findings.0.iter().filter(|(own, _)| *own == verdict).map(|(_, text)| text);
            texts.take(5).fold(String::new(), |all, text| all + "  " + text + "\n")
        };
        let verdict = findings.verdict();
        let is_breaking = class == Some(Class::Breaking);
        let old = &base.snapshots[0].version;
        let is_forbidden = comparisons.iter().flat_map(|one| &one.changes).any(|change| change.forbidden);
        // A pre-release promises nothing.
        let stays = verdict == Some(Verdict::Forbidden) && old.pre.is_empty();
        law(!stays || is_forbidden, "a name of a retired code stays its", &|| of(Verdict::Forbidden));
        law(verdict < Some(Verdict::Breaking) || is_breaking, "what is lost is breaking", &|| of(Verdict::Breaking));
        law(verdict < Some(Verdict::Added) || class >= Some(Class::Additive), "what is new is additive", &|| {
            of(Verdict::Added)
        });
        law(verdict.is_none() || class.is_some(), "what is seen is a change", &|| of(Verdict::Changed));
        law(!is_silent || class.is_none(), "an edit without effect is no change", &String::new);
        let itself = Comparison::all(new, new);
        law(itself.iter().all(|one| one.changes.is_empty()), "a version is itself", &|| changes(&itself));
        let needs = |one: &Comparison<'_>| one.needs().map(|version| version.to_string());
        let asks = comparisons.iter().all(|one| needs(one) == next(one));
        law(asks, "the most severe change decides the version", &|| {
            let texts = comparisons.iter().map(|one| format!("  {:?}, not {:?}\n", needs(one), next(one)));
            texts.collect::<Vec<_>>().concat()
        });
        let locked = Comparison::all(&base.lock, new);
        law(breaking(&locked) == breaking(&comparisons), "a lock says what its folder says", &|| {
            format!("  by the lock:\n{}", changes(&locked))
        });
        broken
    }
}

/// Returns texts as indented lines.
fn lines(texts: &[String]) -> String {
    texts.iter().fold(String::new(), |all, line| all + "  " + line + "\n")
}

fn changes(comparisons: &[Comparison<'_>]) -> String {
    let mut text = "the comparison says:\n".to_owned();
    for change in comparisons.iter().flat_map(|one| &one.changes) {
        let Change { class, rule, name, old, new, effects, .. } = change;
        writeln!(text, "  {} {rule} {name} {old:?} {new:?} {effects:?}", class.as_str()).expect("memory");
    }
    text
}

fn breaking(comparisons: &[Comparison<'_>]) -> Vec<String> {
    let changes = comparisons.iter().flat_map(|one| &one.changes).filter(|change| change.class == Class::Breaking);
    let mut texts: Vec<String> =
        changes.map(|change| format!("{} {} {}", change.rule, change.name, change.forbidden)).collect();
    texts.sort();
    texts
}

/// Returns the version that a comparison should ask for (semver.org; before 1.0.0 as in cargo).
fn next(comparison: &Comparison<'_>) -> Option<String> {
    let old = &comparison.old?.version;
    let class = comparison.changes.iter().filter(|change| !change.forbidden).map(|change| change.class).max()?;
    let (major, minor, patch) = (old.major, old.minor, old.patch);
    Some(match class {
        _ if !old.pre.is_empty() => format!("{major}.{minor}.{patch}"),
        Class::Breaking if major > 0 => format!("{}.0.0", major + 1),
        Class::Breaking => format!("0.{}.0", minor + 1),
        Class::Additive if major > 0 => format!("{major}.{}.0", minor + 1),
        _ => format!("{major}.{minor}.{}", patch + 1),
    })
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
    let one = number("ERRCAT_SEED");
    let seeds = one.map_or(0..number("ERRCAT_MUTANTS").unwrap_or(FEW), |seed| seed..seed + 1);
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for seed in seeds {
        let Some(mutant) = Mutant::new(seed, &bases, &pools, &mut tally) else { continue };
        if one.is_some() {
            println!("{}\n{}", mutant.tree.text(), lines(&mutant.log));
        }
        failures.extend(mutant.broken_laws(&mut tally));
    }
    println!("{}\n{tally:?}", failures[..failures.len().min(SHOWN)].join("\n"));
    assert_eq!(failures.len(), 0, "broken laws");
    assert!(one.is_some() || tally.compiled * 2 > tally.tried, "too few mutants compile: {tally:?}");
}
