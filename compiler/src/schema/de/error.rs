//! What serde and the types that are read have to say, as a diagnostic without a place yet.

use std::fmt;

use serde_core::de::{self, Expected, Unexpected};

use super::nearest;
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink, quote};
use crate::text::source::Span;
use crate::yaml::slip;

/// Why a value could not be read.
#[derive(Debug)]
pub struct Error(Option<Box<Diagnostic>>);

impl Error {
    /// A problem that stands in the sink already.
    pub(super) const REPORTED: Self = Self(None);

    pub(super) fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self(Some(Box::new(Diagnostic::new(rule, message))))
    }

    /// A value of another type.
    pub(super) fn expected(expected: impl fmt::Display, found: impl fmt::Display) -> Self {
        let expected = expected.to_string();
        let help = match expected.as_str() {
            "a mapping" => "write a mapping, such as `{name: value}`".to_owned(),
            "a list" => "write a list, such as `[value]`".to_owned(),
            _ => format!("write {expected}"),
        };
        Self::new(Rule::WrongType, format!("expected {expected}, found {found}")).help(help)
    }

    /// Says what to type.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self(self.0.map(|diagnostic| Box::new(diagnostic.help(help))))
    }

    /// Says where, unless an inner value has said it.
    pub(super) fn at(self, span: Span) -> Self {
        Self(self.0.map(|mut diagnostic| {
            diagnostic.span.get_or_insert(span);
            diagnostic
        }))
    }

    /// Puts the problem into the sink.
    pub(super) fn report(self, span: Span, sink: &mut Sink) {
        if let Some(diagnostic) = self.at(span).0 {
            sink.push(*diagnostic);
        }
    }
}

/// A hint at the name that was meant, or at all of them.
pub(super) fn hint(word: &str, known: &[&str], one: &str) -> String {
    match nearest(word, known.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("{one}: `{}`", known.join("`, `")),
    }
}

/// The diagnostic for a key that a struct does not have.
pub(super) fn unknown_key(key: &str, known: &[&str], span: Span) -> Diagnostic {
    let message = format!("unknown key {}", quote(key));
    let help = match (slip(key), key) {
        (Some((_, help)), _) => help,
        (_, "codes" | "retired") => "it stands at the top of another `.yaml` file beside `catalog.yaml`".to_owned(),
        (_, "locales") => "translations stand in files of their own, such as `locales/de.yaml`".to_owned(),
        _ => hint(key, known, "known keys"),
    };
    Diagnostic::new(Rule::UnknownKey, message).at(span).help(help).stranger(key)
}

fn describe(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(value) => format!("boolean `{value}`"),
        Unexpected::Unsigned(value) => format!("number `{value}`"),
        Unexpected::Signed(value) => format!("number `{value}`"),
        Unexpected::Float(value) => format!("number `{value}`"),
        Unexpected::Str(text) => format!("text {}", quote(text)),
        Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a mapping".to_owned(),
        other => other.to_string(),
    }
}

impl de::Error for Error {
    /// A value that its key does not allow; what stands behind the first line feed says what to type.
    fn custom<T: fmt::Display>(message: T) -> Self {
        let text = message.to_string();
        match text.split_once('\n') {
            Some((message, help)) => Self::new(Rule::InvalidValue, message).help(help),
            None => Self::new(Rule::InvalidValue, text),
        }
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected, describe(unexpected))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Rule::InvalidValue, format!("expected {expected}, found {}", describe(unexpected)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(Rule::InvalidValue, format!("expected {expected}, found {length} items"))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let message = format!("unknown value {}", quote(variant));
        Self::new(Rule::InvalidValue, message).help(hint(variant, expected, "one of"))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self(Some(Box::new(Diagnostic { span: None, ..unknown_key(field, expected, Span::default()) })))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Rule::MissingKey, format!("missing key `{field}`"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(Rule::DuplicateKey, format!("duplicate key `{field}`"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(diagnostic) => formatter.write_str(&diagnostic.message),
            None => formatter.write_str("reported before"),
        }
    }
}

impl std::error::Error for Error {}
