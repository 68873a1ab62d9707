//! Sources: every row can be reached by some answer.

use crate::diagnostic::{Diagnostic, Sink, quote};
use crate::model::{Model, Row};
use crate::rules::Rule;

/// Statuses that an answer can have, and one place more for an answer without status.
const STATUSES: std::ops::RangeInclusive<u16> = 99..=599;
const NO_STATUS: u16 = 99;

pub fn check(model: &Model, sink: &mut Sink) {
    for source in &model.sources {
        for (at, row) in source.rows.iter().enumerate() {
            let earlier = &source.rows[..at];
            let shadows = |status: u16| earlier.iter().find(|other| holds(other, status) && contains_of(other, row));
            let mut reached = STATUSES.filter(|status| holds(row, *status)).map(shadows);
            let first = reached.next().flatten();
            if let Some(first) = first
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
    row.status.is_empty() || status != NO_STATUS && row.status.iter().any(|(first, last)| (*first..=*last).contains(&status))
}

/// Whether every body that `row` wants also fits `other`.
fn contains_of(other: &Row, row: &Row) -> bool {
    match (&other.contains, &row.contains) {
        (None, _) => true,
        (Some(other), Some(own)) => own.to_ascii_lowercase().contains(&other.to_ascii_lowercase()),
        (Some(_), None) => false,
    }
}
