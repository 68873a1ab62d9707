//! A code raised with the examples of its catalog, for documentation and for checks.

use core::fmt;

use crate::catalog::code::AnyCode;
use crate::catalog::param::Param;
use crate::catalog::vocabulary::ParamKind;
use crate::error::public::{Internal, Public};
use crate::error::value::{Carried, Value};

/// A code raised with the examples of its parameters and of the context.
#[derive(Clone, Copy)]
pub struct Example<'a> {
    code: AnyCode<'a>,
    details: &'a [&'a str],
    without_context: bool,
}

impl<'a> AnyCode<'a> {
    /// Returns the error with the examples of its parameters and of the context, and without details.
    #[must_use]
    pub const fn example(self) -> Example<'a> {
        Example { code: self, details: &[], without_context: false }
    }
}

impl<'a> Example<'a> {
    /// Returns the same error with details.
    #[must_use]
    pub const fn with_details(mut self, details: &'a [&'a str]) -> Self {
        self.details = details;
        self
    }

    /// Returns the same error without values of the context.
    #[must_use]
    pub const fn without_context(mut self) -> Self {
        self.without_context = true;
        self
    }

    /// Returns the code.
    #[must_use]
    pub const fn code(&self) -> AnyCode<'a> {
        self.code
    }

    /// Returns what the public sees of the error.
    #[must_use]
    pub fn public(&self) -> Public<'_> {
        Public::new(self.code, self)
    }

    /// Returns what the team sees of the error.
    #[must_use]
    pub fn internal(&self) -> Internal<'_> {
        Internal::new(self.code, self)
    }
}

impl fmt::Debug for Example<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Example").field("code", &self.code).field("details", &self.details).finish_non_exhaustive()
    }
}

impl Carried for Example<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.code.params().nth(at).map(Param::example_value)
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.details.get(at).copied()
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        if self.without_context {
            return None;
        }
        self.code.catalog().context().nth(at).map(Param::example_value)
    }
}

impl<'a> Param<'a> {
    /// Returns the example as a value of the parameter's type.
    #[must_use]
    pub fn example_value(self) -> Value<'a> {
        // The compiler checks that the example is of the type.
        match self.kind {
            ParamKind::String => Value::Text(self.example),
            ParamKind::Integer => Value::Integer(self.example.parse().unwrap_or_default()),
            ParamKind::Number => Value::Number(self.example.parse().unwrap_or_default()),
            ParamKind::Boolean => Value::Boolean(self.example == "true"),
            ParamKind::Json => Value::Json(self.example),
        }
    }
}
