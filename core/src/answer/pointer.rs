//! JSON Pointers (RFC 6901): the path to a value in a body.

use alloc::borrow::Cow;

use crate::answer::json_reader as json;

/// Returns the value at a pointer in a well-formed JSON value; `None` if there is none, or if a name of the path occurs twice.
pub(crate) fn at<'b>(value: &'b str, pointer: &str) -> Option<&'b str> {
    let mut value = value;
    for step in pointer.split('/').skip(1) {
        value = match value.as_bytes().first()? {
            b'{' => {
                let name = unescaped(step);
                let mut same = json::parts(value).filter(|(own, _)| json::unescaped(own) == name);
                let (_, one) = same.next()?;
                if same.next().is_some() {
                    return None;
                }
                one
            }
            b'[' => json::parts(value).nth(index(step)?)?.1,
            _ => return None,
        };
    }
    Some(value)
}

/// Returns whether a text is a valid pointer: empty, or steps that each begin with `/`. `0` or `1` must follow each `~`.
#[must_use]
pub fn is_pointer(text: &str) -> bool {
    let escapes = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    escapes && (text.is_empty() || text.starts_with('/'))
}

fn unescaped(step: &str) -> Cow<'_, str> {
    if step.contains('~') { Cow::Owned(step.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(step) }
}

/// Returns the index of an item of a list: digits without a leading zero.
fn index(step: &str) -> Option<usize> {
    let digits = step.bytes().all(|byte| byte.is_ascii_digit()) && (step.len() == 1 || !step.starts_with('0'));
    if digits { step.parse().ok() } else { None }
}
