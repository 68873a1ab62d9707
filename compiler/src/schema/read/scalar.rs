//! Scalars: what one without quotes is, and what to write instead of one that does not fit.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::mismatch;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rule::Rule;
use crate::text::quote::quote;
use crate::yaml::{Node, Scalar};

/// A scalar of any type, for values whose type the catalog decides: examples of parameters, constants, values in envelopes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// An empty value, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A decimal number with a fraction, as it is written: a valid JSON number.
    Number(String),
    /// A text.
    String(String),
}

/// The kind of a scalar without quotes.
///
/// A number is decimal, without leading zeros, `+`, exponent or `_`; a boolean is `true` or `false`. A scalar that only some
/// YAML tools read as a number or boolean is neither: the author must quote it, or write the number or boolean that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// An empty value, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number, such as `404` or `-1`.
    Integer,
    /// A number with a fraction, such as `12.50`.
    Decimal,
    /// A boolean of YAML 1.1: `no`, `Yes`, `on`, `TRUE`; with its value.
    LikeBool(bool),
    /// A number to some tools: `0404`, `1_000`, `0x10`, `+1`, `.5`, `1e3`, `.inf`.
    LikeNumber,
    /// Any other text, such as `1.0.0`, `2026-05-05` and `500-599`.
    Text,
}

impl Plain {
    /// Returns the kind of a scalar that is written without quotes.
    pub fn of(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            "true" => Self::Bool(true),
            "false" => Self::Bool(false),
            "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Self::LikeBool(true),
            "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Self::LikeBool(false),
            _ if !text.starts_with(['-', '+', '.']) && !text.starts_with(|first: char| first.is_ascii_digit()) => {
                Self::Text
            }
            _ => Self::number(text),
        }
    }

    fn number(text: &str) -> Self {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) =
            digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
        let canonical = is_digits(whole) && (whole == "0" || !whole.starts_with('0'));
        match fraction {
            None if canonical && text != "-0" => Self::Integer,
            Some(fraction) if canonical && is_digits(fraction) => Self::Decimal,
            _ if looks_like_number(text) => Self::LikeNumber,
            _ => Self::Text,
        }
    }
}

/// Returns the text of a node.
pub(super) fn text(node: &Node) -> Result<&str, Box<Diagnostic>> {
    let scalar = scalar(node, "a text")?;
    if scalar.quoted || Plain::of(&scalar.text) == Plain::Text {
        return Ok(&scalar.text);
    }
    Err(mismatch::expected("a text", node).help(help_text(scalar)).into())
}

/// Returns the boolean of a node.
pub(super) fn boolean(node: &Node) -> Result<bool, Box<Diagnostic>> {
    let scalar = scalar(node, "`true` or `false`")?;
    match Plain::of(&scalar.text) {
        Plain::Bool(value) if !scalar.quoted => Ok(value),
        _ => Err(mismatch::expected("`true` or `false`", node).help(help_boolean(scalar)).into()),
    }
}

/// Returns the whole number of a node. `all` holds all values of the type.
pub(super) fn integer<N: FromStr + Display>(node: &Node, all: &RangeInclusive<N>) -> Result<N, Box<Diagnostic>> {
    let scalar = scalar(node, "a whole number")?;
    if scalar.quoted || Plain::of(&scalar.text) != Plain::Integer {
        return Err(mismatch::expected("a whole number", node).help(help_integer(scalar)).into());
    }
    scalar
        .text
        .parse()
        .map_err(|_| out_of_range(scalar).help(format!("write a number from {} to {}", all.start(), all.end())).into())
}

/// Returns the number of a node.
pub(super) fn number(node: &Node) -> Result<f64, Box<Diagnostic>> {
    let scalar = scalar(node, "a number")?;
    match Plain::of(&scalar.text) {
        Plain::Integer | Plain::Decimal if !scalar.quoted => finite(scalar),
        _ => Err(mismatch::expected("a number", node).help(help_number(scalar)).into()),
    }
}

/// Returns the scalar of a node as the type that it is written in.
pub(super) fn literal(node: &Node) -> Result<Literal, Box<Diagnostic>> {
    let scalar = scalar(node, "a text, a number or a boolean")?;
    if scalar.quoted {
        return Ok(Literal::String(scalar.text.clone()));
    }
    match Plain::of(&scalar.text) {
        Plain::Null => Ok(Literal::Null),
        Plain::Bool(value) => Ok(Literal::Bool(value)),
        Plain::Integer => integer(node, &(i64::MIN..=i64::MAX)).map(Literal::Integer),
        Plain::Decimal => finite(scalar).map(|_| Literal::Number(scalar.text.clone())),
        Plain::LikeBool(_) | Plain::LikeNumber => Err(mismatch::ambiguous(scalar).into()),
        Plain::Text => Ok(Literal::String(scalar.text.clone())),
    }
}

fn scalar<'n>(node: &'n Node, expected: &str) -> Result<&'n Scalar, Box<Diagnostic>> {
    node.as_scalar().ok_or_else(|| mismatch::expected(expected, node).into())
}

fn finite(scalar: &Scalar) -> Result<f64, Box<Diagnostic>> {
    scalar.text.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(|| out_of_range(scalar).into())
}

fn out_of_range(scalar: &Scalar) -> Diagnostic {
    Diagnostic::new(Rule::InvalidValue, format!("number {} is out of range", quote(&scalar.text)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether YAML 1.1 or 1.2 (core schema, section 10.3.2) reads a text as a number.
fn looks_like_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let bare = unsigned.replace('_', "");
    if unsigned.starts_with('_') || bare.is_empty() {
        return false;
    }
    if let Some((radix, digits)) = radix(&bare) {
        return !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    }
    let (mantissa, exponent) = bare.split_once(['e', 'E']).map_or((bare.as_str(), None), |(m, e)| (m, Some(e)));
    let exponent = exponent.is_none_or(|exponent| is_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    exponent && digits(whole) && digits(fraction) && whole.len() + fraction.len() > 0
}

fn radix(text: &str) -> Option<(u32, &str)> {
    [("0x", 16), ("0o", 8), ("0b", 2)].into_iter().find_map(|(prefix, radix)| Some((radix, text.strip_prefix(prefix)?)))
}

/// Returns the whole number that something like a number means, if only one is possible.
pub(super) fn as_integer(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let bare = unsigned.replace('_', "");
    let value = if let Some((radix, digits)) = radix(&bare) {
        u64::from_str_radix(digits, radix).ok()?
    } else {
        let (whole, fraction) = bare.split_once('.').unwrap_or((&bare, ""));
        if fraction.bytes().any(|byte| byte != b'0') {
            return None;
        }
        whole.parse().ok()?
    };
    Some(if value == 0 { "0".to_owned() } else { format!("{sign}{value}") })
}

/// Describes a scalar for a message.
pub(super) fn describe(scalar: &Scalar) -> String {
    let quote = quote(&scalar.text);
    if scalar.quoted {
        return format!("text {quote}");
    }
    match Plain::of(&scalar.text) {
        Plain::Null if scalar.text.is_empty() => "nothing".to_owned(),
        Plain::Null | Plain::LikeBool(_) | Plain::LikeNumber => quote,
        Plain::Bool(_) => format!("boolean {quote}"),
        Plain::Integer | Plain::Decimal => format!("number {quote}"),
        Plain::Text => format!("text {quote}"),
    }
}

/// Returns what to write where a text is expected.
fn help_text(scalar: &Scalar) -> String {
    match Plain::of(&scalar.text) {
        Plain::Null => "give a text, or remove the key".to_owned(),
        _ => format!("write it in quotes: {}", quote(&format!("\"{}\"", scalar.text))),
    }
}

/// Returns what to write where a boolean is expected.
fn help_boolean(scalar: &Scalar) -> String {
    match Plain::of(&scalar.text) {
        Plain::Bool(value) => format!("write `{value}` without quotes"),
        Plain::LikeBool(value) => format!("write `{value}`"),
        _ => "write `true` or `false`".to_owned(),
    }
}

/// Returns what to write where a whole number is expected.
fn help_integer(scalar: &Scalar) -> String {
    match Plain::of(&scalar.text) {
        Plain::Integer => format!("write `{}` without quotes", scalar.text),
        Plain::LikeNumber | Plain::Decimal => match as_integer(&scalar.text) {
            Some(integer) => format!("write `{integer}`"),
            None => "write a whole number in decimal digits".to_owned(),
        },
        _ => "write a whole number in decimal digits, without quotes".to_owned(),
    }
}

/// Returns what to write where a number is expected.
fn help_number(scalar: &Scalar) -> String {
    match Plain::of(&scalar.text) {
        Plain::Integer | Plain::Decimal => format!("write `{}` without quotes", scalar.text),
        Plain::LikeNumber => match as_integer(&scalar.text) {
            Some(integer) => format!("write `{integer}`"),
            None => "write a decimal number, such as `0.5`".to_owned(),
        },
        _ => "write a decimal number, without quotes".to_owned(),
    }
}
