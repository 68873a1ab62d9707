//! Values of the context: what each request provides.

use core::fmt;
use core::marker::PhantomData;

use crate::catalog::error_code::ErrorCode;
use crate::error::raise::{Integer, Str};
use crate::error::value::{Json, Owned};

/// A value that only the request has, for [`Error::with_context`](crate::Error::with_context). Generated functions make it:
/// `context::transaction_id(id)`.
pub struct Context<C> {
    pub(super) at: u16,
    pub(super) value: Owned,
    catalog: PhantomData<C>,
}

/// What generated functions call.
#[doc(hidden)]
impl<C> Context<C> {
    const fn new(at: u16, value: Owned) -> Self {
        Self { at, value, catalog: PhantomData }
    }

    #[must_use]
    pub fn string(at: u16, value: impl Into<Str>) -> Self {
        Self::new(at, Owned::Text(value.into()))
    }

    #[must_use]
    pub fn integer(at: u16, value: impl Into<Integer>) -> Self {
        Self::new(at, Owned::Integer(value.into().0))
    }

    #[must_use]
    pub fn number(at: u16, value: impl Into<f64>) -> Self {
        Self::new(at, Owned::Number(value.into()))
    }

    #[must_use]
    pub const fn boolean(at: u16, value: bool) -> Self {
        Self::new(at, Owned::Boolean(value))
    }

    #[must_use]
    pub const fn json(at: u16, value: Json) -> Self {
        Self::new(at, Owned::Json(value))
    }
}

impl<C> Clone for Context<C> {
    fn clone(&self) -> Self {
        Self::new(self.at, self.value.clone())
    }
}

impl<C> PartialEq for Context<C> {
    fn eq(&self, other: &Self) -> bool {
        (self.at, &self.value) == (other.at, &other.value)
    }
}

/// The name and the value; a sensitive value is left out.
impl<C: ErrorCode> fmt::Debug for Context<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Context");
        if let Some(own) = C::CATALOG.context().nth(self.at.into()) {
            match self.value.value() {
                Some(value) if !own.sensitive => out.field(own.name, &value),
                _ => out.field(own.name, &format_args!("<sensitive>")),
            };
        }
        out.finish()
    }
}
