//! Provider codes: the codes of others, and the patterns by which a catalog lists them.

use core::cmp::Ordering;

/// A provider code with its scope: a code of somebody else, such as `51` in ISO 8583.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ProviderCode<'a> {
    /// The scope, such as `iso8583`.
    pub scope: &'a str,
    /// The code, such as `51`; or a range such as `2000-2999`, a prefix such as `5*`, or `*` for every other code.
    pub code: &'a str,
}

/// A provider code as a catalog writes it: one code, a range, a prefix, or the default of its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern<'a> {
    /// `51`: this code.
    Exact(&'a str),
    /// `2000-2999`: codes with the same number of ASCII digits, from the first to the last.
    Range(&'a str, &'a str),
    /// `5*`: longer codes that begin with the prefix.
    Prefix(&'a str),
    /// `*`: every code of 1 to 64 characters without control characters and without white space around it.
    Default,
}

/// The most characters of a code that is known by the default of its scope alone. Real codes are shorter than raw texts.
pub const MOST_CHARACTERS: usize = 64;

impl<'a> Pattern<'a> {
    /// Reads a provider code as a catalog writes it. `*` is the default; other text that ends with `*` is a prefix; digits, `-`,
    /// digits are a range, even a malformed one; other text is one code.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        if let Some(prefix) = text.strip_suffix('*') {
            return if prefix.is_empty() { Self::Default } else { Self::Prefix(prefix) };
        }
        match text.split_once('-') {
            Some((first, last)) if is_number(first) && is_number(last) => Self::Range(first, last),
            _ => Self::Exact(text),
        }
    }

    /// Returns whether it is exactly one code.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }

    /// Returns whether a code matches.
    #[must_use]
    pub fn matches(self, code: &str) -> bool {
        match self {
            Self::Exact(only) => code == only,
            // Numbers of one length sort like their digits.
            Self::Range(first, last) => code.len() == first.len() && (first..=last).contains(&code) && is_number(code),
            Self::Prefix(prefix) => code.len() > prefix.len() && code.starts_with(prefix),
            Self::Default => is_plain(code),
        }
    }

    /// Compares by precedence where both match; the less one counts. An exact code comes before a range, and a range before a
    /// prefix, and the default comes last; of nested ranges the narrower one comes first, of prefixes the longer one.
    #[must_use]
    pub fn precedence(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Exact(one), Self::Exact(two)) => one.cmp(two),
            // Of nested ranges, the inner one ends first or begins last.
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
            Self::Default => 3,
        }
    }
}

/// Whether a text looks like a code, not like a raw answer.
fn is_plain(code: &str) -> bool {
    !code.is_empty()
        && code.trim() == code
        && code.chars().take(MOST_CHARACTERS + 1).count() <= MOST_CHARACTERS
        && !code.chars().any(char::is_control)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
