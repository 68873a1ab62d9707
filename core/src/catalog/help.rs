//! The texts that a code displays: `{}` its id, `{:#}` its help text, which is made of facts.

use core::fmt::{self, Write};

use crate::catalog::code::AnyCode;
use crate::catalog::lifecycle::Deprecation;
use crate::catalog::link::Link;
use crate::catalog::policy::Policy;
use crate::catalog::vocabulary::FixableBy;
use crate::padding::pad;

/// One fact of the help text of a code: a label and, by `Display`, a value.
///
/// [`AnyCode::facts`] lists them in the order of the help text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact<'a> {
    /// The message template for developers.
    Message(PlainText<'a>),
    /// The HTTP status code; `None` for a code that is not an HTTP answer.
    Status(Option<u16>),
    /// The code on the wire, where it differs from the id.
    WireCode(&'a str),
    /// Who can fix the error.
    FixableBy(FixableBy),
    /// The retry policy.
    Retry(Policy<'a>),
    /// The deprecation, if the code is deprecated.
    Deprecated(Deprecation<'a>),
    /// The link to the documentation, if there is one.
    Link(Link<'a>),
    /// What the one who can fix it does, Markdown.
    Remediation(PlainText<'a>),
}

impl Fact<'_> {
    /// Returns the label, such as `fixable by`: lower case, at most 11 characters.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Message(_) => "message",
            Self::Status(_) => "status",
            Self::WireCode(_) => "wire code",
            Self::FixableBy(_) => "fixable by",
            Self::Retry(_) => "retry",
            Self::Deprecated(_) => "deprecated",
            Self::Link(_) => "link",
            Self::Remediation(_) => "remediation",
        }
    }
}

/// The value, without its label.
impl fmt::Display for Fact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(text) | Self::Remediation(text) => text.fmt(f),
            Self::Status(Some(status)) => status.fmt(f),
            Self::Status(None) => f.pad("none: no HTTP answer of its own"),
            Self::WireCode(code) => code.fmt(f),
            Self::FixableBy(who) => who.fmt(f),
            Self::Retry(policy) => policy.fmt(f),
            Self::Deprecated(deprecation) => deprecation.fmt(f),
            Self::Link(link) => link.fmt(f),
        }
    }
}

impl<'a> AnyCode<'a> {
    /// Returns the facts of the help text, in its order. Facts that the code does not have are left out.
    pub fn facts(self) -> impl Iterator<Item = Fact<'a>> {
        let wire_code = Some(self.wire_code()).filter(|wire_code| *wire_code != self.as_str());
        let facts = [
            Some(Fact::Message(PlainText(self.message()))),
            Some(Fact::Status(self.status())),
            wire_code.map(Fact::WireCode),
            Some(Fact::FixableBy(self.fixable_by())),
            Some(Fact::Retry(self.retry())),
            self.deprecation().map(Fact::Deprecated),
            self.docs_url().map(Fact::Link),
            Some(Fact::Remediation(PlainText(self.remediation()))),
        ];
        facts.into_iter().flatten()
    }
}

/// The id; with `#` the help text: the heading, then a line for each of [`AnyCode::facts`].
impl fmt::Display for AnyCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return f.pad(self.as_str());
        }
        write!(f, "{}/{}: {}", self.catalog().name(), self.as_str(), self.title())?;
        self.facts().try_for_each(|fact| line(f, fact.label(), &fact))
    }
}

/// Writes a line of a help text. Further lines of the value are indented.
pub(crate) fn line(f: &mut fmt::Formatter<'_>, label: &str, value: &dyn fmt::Display) -> fmt::Result {
    write!(f, "\n  {label}:{:1$}", "", 12_usize.saturating_sub(label.len()))?;
    write!(Indented { out: f, line_ends: 0 }, "{value}")
}

/// Indents every line but the first and empty ones, and leaves out line ends at the end.
struct Indented<'w, 'f> {
    out: &'w mut fmt::Formatter<'f>,
    /// Line ends that are written before the next character.
    line_ends: usize,
}

impl Write for Indented<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (at, line) in text.split('\n').enumerate() {
            self.line_ends += usize::from(at > 0);
            if line.is_empty() {
                continue;
            }
            if self.line_ends > 0 {
                (0..self.line_ends).try_for_each(|_| self.out.write_str("\n"))?;
                self.out.write_str("    ")?;
                self.line_ends = 0;
            }
            self.out.write_str(line)?;
        }
        Ok(())
    }
}

/// A message template as people read it: `{placeholders}` as they stand, and one brace for two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlainText<'a>(
    /// The message template as the catalog has it.
    pub &'a str,
);

impl<'a> From<&'a str> for PlainText<'a> {
    fn from(text: &'a str) -> Self {
        Self(text)
    }
}

impl fmt::Display for PlainText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| {
            let mut rest = self.0;
            while let Some(at) = rest.find(['{', '}']) {
                let brace = rest.as_bytes()[at];
                out.write_str(rest.get(..=at).unwrap_or_default())?;
                let after = if rest.as_bytes().get(at + 1) == Some(&brace) { at + 2 } else { at + 1 };
                rest = rest.get(after..).unwrap_or_default();
            }
            out.write_str(rest)
        })
    }
}
