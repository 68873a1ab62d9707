//! Whatever has a code: errors of any catalog, and error types that hold one or stand for one.

use alloc::boxed::Box;
use alloc::string::ToString as _;
use core::fmt;

use crate::catalog::code::AnyCode;
use crate::catalog::error_code::ErrorCode;
use crate::error::public::{Internal, Public};
use crate::error::raise::{Error, Given};
use crate::error::value::Carried;

/// An error type that has codes: [`Error`] itself, and every type that derives it.
///
/// Whoever answers for a service asks this of its errors, of whichever catalogs they are:
///
/// ```
/// fn status(error: &dyn errcat_core::Coded) -> u16 {
///     error.raised().public().status().unwrap_or(500)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no error code",
    label = "neither an error of a catalog nor a type that derives `Coded`",
    note = "put `#[derive(errcat::Coded)]` on it, or name a constructor: `#[code(path::errors::constructor(…))]`"
)]
pub trait Coded {
    /// The error of a catalog that this is, with what it carries.
    fn raised(&self) -> AnyError<'_>;
}

/// An error of any catalog, its type erased: for code that handles several catalogs.
///
/// It lends or owns what was given to an [`Error`], and allocates nothing. Only [`AnyError::public`] is for others.
pub struct AnyError<'a> {
    code: AnyCode<'static>,
    given: Keeps<'a>,
}

enum Keeps<'a> {
    Nothing,
    Lent(&'a Given),
    Own(Box<Given>),
}

impl AnyError<'_> {
    /// The code that was raised.
    #[must_use]
    pub const fn code(&self) -> AnyCode<'static> {
        self.code
    }

    /// What everybody may see of it.
    #[must_use]
    pub fn public(&self) -> Public<'_> {
        Public::new(self.code, self.carried())
    }

    /// What the team that raised it may see of it.
    #[must_use]
    pub fn internal(&self) -> Internal<'_> {
        Internal::new(self.code, self.carried())
    }

    fn given(&self) -> Option<&Given> {
        match &self.given {
            Keeps::Nothing => None,
            Keeps::Lent(given) => Some(given),
            Keeps::Own(given) => Some(given),
        }
    }

    fn carried(&self) -> &dyn Carried {
        self.given().map_or(&(), |given| given)
    }
}

impl<C: ErrorCode> From<Error<C>> for AnyError<'_> {
    fn from(error: Error<C>) -> Self {
        Self { code: error.code().erase(), given: error.given.map_or(Keeps::Nothing, Keeps::Own) }
    }
}

impl<'a, C: ErrorCode> From<&'a Error<C>> for AnyError<'a> {
    fn from(error: &'a Error<C>) -> Self {
        Self { code: error.code().erase(), given: error.given.as_deref().map_or(Keeps::Nothing, Keeps::Lent) }
    }
}

/// The text for developers, as that of [`Error`]; with `#` also code, status, who can fix it, retry, link, details and
/// remediation.
impl fmt::Display for AnyError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let view = self.internal();
        if !f.alternate() {
            return fmt::Display::fmt(&view.message(), f);
        }
        let code = self.code;
        write!(f, "{}\n  code:        {code:?}", view.message())?;
        if let Some(status) = code.status() {
            write!(f, "\n  status:      {status}")?;
        }
        write!(f, "\n  fixable by:  {}\n  retry:       {}", code.fixable_by(), code.retry())?;
        if let Some(link) = code.docs_url() {
            write!(f, "\n  link:        {link}")?;
        }
        for (at, detail) in view.details().enumerate() {
            write!(f, "\n  {} {detail}", if at == 0 { "details:    " } else { "            " })?;
        }
        f.write_str("\n  remediation: ")?;
        for (at, line) in view.remediation().to_string().lines().enumerate() {
            match (at, line) {
                (0, _) => f.write_str(line)?,
                (_, "") => f.write_str("\n")?,
                _ => write!(f, "\n    {line}")?,
            }
        }
        Ok(())
    }
}

/// The code; what it carries may be sensitive.
impl fmt::Debug for AnyError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyError").field("code", &self.code).finish_non_exhaustive()
    }
}

/// Where it comes from is for logs, as the text is: neither is in [`AnyError::public`].
impl core::error::Error for AnyError<'_> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.given()?.source()
    }
}

impl<C: ErrorCode> Coded for Error<C> {
    fn raised(&self) -> AnyError<'_> {
        self.into()
    }
}

impl<T: Coded + ?Sized> Coded for &T {
    fn raised(&self) -> AnyError<'_> {
        T::raised(self)
    }
}

impl<T: Coded + ?Sized> Coded for Box<T> {
    fn raised(&self) -> AnyError<'_> {
        T::raised(self)
    }
}
