//! How values of parameters are written inside of texts: one definition for the reader and for the checks of the compiler.
//!
//! | type | grammar |
//! |---|---|
//! | `string` | any text, also an empty one |
//! | `integer` | `-`? then `0` or digits without a leading zero; within 64 bits with a sign |
//! | `number` | an integer, then optionally `.` and digits; finite |
//! | `boolean` | `true` or `false` |
//! | `json` | one JSON value (RFC 8259), nested at most 64 levels deep |

use crate::answer::json_reader;
use crate::catalog::vocabulary::ParamKind;

/// The longest numeral that is a value, in bytes: no finite number of double precision is written with more digits.
const LONGEST_NUMERAL: usize = 400;

/// Whether a whole text is a value of a type.
#[must_use]
pub fn is_written(kind: ParamKind, text: &str) -> bool {
    match kind {
        ParamKind::String => true,
        ParamKind::Integer => numeral(text, false) == text.len() && text.parse::<i64>().is_ok(),
        ParamKind::Number => numeral(text, true) == text.len() && text.parse().is_ok_and(f64::is_finite),
        ParamKind::Boolean => matches!(text, "true" | "false"),
        ParamKind::Json => text.trim_ascii() == text && json_reader::value_within(text).is_ok(),
    }
}

/// How far a value of a type can reach at the beginning of a text, at the most. Strings have no grammar and reach to its end.
pub(crate) fn reach(kind: ParamKind, text: &str) -> usize {
    match kind {
        ParamKind::String => text.len(),
        ParamKind::Integer | ParamKind::Number => numeral(text, kind == ParamKind::Number),
        ParamKind::Boolean => "false".len().min(text.len()),
        ParamKind::Json if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => {
            text.bytes().take(LONGEST_NUMERAL).take_while(|byte| b"+-.eE0123456789".contains(byte)).count()
        }
        ParamKind::Json => json_reader::leading(text).unwrap_or(0),
    }
}

/// The length of the longest numeral that a text begins with, 0 for none: an integer, and a fraction if there may be one.
fn numeral(text: &str, fraction: bool) -> usize {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_NUMERAL)];
    let digits = |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let whole = if bytes.get(sign) == Some(&b'0') { sign + 1 } else { digits(sign) };
    if whole == sign {
        return 0;
    }
    match bytes.get(whole) {
        Some(b'.') if fraction && digits(whole + 1) > whole + 1 => digits(whole + 1),
        _ => whole,
    }
}
