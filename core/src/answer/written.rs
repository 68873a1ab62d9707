//! The grammar of parameter values in texts. The reader and the checks of the compiler share it.
//!
//! | type | grammar |
//! |---|---|
//! | `string` | any text, including an empty one |
//! | `integer` | `-`? then `0` or digits without a leading zero; in the range of `i64` |
//! | `number` | an integer, then optionally `.` and digits; finite |
//! | `boolean` | `true` or `false` |
//! | `json` | one JSON value (RFC 8259), nested at most 64 levels deep |

use crate::answer::json_reader;
use crate::catalog::vocabulary::ParamKind;

/// The longest number that is read, in bytes. No finite number of double precision needs more digits.
const LONGEST_NUMERAL: usize = 400;

/// Returns whether a whole text is a value of a type.
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

/// Returns the greatest length in bytes of a value of a type at the start of a text. A string can be the whole text.
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

/// Returns the length in bytes of the longest number at the start of a text; 0 if there is none. `fraction` allows decimals.
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
