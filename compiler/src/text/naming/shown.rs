//! Texts as a page shows them: without the marks of Markdown and the escapes of HTML, URLs and JSON.

/// The most times that escapes of escapes are resolved.
const DEEPEST: usize = 4;

/// The longest entity, tag and target of a link, in bytes.
const LONGEST: usize = 300;

/// The named entities of HTML that nobody sees. All others for ASCII text are punctuation and blanks.
const INVISIBLE: [&str; 9] =
    ["shy", "zwj", "zwnj", "lrm", "rlm", "NoBreak", "ZeroWidthSpace", "InvisibleTimes", "InvisibleComma"];

/// Returns a text without escapes, and without the marks and targets of Markdown; nothing that is the text itself.
pub(super) fn shown(text: &str) -> Vec<String> {
    let mut plain = text.to_owned();
    for _ in 0..DEEPEST {
        let next = without(&plain, |rest, first, shown| match first {
            '%' => url(rest, shown),
            '&' => entity(rest, shown),
            '\\' => json(rest, shown),
            _ => None,
        });
        if next == plain {
            break;
        }
        plain = next;
    }
    let unmarked = without(&plain, |rest, first, _| match first {
        '<' => tag(rest),
        ']' => target(rest),
        '*' | '`' | '~' => Some(1),
        _ => None,
    });
    let mut shown = vec![plain, unmarked];
    shown.dedup();
    shown.retain(|shown| shown != text);
    shown
}

/// Returns a text without what `resolve` finds. It returns the length of what it resolved, and adds what is shown instead.
fn without(text: &str, resolve: impl Fn(&str, char, &mut Vec<u8>) -> Option<usize>) -> String {
    let mut shown = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = resolve(rest, first, &mut shown).unwrap_or_else(|| {
            shown.extend_from_slice(&rest.as_bytes()[..first.len_utf8()]);
            first.len_utf8()
        });
        rest = &rest[length..];
    }
    String::from_utf8_lossy(&shown).into_owned()
}

/// Resolves `%5F`. Returns its length.
fn url(rest: &str, shown: &mut Vec<u8>) -> Option<usize> {
    shown.push(u8::try_from(number(rest.get(1..3)?, 16)?).ok()?);
    Some(3)
}

/// Resolves `\u005f`. Returns its length.
fn json(rest: &str, shown: &mut Vec<u8>) -> Option<usize> {
    let hex = rest.strip_prefix("\\u")?.get(..4)?;
    push(char::from_u32(number(hex, 16)?)?, shown);
    Some(6)
}

/// Resolves `&#95;`, `&#x5f;` and `&lowbar;`. Returns its length.
fn entity(rest: &str, shown: &mut Vec<u8>) -> Option<usize> {
    let name = &rest[1..end(rest, b';')?];
    if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => number(hex, 16),
            None => number(code, 10),
        };
        push(char::from_u32(code?)?, shown);
    } else if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    } else if matches!(name, "lowbar" | "UnderBar") {
        shown.push(b'_');
    } else if !INVISIBLE.contains(&name) {
        shown.push(b' ');
    }
    Some(name.len() + 2)
}

/// Returns the length of a tag of HTML or a link. The text of a link stays.
fn tag(rest: &str) -> Option<usize> {
    let inside = &rest[1..end(rest, b'>')?];
    let is_tag = inside.starts_with(|first: char| first.is_ascii_alphabetic() || "/!".contains(first));
    (is_tag && !inside.contains(['@', ':'])).then_some(inside.len() + 2)
}

/// Returns the length of the target behind the text of a link of Markdown.
fn target(rest: &str) -> Option<usize> {
    rest.starts_with("](").then(|| end(rest, b')'))?.map(|end| end + 1)
}

/// Returns where an ASCII character comes next.
fn end(rest: &str, character: u8) -> Option<usize> {
    rest.bytes().take(LONGEST).position(|byte| byte == character)
}

fn number(digits: &str, radix: u32) -> Option<u32> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    u32::from_str_radix(digits, radix).ok().filter(|_| is_number)
}

fn push(character: char, shown: &mut Vec<u8>) {
    shown.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}
