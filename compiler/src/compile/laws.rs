//! The laws of a catalog, proved for every entry on the finished tables, with the code that services run.

use errcat_core::__private::{Carried, Pattern};
use errcat_core::{AnyCode, Catalog, Found, ProviderCode, Public, Recognize, Recognized, Shown, Value};

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::Model;
use crate::text::quote::quote;

/// Proves the look-ups: id → code, wire code → code, provider code → code.
pub fn look_ups(catalog: Catalog<'_>, broken: &mut dyn FnMut(String)) {
    for code in catalog.codes() {
        if catalog.find(code.as_str()) != Some(Found::Code(code)) {
            broken(format!("`{code}` is not found by its id"));
        }
        if catalog.by_wire_code(code.wire_code()) != Some(code) {
            broken(format!("`{code}` is not found by its wire code"));
        }
        for provider in code.provider_codes() {
            prove_provider(code, provider, broken);
        }
    }
    for retired in catalog.retired() {
        if catalog.find(retired.id) != Some(Found::Retired(retired)) {
            broken(format!("`{}` is not found by its retired id", retired.id));
        }
    }
}

/// Proves the look-up of a provider code: by itself, by the ends of a range, by a longer text than a prefix, or by any
/// text. A pattern with
/// precedence may win instead.
fn prove_provider(code: AnyCode<'_>, provider: ProviderCode<'_>, broken: &mut dyn FnMut(String)) {
    let pattern = Pattern::of(provider.code);
    let mut check = |example: &str| {
        let found = code.catalog().by_provider_code(provider.scope, example);
        let before = |other: ProviderCode<'_>| {
            let other_pattern = Pattern::of(other.code);
            other.scope == provider.scope && other_pattern.matches(example) && other_pattern.precedence(pattern).is_lt()
        };
        if found != Some(code) && !found.is_some_and(|found| found.provider_codes().any(before)) {
            let ProviderCode { scope, code: written, .. } = provider;
            broken(format!("`{code}` is not found by its provider code `{written}` of scope `{scope}`: `{example}`"));
        }
    };
    match pattern {
        Pattern::Default => ["0", "~", "Z z"].into_iter().for_each(check),
        Pattern::Exact(only) => check(only),
        Pattern::Range(first, last) => [first, last].into_iter().for_each(check),
        Pattern::Prefix(prefix) => check(&format!("{prefix}0")),
    }
}

/// Proves the law of answers: the answer of a code's example is recognized as that code, without any other value.
pub fn answers(catalog: Catalog<'_>, model: &Model, sink: &mut Sink) {
    for (code, own) in catalog.codes().zip(&model.codes) {
        let told = code.shown() == Shown::Itself && code.recognize() != Recognize::Never;
        if code.status().is_none() || !told {
            continue;
        }
        let example = code.example().without_context().with_details(&["the first detail", "the second"]);
        let body = example.public().body().to_string();
        // A value that the envelope does not contain, or that can be read in two ways, is not read back.
        let text = |value: Value<'_>| value.to_string();
        let equal = |answer: &Recognized<'_>, at| {
            answer.param(at).is_none_or(|value| Some(text(value)) == example.param(at).map(text))
        };
        let same = |answer: Recognized<'_>| answer.code() == code && (0..own.params.len()).all(|at| equal(&answer, at));
        let answer = catalog.recognize(code.status(), body.as_bytes());
        if answer.is_some_and(same) {
            continue;
        }
        let message = format!("{} is not recognized by its own answer", quote(&own.id.value));
        let help = format!("the answer is `{body}`; change its texts or envelope, or write `recognize: never`");
        sink.push(Diagnostic::new(Rule::AmbiguousAnswer, message).at(own.id.span).help(help));
    }
}

/// Proves the law of unknown errors: the answer of the unknown error means no code.
pub fn unknown(catalog: Catalog<'_>, model: &Model, sink: &mut Sink) {
    if catalog.unknown_code().is_some() {
        return;
    }
    let unknown = Public::unknown(catalog);
    let body = unknown.body().to_string();
    let Some(answer) = catalog.recognize(unknown.status(), body.as_bytes()) else { return };
    // A code that is recognized by its status may recognize this answer too.
    if answer.code().recognize() == Recognize::Envelope {
        let code = &model.codes[usize::from(answer.code().number())].id;
        let message = format!("the unknown error is also recognized as {}", quote(&code.value));
        let named = answer.code().wire_code() == unknown.wire_code();
        let differ =
            if named { "give `unknown` another `code`" } else { "change the status or the text of one of them" };
        let help = format!("its answer is `{body}`; {differ}");
        let diagnostic = Diagnostic::new(Rule::AmbiguousAnswer, message).at(model.unknown.code.span);
        sink.push(diagnostic.related(code.span, format!("{} defined", quote(&code.value))).help(help));
    }
}
