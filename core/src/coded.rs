//! Whatever has a code: errors of any catalog, and error types that hold one or stand for one.

use alloc::boxed::Box;
use core::fmt;

use crate::code::AnyCode;
use crate::error::{Error, Given};
use crate::property::ErrorCode;
use crate::value::Carried;
use crate::view::{Internal, Public};

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

    fn carried(&self) -> &dyn Carried {
        match &self.given {
            Keeps::Nothing => &(),
            Keeps::Lent(given) => *given,
            Keeps::Own(given) => &**given,
        }
    }
}

impl<C: ErrorCode> From<Error<C>> for AnyError<'_> {
    fn from(error: Error<C>) -> Self {
        Self { code: error.any(), given: error.given.map_or(Keeps::Nothing, Keeps::Own) }
    }
}

impl<'a, C: ErrorCode> From<&'a Error<C>> for AnyError<'a> {
    fn from(error: &'a Error<C>) -> Self {
        Self { code: error.any(), given: error.given.as_deref().map_or(Keeps::Nothing, Keeps::Lent) }
    }
}

/// The code; what it carries may be sensitive.
impl fmt::Debug for AnyError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyError").field("code", &self.code).finish_non_exhaustive()
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
