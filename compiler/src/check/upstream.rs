//! Upstreams: some answer reaches every row.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::{Model, Row};
use crate::text::quote::quote;

/// Statuses as bits: 100 to 599, and 99 for an answer without a status.
type Statuses = [u64; 10];

/// Reports rows that no answer reaches.
pub fn check(model: &Model, sink: &mut Sink) {
    for upstream in &model.upstreams {
        let wanted: Vec<Option<String>> =
            upstream.rows.iter().map(|row| Some(row.contains.as_ref()?.to_ascii_lowercase())).collect();
        let statuses: Vec<Statuses> = upstream.rows.iter().map(statuses).collect();
        for (at, row) in upstream.rows.iter().enumerate() {
            // The earlier rows that match every body which this row matches.
            let fitting = (0..at).filter(|&above| implied(wanted[above].as_deref(), wanted[at].as_deref()));
            let covers = |above: usize| statuses[at].iter().zip(statuses[above]).all(|(own, other)| own & !other == 0);
            let mut left = statuses[at];
            // Name a row that covers all statuses rather than one of several that cover some.
            let mut first = fitting.clone().find(|above| covers(*above));
            for above in fitting {
                for (left, taken) in left.iter_mut().zip(statuses[above]) {
                    if *left & taken != 0 {
                        first.get_or_insert(above);
                        *left &= !taken;
                    }
                }
            }
            if let Some(first) = first.filter(|_| left.iter().all(|bits| *bits == 0)) {
                let message = format!("no answer reaches this row of upstream {}", quote(&upstream.name.value));
                let diagnostic = Diagnostic::new(Rule::UnreachableRow, message).at(row.span);
                let help = "move it up, because the first matching row wins, or remove it";
                sink.push(diagnostic.related(upstream.rows[first].span, "matched earlier").help(help));
            }
        }
    }
}

fn statuses(row: &Row) -> Statuses {
    const EVERY: [(u16, u16); 1] = [(99, 599)];
    let mut bits = Statuses::default();
    let ranges = if row.status.is_empty() { &EVERY[..] } else { &row.status };
    for status in ranges.iter().flat_map(|(first, last)| *first..=*last) {
        bits[usize::from(status / 64)] |= 1 << (status % 64);
    }
    bits
}

/// Returns whether every body that contains `own` also contains `other`.
fn implied(other: Option<&str>, own: Option<&str>) -> bool {
    match (other, own) {
        (None, _) => true,
        (Some(other), Some(own)) => own.contains(other),
        (Some(_), None) => false,
    }
}
