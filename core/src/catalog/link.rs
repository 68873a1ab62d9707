//! Links into the documentation.

use core::fmt;

use crate::padding::pad;

/// A link into the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link<'a> {
    pub(crate) before: &'a str,
    pub(crate) code: &'a str,
    pub(crate) after: &'a str,
}

/// The URL.
impl fmt::Display for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| [self.before, self.code, self.after].iter().try_for_each(|part| out.write_str(part)))
    }
}
