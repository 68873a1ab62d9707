//! JSON as it is read: over the text as it is, without recursion and without allocation, in one pass.

use alloc::borrow::Cow;
use alloc::string::String;

/// The deepest nesting that is read.
const DEPTH: u32 = 128;

/// The deepest nesting of a value within a body: envelopes nest less than catalogs, which are 64 levels deep at the most.
const VALUE_DEPTH: u32 = 64;

/// Reads JSON (RFC 8259) from a text, value by value.
#[derive(Clone, Copy)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    deepest: u32,
}

/// Where a text is no JSON, or nests too deep.
type Offset = usize;

/// Checks that a text is one JSON value.
pub(crate) fn whole(text: &str) -> Result<(), Offset> {
    within(text, DEPTH)
}

/// Checks that a text is one JSON value that fits into any body.
pub(crate) fn value_within(text: &str) -> Result<(), Offset> {
    within(text, VALUE_DEPTH)
}

fn within(text: &str, deepest: u32) -> Result<(), Offset> {
    let mut scanner = Scanner { deepest, ..Scanner::new(text) };
    scanner.value()?;
    scanner.space();
    if scanner.at == text.len() { Ok(()) } else { Err(scanner.at) }
}

/// The length of the JSON value that a text begins with. A number ends before what only looks like a part of it, such as the
/// point of a sentence.
pub(crate) fn leading(text: &str) -> Result<usize, Offset> {
    let mut scanner = Scanner::new(text);
    scanner.value().map(|_| scanner.at).or_else(|wrong| {
        let number = text[..wrong].trim_end_matches(['.', 'e', 'E', '+', '-']);
        whole(number).map(|()| number.len()).map_err(|_| wrong)
    })
}

impl<'a> Scanner<'a> {
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

    /// Takes a byte, after white space.
    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// The text of the next value.
    pub(crate) fn value(&mut self) -> Result<&'a str, Offset> {
        self.space();
        let start = self.at;
        // A bit for each open level: whether it is an object. What follows an open bracket may be its end.
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
            // A value has ended: so may all around it.
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

    /// A key and its colon: the text between the quotes, escapes as they are.
    fn key(&mut self) -> Result<&'a str, Offset> {
        self.space();
        let key = self.string()?;
        if self.take(b':') { Ok(key) } else { Err(self.at) }
    }

    /// A string: the text between the quotes, escapes as they are.
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

/// The members of an object, keys as they are written; or the items of a list, with empty keys. The text is well-formed.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let object = text.starts_with('{');
    let mut scanner = Scanner::new(text);
    scanner.at = 1;
    let mut open = matches!(text.as_bytes().first(), Some(b'{' | b'['));
    core::iter::from_fn(move || {
        scanner.space();
        if !open || matches!(scanner.peek(), Some(b'}' | b']')) {
            return None;
        }
        let key = if object { scanner.key().ok()? } else { "" };
        let value = scanner.value().ok()?;
        open = scanner.take(b',');
        Some((key, value))
    })
}

/// The text of a string, given with its quotes; none if the value is no string.
pub(crate) fn text(value: &str) -> Option<Cow<'_, str>> {
    value.strip_prefix('"')?.strip_suffix('"').map(unescaped)
}

/// The inside of a string without its escapes. Half a surrogate pair means nothing, and becomes U+FFFD.
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

/// The character behind `\u`, and the length of what stands for it.
fn unicode(rest: &str) -> (char, usize) {
    let unit = |from: usize| rest.get(from..from + 4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    let second = if rest.get(4..6) == Some("\\u") { unit(6) } else { None };
    let units = unit(0).into_iter().chain(second);
    match char::decode_utf16(units).next() {
        Some(Ok(character)) => (character, if character.len_utf16() == 2 { 10 } else { 4 }),
        _ => (char::REPLACEMENT_CHARACTER, 4),
    }
}

/// Whether two well-formed values are equal: as JSON, whatever their white space, escapes and order of members.
pub(crate) fn equal(one: &str, other: &str) -> bool {
    match (one.as_bytes().first(), other.as_bytes().first()) {
        _ if one == other => true,
        (Some(b'{'), Some(b'{')) => {
            parts(one).count() == parts(other).count()
                && parts(one).all(|(name, value)| {
                    let mut same = parts(other).filter(|(key, _)| unescaped(key) == unescaped(name));
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

/// Whether two numbers that are written differently are the same. Whole ones are not, however many digits they have.
fn same_number(one: &str, other: &str) -> bool {
    let whole = |number: &str| !number.contains(['.', 'e', 'E']);
    let read = |number: &str| number.parse().ok().filter(|number: &f64| number.is_finite());
    let same = |(one, other): (f64, f64)| one.total_cmp(&other).is_eq();
    !(whole(one) && whole(other)) && read(one).zip(read(other)).is_some_and(same)
}
