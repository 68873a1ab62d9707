//! Recognition: no answer without a name is recognized as two codes.
//!
//! An answer that names a code means that code. Any other answer is recognized by its text, in the code's own envelope. So this check
//! compares the codes whose envelopes have no `$code`. Two codes of one status must not share an answer: what one of them can render,
//! in any language and with any values, must not match the envelope and the texts of the other. A text without placeholders wins over
//! a text with placeholders. Codes of different statuses may share an answer: without its status, the answer is unknown.

mod answer;
mod index;
mod overlap;

use std::collections::HashSet;

use errcat_core::Recognize;

use self::answer::{Answer, TranslatedModel};
use self::index::AnswerIndex;
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::template::Part;
use crate::model::{Code, Mask, Model};
use crate::text::quote::quote;

/// Reports codes whose answers are ambiguous.
pub fn check(model: &Model, sink: &mut Sink) {
    let public = || model.codes.iter().filter(|code| matches!(code.shown_as, Mask::Itself));
    by_status(public(), sink);
    public().for_each(|code| message_of_status(code, sink));
    let recognized = public().filter(|code| code.recognize != Recognize::Never);
    // If the unknown error is a code, its answers are that code.
    let has_own_unknown = model.unknown.is.is_none();
    recognized.filter(|_| has_own_unknown).for_each(|code| named_like_unknown(model, code, sink));
    let mut groups: [Vec<Answer<'_>>; STATUSES] = std::array::from_fn(|_| Vec::new());
    // An empty message was already reported.
    let catalog = TranslatedModel::of(model);
    let is_read = |code: &Code| code.recognize == Recognize::Envelope && !code.message.parts.is_empty();
    let public_codes = model.codes.iter().enumerate().filter(|(_, code)| matches!(code.shown_as, Mask::Itself));
    for (number, code) in public_codes.filter(|(_, code)| is_read(code)) {
        let envelope = code.envelope.as_ref().and_then(|envelope| envelope.to).map(|to| &model.envelopes[to].template);
        let Some(envelope) = envelope.filter(|envelope| !envelope.has_code()) else { continue };
        let answer = Answer::of(&catalog, number, envelope);
        if has_own_unknown && code.status == Some(model.unknown.status) {
            let own = model.unknown.envelope.as_ref().and_then(|envelope| envelope.to);
            let is_own = own == code.envelope.as_ref().and_then(|envelope| envelope.to);
            like_unknown(&answer, &Answer::of_unknown(&catalog, number, envelope), is_own, sink);
        }
        if answer.is_optional() {
            let message =
                format!("every member of the answer of {} can be absent, so it matches any object", name(code));
            let help = "add `$code` or a required member to its envelope, or write `recognize: never`";
            sink.push(Diagnostic::new(Rule::AmbiguousAnswer, message).at(code.id.span).help(help));
            continue;
        }
        // Codes without a status are a group of their own.
        groups[code.status.map_or(0, usize::from)].push(answer);
    }
    for (status, group) in groups.iter_mut().enumerate() {
        without_words(group, sink);
        if !compare(group, sink) {
            let message = format!("too many answers of status {status} are too similar to compare them all");
            let help = "add `$code` to their envelopes";
            sink.push(Diagnostic::new(Rule::AmbiguousAnswer, message).at(model.span).help(help));
        }
    }
}

/// One more than the highest status code.
const STATUSES: usize = 600;

/// Reports codes of one status that are all recognized by it.
fn by_status<'m>(codes: impl Iterator<Item = &'m Code>, sink: &mut Sink) {
    let mut by_status = [None; STATUSES];
    for code in codes.filter(|code| code.recognize == Recognize::Status) {
        let Some(status) = code.status else { continue };
        let first: &Code = by_status[usize::from(status)].get_or_insert(code);
        if !std::ptr::eq(first, code) {
            let message = format!("{} and {} are both recognized by status {status}", name(first), name(code));
            let help = "let only one code of a status have `recognize: status`";
            sink.push(ambiguous(message, code, first, help));
        }
    }
}

/// Checks the message of a code that is recognized by its status. The answer's message becomes the first parameter, so the message
/// must be that parameter alone, unless the code has no parameters.
fn message_of_status(code: &Code, sink: &mut Sink) {
    let [first, others @ ..] = &code.params[..] else { return };
    let is_first = matches!(&code.message.parts[..], [Part::Param(name)] if *name == first.name.value);
    if code.recognize != Recognize::Status || code.message.parts.is_empty() || (is_first && others.is_empty()) {
        return;
    }
    let (id, first) = (name(code), &first.name.value);
    let message = format!("{id} has `recognize: status`, so only `{{{first}}}` can be read back, as the whole message");
    let help = format!("write `message: \"{{{first}}}\"` without other parameters, or remove `recognize: status`");
    let at = if is_first { others[0].name.span } else { code.message.span };
    sink.push(Diagnostic::new(Rule::AmbiguousAnswer, message).at(at).help(help));
}

/// Reports a code that has the same name as the unknown error.
fn named_like_unknown(model: &Model, code: &Code, sink: &mut Sink) {
    let unknown = &model.unknown.code;
    let mut names = code.wire_code.iter().chain([&code.id]).chain(&code.aliases);
    if let Some(own) = names.find(|own| own.value == unknown.value) {
        let message = format!("{} and the unknown error are both called {}", name(code), quote(&unknown.value));
        let diagnostic = Diagnostic::new(Rule::AmbiguousAnswer, message).at(unknown.span);
        let help = "give `unknown` another `code`: an answer with this name means an unknown error";
        sink.push(diagnostic.related(own.span, format!("{} defined", name(code))).help(help));
    }
}

/// Reports a code whose answer can be that of the unknown error: the reader takes it for unknown.
fn like_unknown(answer: &Answer<'_>, unknown: &Answer<'_>, is_own: bool, sink: &mut Sink) {
    let is_as_fixed = answer.fixed() == unknown.fixed();
    let clashes = if is_as_fixed { answer.reads(unknown) } else { unknown.reads_example(answer) };
    // Without a text, an answer says that it is unknown in the unknown error's own envelope only.
    if (unknown.has_text() || is_own) && !answer.has_values() && clashes {
        let message = format!("an answer of {} is also that of the unknown error", name(answer.code));
        let help = if is_as_fixed { DIFFER } else { EXAMPLE };
        sink.push(Diagnostic::new(Rule::AmbiguousAnswer, message).at(answer.code.id.span).help(help));
    }
}

/// Reports and removes the answers whose texts have no letter or digit outside placeholders, with the number of codes they hide.
fn without_words(group: &mut Vec<Answer<'_>>, sink: &mut Sink) {
    // Adjacent placeholders were already reported.
    let (wordless, others): (Vec<_>, Vec<_>) = group.drain(..).partition(Answer::is_wordless);
    let wordless: Vec<_> = wordless.into_iter().filter(|answer| answer.code.message.adjacent().is_none()).collect();
    for answer in &wordless {
        let hidden = others.iter().chain(&wordless).filter(|other| other.code.id.span != answer.code.id.span);
        let hidden = hidden.filter(|other| answer.reads(other)).count();
        let hides = match hidden {
            0 => "it matches any text".to_owned(),
            1 => "it hides 1 other code with its status".to_owned(),
            _ => format!("it hides {hidden} other codes with its status"),
        };
        let message =
            format!("the answer of {} has no letter or digit outside placeholders: {hides}", name(answer.code));
        let help = "add `$code` to its envelope, or write `recognize: never` or `recognize: status`";
        sink.push(Diagnostic::new(Rule::AmbiguousAnswer, message).at(answer.code.message.span).help(help));
    }
    *group = others;
}

/// The limit on compared pairs for each code; 10,000 more are allowed in all. The index leaves only a few pairs for each code, unless
/// the catalog is hostile.
const MOST_COMPARISONS: usize = 50;

/// Reports pairs of codes that share an answer, at most one for each code. Returns whether the limit on pairs was sufficient.
fn compare(answers: &[Answer<'_>], sink: &mut Sink) -> bool {
    let index = AnswerIndex::of(answers);
    let mut reported = HashSet::new();
    let mut left = 10_000 + MOST_COMPARISONS * answers.len();
    for (at, answer) in answers.iter().enumerate() {
        for other in index.readers(answer) {
            if other == at {
                continue;
            }
            let Some(less) = left.checked_sub(1) else { return false };
            left = less;
            let reader = &answers[other];
            let (clash, help) = match answer.fixed().cmp(&reader.fixed()) {
                std::cmp::Ordering::Equal => (reader.reads(answer), DIFFER),
                // The text without placeholders wins, but must not win the example of the other code.
                std::cmp::Ordering::Less => (reader.reads_example(answer), EXAMPLE),
                std::cmp::Ordering::Greater => (false, DIFFER),
            };
            if clash {
                let pair = (at.min(other), at.max(other));
                if reported.insert(pair) {
                    let (first, second) = (answers[pair.0].code, answers[pair.1].code);
                    let message =
                        format!("an answer of {} is also recognized as {}", name(answer.code), name(reader.code));
                    sink.push(ambiguous(message, second, first, help));
                }
                break;
            }
        }
    }
    true
}

const DIFFER: &str =
    "change the status, text or envelope of one of them, add `$code` to the envelope, or write `recognize: never`";
const EXAMPLE: &str = "choose another example for its parameters";

fn name(code: &Code) -> String {
    quote(&code.id.value)
}

fn ambiguous(message: String, code: &Code, other: &Code, help: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Rule::AmbiguousAnswer, message).at(code.id.span);
    diagnostic.related(other.id.span, format!("{} defined", name(other))).help(help)
}
