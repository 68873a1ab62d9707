//! JSON as it is read: over the text as it is, without recursion and without allocation, in one pass.

/// The deepest nesting that is read.
const DEPTH: u32 = 128;

/// Reads JSON (RFC 8259) from a text, value by value.
#[derive(Clone, Copy)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

/// Where a text is no JSON, or nests too deep.
type Offset = usize;

/// Checks that a text is one JSON value.
pub(crate) fn whole(text: &str) -> Result<(), Offset> {
    let mut scanner = Scanner::new(text);
    scanner.value()?;
    scanner.space();
    if scanner.at == text.len() { Ok(()) } else { Err(scanner.at) }
}

impl<'a> Scanner<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
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
                    if depth == DEPTH {
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
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(0x20..) => self.at += 1,
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
