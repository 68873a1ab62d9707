//! The life cycle: a deprecated code's replacements lead somewhere.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::Model;
use crate::text::quote::quote;

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
            let message = format!("{} is replaced by itself: {round}", name(code));
            let help = "let the last of them be replaced by a code that stays";
            sink.push(Diagnostic::new(Rule::Cycle, message).at(model.codes[code].id.span).help(help));
        }
    }
}
