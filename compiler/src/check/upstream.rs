//! Upstreams: every row can be reached, and fills the parameters of its codes.

use std::collections::HashSet;

use errcat_core::ParamKind;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::{Code, Member, Model, Param, Row};
use crate::schema::read::Literal;
use crate::text::quote::quote;
use crate::text::span::Spanned;
use crate::text::suggest::Suggest;

/// A set of statuses as bits: 100 to 599, and 99 for an answer without a status.
type Statuses = [u64; 10];

/// Checks the rows of every upstream.
pub fn check(model: &Model, sink: &mut Sink) {
    let scopes: HashSet<&str> =
        model.codes.iter().flat_map(|code| &code.provider_codes).map(|provider| provider.scope.as_str()).collect();
    for upstream in &model.upstreams {
        let statuses: Vec<Statuses> = upstream.rows.iter().map(statuses).collect();
        for (at, row) in upstream.rows.iter().enumerate() {
            check_params(model, row, &scopes, sink);
            // The earlier rows that match every body of this row, if the status matches too.
            let fitting = (0..at).filter(|&above| is_implied(model, &upstream.rows[above], row));
            let covers = |above: usize| statuses[at].iter().zip(statuses[above]).all(|(own, other)| own & !other == 0);
            let mut left = statuses[at];
            // The diagnostic names one row that takes all answers, or else the first that takes some.
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

/// Checks that a row fills the parameters of its codes.
fn check_params(model: &Model, row: &Row, scopes: &HashSet<&str>, sink: &mut Sink) {
    let scope = row.at.as_ref().and_then(|at| match &at.is {
        Member::Scope(scope) => Some(scope),
        Member::OneOf(_) => None,
    });
    if let Some(Spanned { value: name, span }) = scope.filter(|scope| !scopes.contains(scope.value.as_str())) {
        let message = format!("scope {} does not exist", quote(name));
        let known = Suggest::new(name, scopes.iter().copied()).question();
        let help = known.unwrap_or_else(|| "name a scope of `provider_codes`".to_owned());
        sink.push(Diagnostic::new(Rule::UnknownName, message).at(*span).help(help).foreign_character(name));
        return;
    }
    let is = row.is.as_ref().and_then(|is| is.to).map(|to| &model.codes[to]);
    let of_scope = model.codes.iter().filter(|code| {
        scope.is_some_and(|scope| code.provider_codes.iter().any(|provider| provider.scope == scope.value))
    });
    let codes: Vec<&Code> = is.into_iter().chain(of_scope).collect();
    if codes.is_empty() {
        return;
    }
    for (param, _) in &row.take {
        check_take(&codes, param, sink);
    }
    // One missing parameter is enough to show what the row lacks.
    let lacking = codes.iter().find_map(|code| {
        let is_taken = |param: &Param| row.take.iter().any(|(taken, _)| taken.value == param.name.value);
        let missing = code.params.iter().find(|param| !param.optional && !is_taken(param));
        missing.map(|param| (code, param))
    });
    if let Some((code, param)) = lacking {
        let message =
            format!("the row does not fill parameter {} of {}", quote(&param.name.value), quote(&code.id.value));
        let help = format!(
            "name the member of the answer that fills it, as in `take: {{{}: /error/message}}`",
            param.name.value
        );
        let diagnostic = Diagnostic::new(Rule::UpstreamParam, message).at(row.span);
        sink.push(diagnostic.related(param.name.span, "the parameter").help(help));
    }
}

/// Checks that a parameter can be taken from an answer.
fn check_take(codes: &[&Code], taken: &Spanned<String>, sink: &mut Sink) {
    let mut own = codes.iter().filter_map(|code| {
        let param = code.params.iter().find(|param| param.name.value == taken.value)?;
        Some((code, param))
    });
    let mut found = own.clone().peekable();
    if found.peek().is_none() {
        let code = codes[0];
        let message = format!("{} has no parameter {}", quote(&code.id.value), quote(&taken.value));
        let known = Suggest::new(&taken.value, code.params.iter().map(|param| param.name.value.as_str())).question();
        let help = known.unwrap_or_else(|| "name a parameter of the code".to_owned());
        sink.push(
            Diagnostic::new(Rule::UnknownName, message).at(taken.span).help(help).foreign_character(&taken.value),
        );
        return;
    }
    let wrong = own.find_map(|(code, param)| {
        if param.sensitive {
            return Some((code, param, "is sensitive"));
        }
        (!matches!(param.kind, ParamKind::String | ParamKind::Integer)).then_some((
            code,
            param,
            "is neither a string nor an integer",
        ))
    });
    if let Some((code, param, why)) = wrong {
        let message = format!(
            "parameter {} of {} {why}, so it cannot be taken from an answer",
            quote(&taken.value),
            quote(&code.id.value)
        );
        let diagnostic = Diagnostic::new(Rule::UpstreamParam, message).at(taken.span);
        let help = "name a string or integer parameter that is not sensitive, or another code";
        sink.push(diagnostic.related(param.name.span, "the parameter").help(help));
    }
}

/// Returns the statuses that a row matches.
fn statuses(row: &Row) -> Statuses {
    const EVERY: [(u16, u16); 1] = [(99, 599)];
    let mut bits = Statuses::default();
    let ranges = if row.status.is_empty() { &EVERY[..] } else { &row.status };
    for status in ranges.iter().flat_map(|(first, last)| *first..=*last) {
        bits[usize::from(status / 64)] |= 1 << (status % 64);
    }
    bits
}

/// Returns whether every body that matches the row `own` also matches the row `other`. A row with `take` does not count, because it
/// matches only bodies with the members that it takes.
fn is_implied(model: &Model, other: &Row, own: &Row) -> bool {
    let contains = |row: &Row| row.contains.as_ref().map(|text| text.to_ascii_lowercase());
    let text = match (contains(other), contains(own)) {
        (None, _) => true,
        (Some(other), Some(own)) => own.contains(&other),
        (Some(_), None) => false,
    };
    let member = match (&other.at, &own.at) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(other), Some(own)) if other.pointer != own.pointer => false,
        (Some(other), Some(own)) => match (&other.is, &own.is) {
            (Member::OneOf(other), Member::OneOf(own)) => {
                own.iter().all(|value| other.iter().any(|one| is_same(one, value)))
            }
            (Member::Scope(other), Member::Scope(own)) => other.value == own.value,
            (Member::Scope(scope), Member::OneOf(own)) => own.iter().all(|value| is_known(model, &scope.value, value)),
            (Member::OneOf(_), Member::Scope(_)) => false,
        },
    };
    text && member && other.take.is_empty()
}

/// Returns whether two values are equal as JSON. Numbers are equal if their values are, such as `1` and `1.0`.
fn is_same(one: &Literal, other: &Literal) -> bool {
    let number = |value: &Literal| match value {
        Literal::Integer(number) => number.to_string().parse().ok(),
        Literal::Number(number) => number.parse::<f64>().ok(),
        _ => None,
    };
    one == other || number(one).is_some_and(|own| number(other) == Some(own))
}

/// Returns whether a value is a provider code of a scope. Ranges and prefixes do not count.
fn is_known(model: &Model, scope: &str, value: &Literal) -> bool {
    let text = match value {
        Literal::String(text) => text.clone(),
        Literal::Integer(number) => number.to_string(),
        _ => return false,
    };
    let mut all = model.codes.iter().flat_map(|code| &code.provider_codes);
    all.any(|provider| provider.scope == scope && provider.code.value == text)
}
