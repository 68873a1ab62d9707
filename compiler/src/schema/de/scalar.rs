//! What a scalar without quotes is, and what to write where it is not what was wanted.

use crate::yaml::Scalar;

/// A scalar without quotes, as a catalog reads it.
///
/// A number is decimal, without leading zeros, sign `+`, exponent or `_`; a boolean is `true` or `false`. What only looks like one
/// of them to some YAML tool is neither that nor a text: it is written in quotes, or as the number or boolean that it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Such as `404` or `-1`.
    Integer,
    /// Such as `12.50`.
    Decimal,
    /// What older YAML takes for a boolean: `no`, `Yes`, `on`, `TRUE`; with the boolean.
    LikeBool(bool),
    /// What is a number somewhere: `0404`, `1_000`, `0x10`, `+1`, `.5`, `1e3`, `.inf`.
    LikeNumber,
    /// Everything else is a text, `1.0.0`, `2026-05-05` and `500-599` included.
    Text,
}

impl Plain {
    /// What a text without quotes is.
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

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether YAML 1.1 or 1.2 (core schema, section 10.3.2) takes a text for a number.
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

/// The plain integer that something like a number means, if that is beyond doubt.
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

/// What a scalar is, in the words of a message.
pub(super) fn describe(scalar: &Scalar) -> String {
    let quote = crate::diagnostic::quote(&scalar.text);
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

/// What to write where a text was wanted.
pub(super) fn help_text(scalar: &Scalar) -> String {
    match Plain::of(&scalar.text) {
        Plain::Null => "give a text, or remove the key".to_owned(),
        _ => format!("write it in quotes: {}", crate::diagnostic::quote(&format!("\"{}\"", scalar.text))),
    }
}

/// What to write where a boolean was wanted.
pub(super) fn help_bool(scalar: &Scalar) -> String {
    match Plain::of(&scalar.text) {
        Plain::Bool(value) => format!("write `{value}` without quotes"),
        Plain::LikeBool(value) => format!("write `{value}`"),
        _ => "write `true` or `false`".to_owned(),
    }
}

/// What to write where an integer was wanted.
pub(super) fn help_integer(scalar: &Scalar) -> String {
    match Plain::of(&scalar.text) {
        Plain::Integer => format!("write `{}` without quotes", scalar.text),
        Plain::LikeNumber | Plain::Decimal => match as_integer(&scalar.text) {
            Some(integer) => format!("write `{integer}`"),
            None => "write a whole number in decimal digits".to_owned(),
        },
        _ => "write a whole number in decimal digits, without quotes".to_owned(),
    }
}

/// What to write where any number was wanted.
pub(super) fn help_number(scalar: &Scalar) -> String {
    match Plain::of(&scalar.text) {
        Plain::Integer | Plain::Decimal => format!("write `{}` without quotes", scalar.text),
        Plain::LikeNumber => match as_integer(&scalar.text) {
            Some(integer) => format!("write `{integer}`"),
            None => "write a decimal number, such as `0.5`".to_owned(),
        },
        _ => "write a decimal number, without quotes".to_owned(),
    }
}
