//! A JSON reader that borrows from the text. It reads in one pass, without recursion or allocation.

use alloc::borrow::Cow;
use alloc::string::String;

/// The greatest nesting depth of a body.
const DEPTH: u32 = 128;

/// The greatest nesting depth of a parameter's value. Its envelope adds at most 64 levels, the limit of catalogs.
const VALUE_DEPTH: u32 = 64;

/// Reads JSON (RFC 8259) from a text, value by value.
#[derive(Clone, Copy)]
pub(crate) struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    deepest: u32,
}

/// The byte offset of the first mistake: invalid JSON, or nesting that is too deep.
type Offset = usize;

/// Checks that a text is one JSON value.
pub(crate) fn whole(text: &str) -> Result<(), Offset> {
    within(text, DEPTH)
}

/// Checks that a text is one JSON value that fits into the body of any answer.
pub(crate) fn value_within(text: &str) -> Result<(), Offset> {
    within(text, VALUE_DEPTH)
}

fn within(text: &str, deepest: u32) -> Result<(), Offset> {
    let mut reader = JsonReader { deepest, ..JsonReader::new(text) };
    reader.value()?;
    reader.space();
    if reader.at == text.len() { Ok(()) } else { Err(reader.at) }
}

/// Returns the length in bytes of the JSON value at the start of a text. The period of a sentence is not part of a number before it.
pub(crate) fn leading(text: &str) -> Result<usize, Offset> {
    let mut reader = JsonReader::new(text);
    reader.value().map(|_| reader.at).or_else(|wrong| {
        let number = text[..wrong].trim_end_matches(['.', 'e', 'E', '+', '-']);
        whole(number).map(|()| number.len()).map_err(|_| wrong)
    })
}

impl<'a> JsonReader<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, at: 0, deepest: DEPTH }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(crate) fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Skips white space and this byte. Returns whether the byte was there.
    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Reads a value and returns its text.
    pub(crate) fn value(&mut self) -> Result<&'a str, Offset> {
        self.space();
        let start = self.at;
        // One bit for each open level: whether it is an object.
        let (mut objects, mut depth) = (0_u128, 0_u32);
        'value: loop {
            self.space();
            match self.peek() {
                Some(open @ (b'{' | b'[')) => {
                    if depth == self.deepest {
                        return Err(self.at);
                    }
                    self.at += 1;
                    objects = objects << 1 | u128::from(open == b'{');
                    depth += 1;
                    if !self.take(open + 2) {
                        if open == b'{' {
                            self.key()?;
                        }
                        continue 'value;
                    }
                    objects >>= 1;
                    depth -= 1;
                }
                Some(b'"') => _ = self.string()?,
                Some(b'-' | b'0'..=b'9') => self.number()?,
                _ => self.word()?,
            }
            // A value has ended. The lists and objects around it can end here as well.
            loop {
                if depth == 0 {
                    return Ok(&self.text[start..self.at]);
                }
                let object = objects & 1 == 1;
                if self.take(b',') {
                    if object {
                        self.key()?;
                    }
                    continue 'value;
                }
                if !self.take(if object { b'}' } else { b']' }) {
                    return Err(self.at);
                }
                objects >>= 1;
                depth -= 1;
            }
        }
    }

    /// Reads a key and its colon. Returns the text between the quotes, with its escapes.
    fn key(&mut self) -> Result<&'a str, Offset> {
        self.space();
        let key = self.string()?;
        if self.take(b':') { Ok(key) } else { Err(self.at) }
    }

    /// Reads a string. Returns the text between the quotes, with its escapes.
    fn string(&mut self) -> Result<&'a str, Offset> {
        if self.peek() != Some(b'"') {
            return Err(self.at);
        }
        let start = self.at + 1;
        self.at = start;
        loop {
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
            let rest = &self.text.as_bytes()[self.at..];
            self.at += rest.iter().position(special).unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                _ => return Err(self.at),
            }
        }
        self.at += 1;
        Ok(&self.text[start..self.at - 1])
    }

    fn escape(&mut self) -> Result<(), Offset> {
        let rest = &self.text.as_bytes()[self.at + 1..];
        let length = match rest {
            [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [b'u', a, b, c, d, ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) => 6,
            _ => return Err(self.at),
        };
        self.at += length;
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Offset> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(self.at) }
    }

    fn number(&mut self) -> Result<(), Offset> {
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn word(&mut self) -> Result<(), Offset> {
        let rest = &self.text.as_bytes()[self.at..];
        let words: [&[u8]; 3] = [b"null", b"true", b"false"];
        let word = words.into_iter().find(|word| rest.starts_with(word)).ok_or(self.at)?;
        self.at += word.len();
        Ok(())
    }
}

/// Returns the members of an object, or the items of a list with empty keys. Keys keep their escapes. The text must be well-formed.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> + Clone {
    let object = text.starts_with('{');
    let mut reader = JsonReader::new(text);
    reader.at = 1;
    let mut open = matches!(text.as_bytes().first(), Some(b'{' | b'['));
    core::iter::from_fn(move || {
        reader.space();
        if !open || matches!(reader.peek(), Some(b'}' | b']')) {
            return None;
        }
        let key = if object { reader.key().ok()? } else { "" };
        let value = reader.value().ok()?;
        open = reader.take(b',');
        Some((key, value))
    })
}

/// Returns how many values are inside of a well-formed value, at any depth.
pub(crate) fn count_inside(value: &str) -> usize {
    if !value.starts_with(['{', '[']) {
        return 0;
    }
    let (mut count, mut inside, mut escaped, mut opened) = (0, false, false, false);
    for byte in value.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b' ' | b'\t' | b'\n' | b'\r' if !inside => continue,
            b'}' | b']' if !inside && opened => count -= 1,
            b'{' | b'[' | b',' if !inside => count += 1,
            b'"' => inside = !inside,
            _ => {}
        }
        // A list or object that has just been opened may be empty.
        opened = !inside && matches!(byte, b'{' | b'[');
    }
    count
}

/// Returns the text of a string, given with its quotes; `None` if the value is not a string.
pub(crate) fn text(value: &str) -> Option<Cow<'_, str>> {
    value.strip_prefix('"')?.strip_suffix('"').map(unescaped)
}

/// Replaces the escapes in a string. Half a surrogate pair becomes U+FFFD.
pub(crate) fn unescaped(inside: &str) -> Cow<'_, str> {
    if !inside.contains('\\') {
        return Cow::Borrowed(inside);
    }
    let mut out = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = rest.as_bytes().get(at + 1).copied();
        rest = rest.get(at + 2..).unwrap_or_default();
        out.push(match escape {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let (character, length) = unicode(rest);
                rest = rest.get(length..).unwrap_or_default();
                character
            }
            Some(other) => char::from(other),
            None => char::REPLACEMENT_CHARACTER,
        });
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads the character after `\u`. Returns it with the length of its digits.
fn unicode(rest: &str) -> (char, usize) {
    let unit = |from: usize| rest.get(from..from + 4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    let second = if rest.get(4..6) == Some("\\u") { unit(6) } else { None };
    let units = unit(0).into_iter().chain(second);
    match char::decode_utf16(units).next() {
        Some(Ok(character)) => (character, if character.len_utf16() == 2 { 10 } else { 4 }),
        _ => (char::REPLACEMENT_CHARACTER, 4),
    }
}

/// Returns whether two well-formed values are equal as JSON. White space, escapes and the order of members are ignored.
pub(crate) fn equal(one: &str, other: &str) -> bool {
    match (one.as_bytes().first(), other.as_bytes().first()) {
        _ if one == other => true,
        (Some(b'{'), Some(b'{')) => {
            parts(one).count() == parts(other).count()
                && parts(one).enumerate().all(|(at, (name, value))| {
                    let is_same = |key: &str| unescaped(key) == unescaped(name);
                    // If a name occurs twice, its first values are compared, and then its second ones.
                    let before = parts(one).take(at).filter(|(key, _)| is_same(key)).count();
                    let mut same = parts(other).filter(|(key, _)| is_same(key)).skip(before);
                    same.next().is_some_and(|(_, same)| equal(value, same))
                })
        }
        (Some(b'['), Some(b'[')) => {
            parts(one).count() == parts(other).count()
                && parts(one).zip(parts(other)).all(|((_, one), (_, other))| equal(one, other))
        }
        (Some(b'"'), Some(b'"')) => text(one) == text(other),
        (Some(b'-' | b'0'..=b'9'), Some(b'-' | b'0'..=b'9')) => same_number(one, other),
        _ => false,
    }
}

/// Returns whether two numbers are equal that are written differently. Two integers never are.
fn same_number(one: &str, other: &str) -> bool {
    let whole = |number: &str| !number.contains(['.', 'e', 'E']);
    let read = |number: &str| number.parse().ok().filter(|number: &f64| number.is_finite());
    let same = |(one, other): (f64, f64)| one.total_cmp(&other).is_eq();
    !(whole(one) && whole(other)) && read(one).zip(read(other)).is_some_and(same)
}
