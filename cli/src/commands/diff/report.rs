//! Changes as text, JSON and annotations of a pull request.

use errcat_tools::diff::{Change, Class, Comparison, ComparisonsJson, Place, Snapshot};
use errcat_tools::json::pretty;
use errcat_tools::text::count;
use serde::Serialize;

use crate::output::files::Target;
use crate::output::github::Annotation;
use crate::output::style::{ERROR, GOOD, LABEL, STRONG, paint};

/// The most characters of both values together that fit on one line.
const SHORT: usize = 60;

/// Returns all comparisons as text.
pub fn text(comparisons: &[Comparison<'_>]) -> String {
    let parts: Vec<String> = comparisons.iter().map(one).collect();
    parts.join("\n")
}

/// Returns a comparison as text.
pub fn one(comparison: &Comparison<'_>) -> String {
    let versions: Vec<String> =
        [comparison.old, comparison.new].into_iter().flatten().map(|one| one.version.to_string()).collect();
    let name = comparison.old.or(comparison.new).map_or("", |snapshot| &snapshot.catalog);
    let changes: String = comparison.changes.iter().map(change).collect();
    format!("{}\n{changes}{}", paint(STRONG, &format!("{name} {}", versions.join(" → "))), verdict(comparison))
}

fn change(change: &Change<'_>) -> String {
    let class = format!("{:8}", change.class.as_str());
    let class = if change.class == Class::Breaking { paint(ERROR, &class) } else { paint(LABEL, &class) };
    let place = change.place.filter(|_| change.class == Class::Breaking);
    let mut text = format!("  {class}  {}: {}{}\n", change.rule, change.name, values(change));
    text.extend(long_values(change).map(|(sign, line)| format!("{MARGIN}{sign} {line}\n")));
    text.extend(place.map(|Place { file, line, column }| format!("{MARGIN}at {file}:{line}:{column}\n")));
    text
}

/// The indent of lines below a change.
const MARGIN: &str = "            ";

/// Returns whether the values need lines of their own.
fn is_long(change: &Change<'_>) -> bool {
    let values = change.values.into_iter().flat_map(|(old, new)| [old, new]).flatten();
    let (mut length, mut lines) = (0, 1);
    for value in values {
        length += value.chars().count();
        lines = lines.max(value.lines().count());
    }
    lines > 1 || length > SHORT
}

/// Returns `: old → new`.
fn values(change: &Change<'_>) -> String {
    match change.values.filter(|_| !is_long(change)) {
        Some((Some(old), Some(new))) => format!(": {old} → {new}"),
        Some((old, new)) => format!(": {}", old.or(new).unwrap_or_default()),
        None => String::new(),
    }
}

fn long_values<'s>(change: &Change<'s>) -> impl Iterator<Item = (char, &'s str)> {
    let (old, new) = change.values.filter(|_| is_long(change)).unwrap_or_default();
    let lines = |sign, value: Option<&'s str>| value.into_iter().flat_map(str::lines).map(move |line| (sign, line));
    lines('-', old).chain(lines('+', new))
}

/// Returns what is wrong and what to do, or `ok`.
fn verdict(comparison: &Comparison<'_>) -> String {
    let error = |message: String| format!("{}: {message}\n", paint(ERROR, "error"));
    let good = |message: &str| format!("{}: {message}\n", paint(GOOD, "ok"));
    let class = match comparison.class() {
        None if !comparison.version_decreased() => return good("no changes"),
        class => class.map_or("", Class::as_str),
    };
    let mut forbidden: Vec<String> = comparison
        .changes
        .iter()
        .filter_map(|change| Some(format!("{}: {}", change.rule, change.instead()?)))
        .collect();
    // Each rule once.
    forbidden.sort();
    forbidden.dedup();
    let mut text: String = forbidden.into_iter().map(error).collect();
    let (Some(old), Some(new)) = (comparison.old, comparison.new) else {
        return if text.is_empty() { good("new catalog") } else { text };
    };
    let breaking = |change: &&Change<'_>| change.class == Class::Breaking && !change.forbidden;
    let (breaking, needs) = (comparison.changes.iter().filter(breaking).count(), comparison.needs());
    let needs = needs.as_ref().unwrap_or(&new.version);
    if comparison.version_decreased() {
        text += &error(back(old, new));
    } else if breaking > 0 && !comparison.may_break() {
        let need = if breaking == 1 { "needs" } else { "need" };
        let changes = count(breaking, "breaking change");
        text += &error(format!("{changes} {need} version {needs} or later, not {}", new.version));
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

/// Returns all comparisons as JSON.
pub fn report(comparisons: &[Comparison<'_>]) -> String {
    pretty(&ComparisonsJson::new(comparisons))
}

/// Returns all comparisons and the states of the locks as JSON.
pub fn locked(comparisons: &[Comparison<'_>], files: &[Target]) -> String {
    pretty(&LockReport { report: ComparisonsJson::new(comparisons), files })
}

/// Returns breaking changes, and a version that decreased, as annotations for GitHub Actions. Breaking changes that the version
/// allows are warnings, the others errors.
pub fn annotations(comparisons: &[Comparison<'_>]) -> String {
    let one = |comparison: &Comparison<'_>| {
        let header = comparison.new.and_then(Snapshot::place);
        let breaking = comparison.changes.iter().filter(|change| change.class == Class::Breaking);
        let annotation = |change: &Change<'_>| {
            let place = change.place.or(header);
            let range = place.map(|place| ((place.line, place.column), (place.line, place.column)));
            Annotation {
                level: if change.forbidden || !comparison.may_break() { "error" } else { "warning" },
                file: place.map(|place| &*place.file),
                range,
                title: &change.rule,
                message: &format!("{}{}", change.name, values(change)),
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
