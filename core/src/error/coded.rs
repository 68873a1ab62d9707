//! Error types with codes: errors of any catalog, and a service's own types.

use alloc::boxed::Box;
use core::fmt;

use crate::catalog::code::AnyCode;
use crate::catalog::error_code::ErrorCode;
use crate::catalog::help::{Fact, line};
use crate::error::given::Given;
use crate::error::public::{Internal, Public};
use crate::error::raise::Error;
use crate::error::value::Carried;

/// An error type with error codes: [`Error`], and every type that derives `Coded`.
///
/// Write handlers and middleware over it, so that they take errors of all catalogs:
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
    /// Returns the error of a catalog that this error is, with the values it carries.
    fn raised(&self) -> AnyError<'_>;
}

/// An error of any catalog, its type erased: for code that handles several catalogs.
///
/// It borrows or owns what was given to an [`Error`], and makes no allocation. Only [`AnyError::public`] is for others. It is
/// cloned and compared as [`Error`] is.
#[derive(Clone)]
pub struct AnyError<'a> {
    code: AnyCode<'static>,
    given: Keeps<'a>,
}

#[derive(Clone)]
enum Keeps<'a> {
    Nothing,
    Lent(&'a Given),
    Own(Box<Given>),
}

impl AnyError<'_> {
    /// Returns the code that was raised.
    #[must_use]
    pub const fn code(&self) -> AnyCode<'static> {
        self.code
    }

    /// Returns the error as others may see it.
    #[must_use]
    pub fn public(&self) -> Public<'_> {
        Public::new(self.code, self.carried())
    }

    /// Returns the error as the team that raised it may see it.
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

/// Compares code, parameters, details and context.
impl<'b> PartialEq<AnyError<'b>> for AnyError<'_> {
    fn eq(&self, other: &AnyError<'b>) -> bool {
        self.code == other.code && Given::same(self.given(), other.given())
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
        write!(f, "{}", view.message())?;
        line(f, "code", &format_args!("{:?}", self.code))?;
        for fact in self.code.facts() {
            match fact {
                // The heading has the message, with its values.
                Fact::Message(_) | Fact::Status(None) => {}
                Fact::Remediation(_) => {
                    for (at, detail) in view.details().enumerate() {
                        if at == 0 {
                            line(f, "details", &detail)?;
                        } else {
                            write!(f, "\n{:15}{detail}", "")?;
                        }
                    }
                    line(f, fact.label(), &view.remediation())?;
                }
                _ => line(f, fact.label(), &fact)?,
            }
        }
        Ok(())
    }
}

/// The code alone: values may be sensitive.
impl fmt::Debug for AnyError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyError").field("code", &self.code).finish_non_exhaustive()
    }
}

/// The cause and the text are for logs: [`AnyError::public`] shows neither the cause nor sensitive values.
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
