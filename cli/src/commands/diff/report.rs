//! Changes as text, JSON and annotations of a pull request.

use errcat_tools::diff::{Change, Class, Comparison, ComparisonsJson, Kind, Place, Sides, Snapshot};
use errcat_tools::json::pretty;
use errcat_tools::text::count;
use serde::Serialize;

use crate::output::files::Target;
use crate::output::github::Annotation;
use crate::output::style::{ERROR, GOOD, LABEL, STRONG, paint};

/// The most characters of both values together that fit on one line.
const SHORT: usize = 60;

/// Returns all comparisons as text.
pub fn text(comparisons: &[Comparison<'_>], denies_review: bool) -> String {
    let parts: Vec<String> = comparisons.iter().map(|comparison| one(comparison, denies_review)).collect();
    parts.join("\n")
}

/// Returns a comparison as text. `denies_review` is whether messages to review are an error.
pub fn one(comparison: &Comparison<'_>, denies_review: bool) -> String {
    let versions: Vec<String> =
        [comparison.old, comparison.new].into_iter().flatten().map(|one| one.version.to_string()).collect();
    let name = comparison.catalog();
    let changes: String = comparison.changes.iter().map(change).collect();
    format!(
        "{}\n{changes}{}",
        paint(STRONG, &format!("{name} {}", versions.join(" → "))),
        verdict(comparison, denies_review)
    )
}

fn change(change: &Change) -> String {
    let class = format!("{:8}", change.class.as_str());
    let class = if change.class == Class::Breaking { paint(ERROR, &class) } else { paint(LABEL, &class) };
    let place = change.place.as_ref().filter(|_| change.class >= Class::Review && change.class != Class::Additive);
    let mut text = format!("  {class}  {}: {}{}\n", change.rule, subject(change), values(change));
    text.extend(long_values(change).map(|(sign, line)| format!("{MARGIN}{sign} {line}\n")));
    text.extend(notes(change).map(|note| format!("{MARGIN}{note}\n")));
    text.extend(place.map(|Place { file, line, column }| format!("{MARGIN}at {file}:{line}:{column}\n")));
    text
}

/// The indent of lines below a change.
const MARGIN: &str = "            ";

/// The most ids that are shown of one change.
const MOST_IDS: usize = 5;

/// Returns the name of what changed, and the codes that it touches.
fn subject(change: &Change) -> String {
    let codes = &change.codes;
    let number = count(codes.len(), "code");
    match change.kind {
        Kind::Code if codes.len() > 1 => {
            let ids = codes.iter().take(MOST_IDS).map(String::as_str).collect::<Vec<_>>().join(", ");
            format!("{number} ({ids}{})", if codes.len() > MOST_IDS { ", …" } else { "" })
        }
        Kind::Code | Kind::Parameter | Kind::Translation => change.name.clone(),
        _ if codes.is_empty() => change.name.clone(),
        _ => format!("{} ({number})", change.name),
    }
}

/// Returns what the change means to whom, and how alike two messages are.
fn notes(change: &Change) -> impl Iterator<Item = String> {
    let likeness = change.likeness.map(|likeness| format!("likeness {likeness:.2}"));
    let sides = change.sides.map(Sides::text).filter(|text| !text.is_empty());
    likeness.into_iter().chain(sides).chain(change.effects.clone())
}

/// Returns whether the values need lines of their own.
fn is_long(change: &Change) -> bool {
    let (mut length, mut lines) = (0, 1);
    for value in change.old.iter().chain(&change.new) {
        length += value.chars().count();
        lines = lines.max(value.lines().count());
    }
    lines > 1 || length > SHORT
}

/// Returns `: old → new`.
fn values(change: &Change) -> String {
    match (&change.old, &change.new) {
        _ if is_long(change) => String::new(),
        (Some(old), Some(new)) => format!(": {old} → {new}"),
        (Some(one), None) | (None, Some(one)) => format!(": {one}"),
        (None, None) => String::new(),
    }
}

fn long_values(change: &Change) -> impl Iterator<Item = (char, &str)> {
    let values = [('-', &change.old), ('+', &change.new)].into_iter().filter(|_| is_long(change));
    values.flat_map(|(sign, value)| value.iter().flat_map(|value| value.lines()).map(move |line| (sign, line)))
}

/// Returns what is wrong and what to do, or `ok`.
fn verdict(comparison: &Comparison<'_>, denies_review: bool) -> String {
    let error = |message: String| format!("{}: {message}\n", paint(ERROR, "error"));
    let good = |message: &str| format!("{}: {message}\n", paint(GOOD, "ok"));
    let class = match comparison.class() {
        None if !comparison.version_decreased() => return good("no changes"),
        class => class.map_or("", Class::as_str),
    };
    let mut forbidden: Vec<String> = comparison
        .changes
        .iter()
        .filter(|change| change.forbidden)
        .filter_map(|change| Some(format!("{}: {}", change.rule, change.instead.as_ref()?)))
        .collect();
    // Each rule once.
    forbidden.sort();
    forbidden.dedup();
    let mut text: String = forbidden.into_iter().map(error).collect();
    let (Some(old), Some(new)) = (comparison.old, comparison.new) else {
        return if text.is_empty() { good("new catalog") } else { text };
    };
    let breaking = |change: &&Change| change.class == Class::Breaking && !change.forbidden;
    let (breaking, needs) = (comparison.changes.iter().filter(breaking).count(), comparison.needs());
    let needs = needs.as_ref().unwrap_or(&new.version);
    if comparison.version_decreased() {
        text += &error(back(old, new));
    } else if breaking > 0 && !comparison.may_break() {
        let need = if breaking == 1 { "needs" } else { "need" };
        let changes = count(breaking, "breaking change");
        text += &error(format!("{changes} {need} version {needs} or later, not {}", new.version));
    }
    let to_review = comparison.to_review().count();
    if denies_review && to_review > 0 {
        let sentences = if to_review == 1 { "became another sentence" } else { "became other sentences" };
        let messages = count(to_review, "message");
        text += &error(format!("{messages} {sentences}: does each code still mean the same error?"));
    }
    if !text.is_empty() {
        return text;
    }
    let next = if new.version < *needs { format!("; release it as {needs} or later") } else { String::new() };
    good(&format!("{}, at most {class}{next}", count(comparison.changes.len(), "change")))
}

fn back(old: &Snapshot, new: &Snapshot) -> String {
    format!("the version decreased from {} to {}", old.version, new.version)
}

/// The shape of `lock --format json`.
#[derive(Serialize)]
struct LockReport<'a> {
    #[serde(flatten)]
    report: ComparisonsJson<'a>,
    files: &'a [Target],
}

/// Returns all comparisons as JSON. `denies_review` is whether messages to review are an error.
pub fn report(comparisons: &[Comparison<'_>], denies_review: bool) -> String {
    let report = ComparisonsJson::new(comparisons);
    pretty(&if denies_review { report.denying_review() } else { report })
}

/// Returns all comparisons and the states of the locks as JSON. `ok` is whether all promises are kept,
/// `denies_review` whether messages to review are an error.
pub fn locked(comparisons: &[Comparison<'_>], files: &[Target], ok: bool, denies_review: bool) -> String {
    let report = ComparisonsJson::new(comparisons);
    let report = if denies_review { report.denying_review() } else { report };
    pretty(&LockReport { report: report.with_result(ok), files })
}

/// Returns breaking changes, messages to review, and a version that decreased, as annotations for GitHub Actions. Breaking changes
/// that the version does not allow are errors, and messages to review if `denies_review`; the others are warnings.
pub fn annotations(comparisons: &[Comparison<'_>], denies_review: bool) -> String {
    let one = |comparison: &Comparison<'_>| {
        let header = comparison.new.and_then(Snapshot::place);
        let shown = |change: &&Change| matches!(change.class, Class::Breaking | Class::Review);
        let breaking = comparison.changes.iter().filter(shown);
        let annotation = |change: &Change| {
            let place = change.place.as_ref().or(header);
            let is_error = match change.class {
                Class::Breaking => change.forbidden || !comparison.may_break(),
                class => change.forbidden || (denies_review && class == Class::Review),
            };
            let notes = notes(change).fold(String::new(), |all, note| all + "\n" + &note);
            let range = place.map(|place| ((place.line, place.column), (place.line, place.column)));
            Annotation {
                level: if is_error { "error" } else { "warning" },
                file: place.map(|place| &*place.file),
                range,
                title: &change.rule,
                message: &format!("{}{}{notes}", subject(change), values(change)),
            }
            .to_string()
        };
        let decreased =
            comparison.old.zip(comparison.new).filter(|_| comparison.version_decreased()).map(|(old, new)| {
                let range = header.map(|place| ((place.line, place.column), (place.line, place.column)));
                let file = header.map(|place| &*place.file);
                let message = &back(old, new);
                Annotation { level: "error", file, range, title: "version-decreased", message }.to_string()
            });
        breaking.map(annotation).chain(decreased).collect::<String>()
    };
    comparisons.iter().map(one).collect()
}
