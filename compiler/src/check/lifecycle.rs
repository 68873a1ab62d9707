//! Lifecycle: the successors of deprecated codes do not form a cycle.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::Model;
use crate::text::quote::quote;

/// Checks the successors of deprecated codes.
pub fn check(model: &mut Model, sink: &mut Sink) {
    let next: Vec<Option<usize>> = model
        .codes
        .iter()
        .map(|code| code.deprecated.as_ref().and_then(|deprecated| deprecated.replaced_by.as_ref()?.to))
        .collect();
    let mut done = vec![false; next.len()];
    for start in 0..next.len() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(code) = at.filter(|code| !done[*code]) {
            done[code] = true;
            path.push(code);
            at = next[code];
        }
        if let Some(code) = at.filter(|code| path.contains(code)) {
            let name = |code: usize| quote(&model.codes[code].id.value);
            let round = path.iter().skip_while(|other| **other != code).chain([&code]);
            let round = round.map(|code| name(*code)).collect::<Vec<_>>().join(" → ");
            let message = format!("the successors of {} lead back to it: {round}", name(code));
            let help = "give the last of them a successor that is not deprecated";
            sink.push(Diagnostic::new(Rule::Cycle, message).at(model.codes[code].id.span).help(help));
        }
    }
}
