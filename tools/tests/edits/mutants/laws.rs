//! The laws of a comparison, checked on a mutant.

use std::fmt::Write;

use errcat_core::{AnyCode, Catalog};
use errcat_tools::diff::{Change, Class, Comparison, lock_text, read_lock, rules};

use super::oracle::{self, Verdict, Version, common};
use super::{Mutant, Tally};

/// Returns the laws that the comparison breaks, with what is to be seen.
pub fn broken(mutant: &Mutant<'_>, tally: &mut Tally) -> Vec<String> {
    let Mutant { base, tree, snapshots: new, is_silent, .. } = mutant;
    let comparisons = Comparison::all(&base.snapshots, new);
    let class = comparisons.iter().filter_map(Comparison::class).max();
    *tally.classes.entry(class.map_or("nothing", Class::as_str).to_owned()).or_default() += 1;
    let table = rules();
    let mut all = comparisons.iter().flat_map(|one| &one.changes);
    let unlisted = all.find(|change| table.iter().all(|row| row.rule != change.rule));
    let (before, after) = (base.snapshots[0].tables(), new[0].tables());
    let findings = oracle::compare(Version { tree: &base.tree, catalog: before }, Version { tree, catalog: after });
    let verdict = findings.verdict();
    let of = |verdict: Verdict| {
        let texts = findings.0.iter().filter(|(own, _)| *own == verdict).map(|(_, text)| text);
        texts.take(5).fold(String::new(), |all, text| all + "  " + text + "\n")
    };
    for change in comparisons.iter().flat_map(|one| &one.changes) {
        tally.rules.entry(change.rule.clone()).or_insert(mutant.seed);
    }
    let mut broken = Vec::new();
    let mut law = |holds: bool, law: &'static str, text: &dyn Fn() -> String| {
        if !holds {
            *tally.broken.entry(law).or_default() += 1;
            broken.push(mutant.describe(law, &(text() + "the comparison says:\n" + &changes(&comparisons))));
        }
    };
    // A pre-release promises nothing.
    let is_promised = base.snapshots[0].version.pre.is_empty();
    let is_forbidden = comparisons.iter().flat_map(|one| &one.changes).any(|change| change.forbidden);
    law(
        verdict < Some(Verdict::Forbidden) || is_forbidden || !is_promised,
        "a name of a retired code stays its",
        &|| of(Verdict::Forbidden),
    );
    law(verdict < Some(Verdict::Breaking) || class == Some(Class::Breaking), "what is lost is breaking", &|| {
        of(Verdict::Breaking)
    });
    law(verdict < Some(Verdict::Added) || class >= Some(Class::Additive), "what is new is additive", &|| {
        of(Verdict::Added)
    });
    law(unlisted.is_none(), "the table lists all rules", &|| format!("  {unlisted:?}\n"));
    law(verdict.is_none() || class.is_some(), "what is seen is a change", &|| of(Verdict::Changed));
    law(!is_silent || class.is_none(), "an edit without effect is no change", &String::new);
    let itself = Comparison::all(new, new);
    law(itself.iter().all(|one| one.changes.is_empty()), "a version is itself", &|| changes(&itself));
    for one in &comparisons {
        let asks = (one.needs().map(|version| version.to_string()), one.is_allowed());
        let expected = (next(one), is_allowed(one));
        law(asks == expected, "the most severe change decides the version", &|| {
            format!("  {asks:?}, not {expected:?}\n")
        });
        let reviewed = one.changes.iter().skip_while(|change| change.class == Class::Review);
        let comes_first = reviewed.clone().all(|change| change.class != Class::Review);
        law(comes_first, "what is to be reviewed comes first", &String::new);
        let sentence = another_sentence(before, after, one);
        law(sentence.is_none(), "another sentence is to be reviewed", &|| format!("  {sentence:?}\n"));
    }
    let locked = Comparison::all(&base.lock, new);
    law(breaking(&locked) == breaking(&comparisons), "a lock says what its folder says", &|| {
        format!("  by the lock:\n{}", changes(&locked))
    });
    let text = lock_text(&new[0]);
    match read_lock(&text, "catalog.lock") {
        Ok(lock) => {
            law(lock_text(&lock) == text, "a lock of a lock is the same", &|| text.clone());
            let lock = [lock];
            let own = Comparison::all(&lock, new);
            law(own.iter().all(|one| one.changes.is_empty()), "a lock is its version", &|| changes(&own));
        }
        Err(problem) => law(false, "a lock is read", &|| format!("  {}\n{text}", problem.message)),
    }
    broken
}

impl Mutant<'_> {
    fn describe(&self, law: &str, text: &str) -> String {
        let Self { seed, base, log, .. } = self;
        format!("seed {seed}, {}: {law}\nedits:\n{}found:\n{text}", base.tree.name, lines(log))
    }
}

/// Returns texts as indented lines.
pub fn lines(texts: &[String]) -> String {
    texts.iter().fold(String::new(), |all, line| all + "  " + line + "\n")
}

fn changes(comparisons: &[Comparison<'_>]) -> String {
    let mut text = String::new();
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

/// Returns whether the version of a comparison allows its changes.
fn is_allowed(comparison: &Comparison<'_>) -> bool {
    let breaks = comparison.changes.iter().any(|change| change.class == Class::Breaking);
    let is_forbidden = comparison.changes.iter().any(|change| change.forbidden);
    let (Some(old), Some(new)) = (comparison.old, comparison.new) else { return !is_forbidden && !breaks };
    let (old, new) = (&old.version, &new.version);
    let may_break = if old.pre.is_empty() {
        new.major > old.major || (old.major == 0 && new.major == 0 && new.minor > old.minor)
    } else {
        new.cmp_precedence(old).is_gt()
    };
    !is_forbidden && new.cmp_precedence(old).is_ge() && (may_break || !breaks)
}

/// Returns a code whose message became another sentence that nobody has to review.
fn another_sentence(old: Catalog<'_>, new: Catalog<'_>, comparison: &Comparison<'_>) -> Option<String> {
    let is_reviewed = |code: AnyCode<'_>| {
        comparison.changes.iter().any(|change| change.class == Class::Review && change.codes.contains(code.as_str()))
    };
    common(old, new)
        .filter(|(before, after)| are_unlike(before.message(), after.message()) && !is_reviewed(*before))
        .map(|(before, after)| format!("{before}: {:?} became {:?}", before.message(), after.message()))
        .next()
}

/// Returns whether two messages have less than 40 % of their words in common, in whatever order.
fn are_unlike(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let lower = text.to_lowercase().replace("{{", " ").replace("}}", " ");
        let words = lower.split(|one: char| !one.is_alphanumeric() && !"{}_".contains(one));
        let words = words.filter(|word| !word.is_empty());
        // A parameter can have another name in the same sentence.
        words.map(|word| if word.contains('{') { "{}" } else { word }.to_owned()).collect::<Vec<_>>()
    };
    let (one, mut other) = (words(one), words(other));
    let sum = one.len() + other.len();
    let mut common = 0;
    for word in one {
        if let Some(at) = other.iter().position(|own| *own == word) {
            other.swap_remove(at);
            common += 1;
        }
    }
    10 * 2 * common < 4 * sum
}
