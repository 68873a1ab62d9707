//! What a code prints: `{}` its id, `{:#}` the help text.

use core::fmt;

use crate::catalog::code::AnyCode;

/// The id; with `#` the help text: code, status, who can fix it, remediation, retry and link.
impl fmt::Display for AnyCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { help(*self, f) } else { f.pad(self.as_str()) }
    }
}

fn help(code: AnyCode<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "{}/{}: {}", code.catalog().name(), code.as_str(), code.title())?;
    f.write_str("  message:     ")?;
    paragraphs(f, code.message())?;
    f.write_str("\n")?;
    match code.status() {
        Some(status) => line(f, "status", &status)?,
        None => line(f, "status", &"none: not an HTTP answer of its own")?,
    }
    if code.wire_code() != code.as_str() {
        line(f, "travels as", &code.wire_code())?;
    }
    line(f, "fixable by", &code.fixable_by())?;
    line(f, "retry", &code.retry())?;
    if let Some(deprecation) = code.deprecation() {
        f.write_str("  deprecated:  ")?;
        f.write_str(deprecation.reason.unwrap_or("no longer to be used"))?;
        if let Some(successor) = deprecation.replaced_by {
            write!(f, " (use `{}`)", successor.as_str())?;
        }
        f.write_str("\n")?;
    }
    if let Some(link) = code.docs_url() {
        line(f, "link", &link)?;
    }
    f.write_str("  remediation: ")?;
    paragraphs(f, code.remediation())
}

/// A text whose further lines are indented.
fn paragraphs(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut lines = text.lines();
    write!(f, "{}", PlainText(lines.next().unwrap_or_default()))?;
    lines.try_for_each(|line| match line {
        "" => f.write_str("\n"),
        line => write!(f, "\n    {}", PlainText(line)),
    })
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, value: &dyn fmt::Display) -> fmt::Result {
    let pad = 12 - name.len();
    writeln!(f, "  {name}:{:pad$}{value}", "")
}

/// A text of a catalog as people read it: its `{placeholders}` as they stand, doubled braces once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainText<'a>(
    /// The text as the catalog has it.
    pub &'a str,
);

impl fmt::Display for PlainText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['{', '}']) {
            let brace = rest.as_bytes()[at];
            f.write_str(rest.get(..=at).unwrap_or_default())?;
            let after = if rest.as_bytes().get(at + 1) == Some(&brace) { at + 2 } else { at + 1 };
            rest = rest.get(after..).unwrap_or_default();
        }
        f.write_str(rest)
    }
}
