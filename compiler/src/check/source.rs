//! Sources: every row can be reached by some answer.

use crate::diagnostic::{Diagnostic, Sink, quote};
use crate::model::{Model, Row};
use crate::rules::Rule;

/// Statuses that an answer can have, and one place more for an answer without status.
const STATUSES: std::ops::RangeInclusive<u16> = 99..=599;
const NO_STATUS: u16 = 99;

pub fn check(model: &Model, sink: &mut Sink) {
    for source in &model.sources {
        let wanted: Vec<Option<String>> =
            source.rows.iter().map(|row| Some(row.contains.as_ref()?.to_ascii_lowercase())).collect();
        for (at, row) in source.rows.iter().enumerate() {
            // The rows above that fit every body which this row wants.
            let above: Vec<&Row> = (0..at)
                .filter(|&other| implied(wanted[other].as_deref(), wanted[at].as_deref()))
                .map(|other| &source.rows[other])
                .collect();
            let mut reached = STATUSES
                .filter(|status| holds(row, *status))
                .map(|status| above.iter().find(|other| holds(other, status)));
            if let Some(Some(first)) = reached.next()
                && reached.all(|other| other.is_some())
            {
                let message = format!("no answer can reach this row of source {}", quote(&source.name.value));
                let diagnostic = Diagnostic::new(Rule::UnreachableRow, message).at(row.span);
                let help = "rows are tried from top to bottom: move it up, or remove it";
                sink.push(diagnostic.related(first.span, "matched earlier").help(help));
            }
        }
    }
}

fn holds(row: &Row, status: u16) -> bool {
    row.status.is_empty()
        || status != NO_STATUS && row.status.iter().any(|(first, last)| (*first..=*last).contains(&status))
}

/// Whether every body that contains `own` contains `other` too.
fn implied(other: Option<&str>, own: Option<&str>) -> bool {
    match (other, own) {
        (None, _) => true,
        (Some(other), Some(own)) => own.contains(other),
        (Some(_), None) => false,
    }
}
