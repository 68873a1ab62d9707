//! A writer of compact JSON in UTF-8, which escapes only what has to be escaped (RFC 8259, section 7).

use core::fmt::{self, Write};

/// Writes a text as a JSON string.
///
/// # Errors
///
/// If `out` fails.
pub fn string(out: &mut dyn Write, text: &str) -> fmt::Result {
    string_of(out, |out| out.write_str(text))
}

/// Writes a JSON string whose text is written piece by piece.
pub fn string_of(out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> fmt::Result) -> fmt::Result {
    out.write_str("\"")?;
    write(&mut Escaped(&mut *out))?;
    out.write_str("\"")
}

/// Writes a well-formed JSON value without white space between its parts.
pub fn compact(out: &mut dyn Write, text: &str) -> fmt::Result {
    let (mut inside, mut escaped, mut start) = (false, false, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = inside,
            b'"' => inside = !inside,
            b' ' | b'\t' | b'\n' | b'\r' if !inside => {
                out.write_str(&text[start..at])?;
                start = at + 1;
            }
            _ => {}
        }
    }
    out.write_str(&text[start..])
}

/// A writer that escapes text for a JSON string.
struct Escaped<'w>(&'w mut dyn Write);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
        let Some(first) = text.bytes().position(special) else { return self.0.write_str(text) };
        let mut start = 0;
        for (at, byte) in text.bytes().enumerate().skip(first) {
            let short = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0x08 => "\\b",
                0x0c => "\\f",
                0..0x20 => "",
                _ => continue,
            };
            self.0.write_str(&text[start..at])?;
            match short {
                "" => write!(self.0, "\\u{byte:04x}")?,
                _ => self.0.write_str(short)?,
            }
            start = at + 1;
        }
        self.0.write_str(&text[start..])
    }
}
