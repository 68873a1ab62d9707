//! What a catalog writes for codes of others: one code, a range, or a prefix.

use core::cmp::Ordering;

/// A provider code as it is written in a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern<'a> {
    /// `51`: this code.
    Exact(&'a str),
    /// `2000-2999`: codes of as many ASCII digits, from the first to the last.
    Range(&'a str, &'a str),
    /// `5*`: codes that begin so and go on.
    Prefix(&'a str),
}

impl<'a> Pattern<'a> {
    /// Reads what is written. What ends with `*` is a prefix and what is digits, `-`, digits is a range, well formed or not;
    /// anything else is one code.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        if let Some(prefix) = text.strip_suffix('*') {
            return Self::Prefix(prefix);
        }
        match text.split_once('-') {
            Some((first, last)) if is_number(first) && is_number(last) => Self::Range(first, last),
            _ => Self::Exact(text),
        }
    }

    /// Whether it is one code, and no more.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }

    /// Whether a code is the one that is written, or one of them.
    #[must_use]
    pub fn matches(self, code: &str) -> bool {
        match self {
            Self::Exact(only) => code == only,
            // Numbers of one length stand in the order of their digits.
            Self::Range(first, last) => code.len() == first.len() && (first..=last).contains(&code) && is_number(code),
            Self::Prefix(prefix) => code.len() > prefix.len() && code.starts_with(prefix),
        }
    }

    /// Which of two counts first where both match: the exact one, then the range, then the prefix; of nested ranges the
    /// narrower one, of prefixes the longer one.
    #[must_use]
    pub fn precedence(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Exact(one), Self::Exact(two)) => one.cmp(two),
            // Of ranges that lie in each other the inner one ends first, or begins last.
            (Self::Range(first, last), Self::Range(other_first, other_last)) => {
                (last.len(), last, other_first).cmp(&(other_last.len(), other_last, first))
            }
            (Self::Prefix(one), Self::Prefix(two)) => (two.len(), one).cmp(&(one.len(), two)),
            _ => self.kind().cmp(&other.kind()),
        }
    }

    const fn kind(self) -> u8 {
        match self {
            Self::Exact(_) => 0,
            Self::Range(..) => 1,
            Self::Prefix(_) => 2,
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
