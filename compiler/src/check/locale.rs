//! Locales: every text is translated, with the placeholders of the original.

use std::collections::HashMap;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::lower::report_unwritten;
use crate::model::template::Template;
use crate::model::{Code, Locale, Mask, Model, Translation};
use crate::text::quote::quote;
use crate::text::source::Sources;

/// Checks every locale.
pub fn check(model: &Model, sources: &Sources, sink: &mut Sink) {
    let mut tags = HashMap::new();
    for locale in &model.locales {
        let first = tags.insert(locale.tag.to_ascii_lowercase(), locale.span);
        if locale.tag.eq_ignore_ascii_case(&model.language) || first.is_some() {
            let diagnostic = match first {
                Some(first) => {
                    let message = format!("language {} has two files", quote(&locale.tag));
                    let diagnostic = Diagnostic::new(Rule::UnknownTranslation, message);
                    diagnostic.related(first, "the other one").help("merge them into one")
                }
                None => Diagnostic::new(
                    Rule::UnknownTranslation,
                    format!("{} is the language of the catalog", quote(&locale.tag)),
                )
                .help("remove the file; the texts in this language are next to the codes"),
            };
            sink.push(diagnostic.at(locale.span));
        }
        if let Some(text) = &locale.unknown_customer {
            report_unwritten("customer", &text.value, text.span, sink);
        }
        texts(model, "customer", &locale.customer, |code| code.customer.as_ref(), sources, sink);
        texts(model, "remediation", &locale.remediation, |code| Some(&code.remediation), sources, sink);
        complete(model, locale, sink);
    }
}

/// Reports public codes whose customer text is not translated.
fn complete(model: &Model, locale: &Locale, sink: &mut Sink) {
    let mut translated = vec![false; model.codes.len()];
    locale.customer.iter().filter_map(|translation| translation.code.to).for_each(|code| translated[code] = true);
    let shown = |code: &Code| code.customer.is_some() && matches!(code.shown_as, Mask::Itself);
    let missing = model.codes.iter().zip(translated).filter(|(code, translated)| shown(code) && !translated);
    let missing: Vec<&str> = missing.map(|(code, _)| code.id.value.as_str()).collect();
    let Some(first) = missing.first() else { return };
    let more = missing.len() - 1;
    let message = match more {
        0 => format!("locale {} has no customer text for `{first}`", quote(&locale.tag)),
        _ => format!("locale {} has no customer text for `{first}` and {more} more", quote(&locale.tag)),
    };
    let list = missing.iter().take(12).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let dots = if missing.len() > 12 { ", …" } else { "" };
    let help = format!("translate {list}{dots} under `customer:`");
    sink.push(Diagnostic::new(Rule::IncompleteLocale, message).at(locale.span).help(help));
}

fn texts(
    model: &Model,
    key: &str,
    translations: &[Translation],
    original: fn(&Code) -> Option<&Template>,
    sources: &Sources,
    sink: &mut Sink,
) {
    for translation in translations {
        let Some(to) = translation.code.to else { continue };
        let code = &model.codes[to];
        report_unwritten(key, &translation.text.text, translation.text.span, sink);
        let Some(original) = original(code) else {
            let message = format!("{} has no `{key}` to translate", quote(&code.id.value));
            let diagnostic = Diagnostic::new(Rule::UnknownTranslation, message).at(translation.code.name.span);
            let help = "write the text in the catalog's language first, or remove the translation";
            sink.push(diagnostic.related(code.id.span, "defined here").help(help));
            continue;
        };
        placeholders(code, original, translation, sources, sink);
    }
}

fn placeholders(code: &Code, original: &Template, translation: &Translation, sources: &Sources, sink: &mut Sink) {
    let text = &translation.text;
    if text.text.is_empty() || original.text.is_empty() {
        return; // already reported
    }
    let wrong = |message: String, span, help: &str| {
        let diagnostic = Diagnostic::new(Rule::PlaceholderMismatch, message).at(span);
        diagnostic.related(original.span, "the original").help(help)
    };
    for name in text.params().filter(|name| !original.has(name)) {
        let message = format!("`{{{name}}}` is not in the original text of {}", quote(&code.id.value));
        sink.push(wrong(message, text.span_of(name, sources), "use the placeholders of the original"));
    }
    for name in original.params().filter(|name| !text.has(name)) {
        let message = format!("`{{{name}}}` is missing from the translation of {}", quote(&code.id.value));
        sink.push(wrong(message, text.span, "use the placeholders of the original"));
    }
}
