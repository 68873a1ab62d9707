//! An error value: a code with what was given to it when it was raised.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use crate::answer::recognize::Recognised;
use crate::catalog::error_code::ErrorCode;
use crate::error::coded::AnyError;
use crate::error::public::{Internal, Public};
use crate::error::value::{Carried, Json, Owned, Value};

/// What a parameter of type `string` is: a text that is static or owned.
pub type Str = Cow<'static, str>;

/// A whole number that an error carries, made of any type of whole numbers that a service counts in.
///
/// What does not fit into 64 bits with a sign is the largest number that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integer(i64);

macro_rules! integers {
    ($($type:ty)*) => {
        $(impl From<$type> for Integer {
            fn from(number: $type) -> Self {
                Self(number.try_into().unwrap_or(i64::MAX))
            }
        })*
    };
}

integers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

/// Where an error comes from.
pub type Source = Box<dyn core::error::Error + Send + Sync + 'static>;

/// An error of a catalog: a code, the values of its parameters, and whatever else was given to it.
///
/// It is two words wide and allocates nothing until it is given something. Generated constructors raise it:
/// `errors::missing_field("pspType")`. It shows everything to the team that raised it; what others may see is
/// [`Error::public`].
pub struct Error<C> {
    code: C,
    pub(crate) given: Option<Box<Given>>,
}

/// What an error keeps beside its code.
#[derive(Default)]
pub(crate) struct Given {
    pub(crate) params: Vec<Owned>,
    pub(crate) details: Vec<Str>,
    /// With places in the catalog's context.
    pub(crate) context: Vec<(u16, Owned)>,
    source: Option<Source>,
    /// The text that an answer had.
    pub(crate) said: Option<String>,
}

impl Given {
    pub(crate) fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&**self.source.as_ref()?)
    }
}

impl Carried for Given {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.params.get(at)?.value()
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.details.get(at).map(|detail| &**detail)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        self.context.iter().find(|(place, _)| usize::from(*place) == at)?.1.value()
    }
}

/// A value of the context of a catalog, for [`Error::with_context`]. Generated functions make it: `context::transaction_id(id)`.
pub struct Context<C> {
    at: u16,
    value: Owned,
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

/// What generated constructors call: the number of a code, then the value of each parameter in order.
#[doc(hidden)]
impl<C: ErrorCode> Error<C> {
    /// # Panics
    ///
    /// If no code has the number: constructors are generated with the codes.
    #[must_use]
    pub fn raise(number: u16) -> Self {
        Self { code: C::from_number(number).expect("the number of a code"), given: None }
    }

    fn param(mut self, value: Owned) -> Self {
        self.given().params.push(value);
        self
    }

    #[must_use]
    pub fn string(self, value: impl Into<Str>) -> Self {
        self.param(Owned::Text(value.into()))
    }

    #[must_use]
    pub fn integer(self, value: impl Into<Integer>) -> Self {
        self.param(Owned::Integer(value.into().0))
    }

    #[must_use]
    pub fn number(self, value: impl Into<f64>) -> Self {
        self.param(Owned::Number(value.into()))
    }

    #[must_use]
    pub fn boolean(self, value: bool) -> Self {
        self.param(Owned::Boolean(value))
    }

    #[must_use]
    pub fn json(self, value: Json) -> Self {
        self.param(Owned::Json(value))
    }
}

impl<C: ErrorCode> Error<C> {
    fn given(&mut self) -> &mut Given {
        self.given.get_or_insert_default()
    }

    /// Adds a detail: a text that goes wherever the envelope lists `$details`. Problem details have them as `details`.
    #[must_use]
    pub fn detail(mut self, text: impl Into<Str>) -> Self {
        self.given().details.push(text.into());
        self
    }

    /// Adds details, in their order.
    #[must_use]
    pub fn details<T: Into<Str>>(mut self, texts: impl IntoIterator<Item = T>) -> Self {
        self.given().details.extend(texts.into_iter().map(Into::into));
        self
    }

    /// Adds a value that only the request knows; a second one of the same name takes the place of the first.
    #[must_use]
    pub fn with_context(mut self, context: Context<C>) -> Self {
        let given = self.given();
        given.context.retain(|(at, _)| *at != context.at);
        given.context.push((context.at, context.value));
        self
    }

    /// Says what it comes from. That is for logs: it never leaves through [`Error::public`].
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.given().source = Some(source.into());
        self
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> C {
        self.code
    }

    /// What everybody may see of it.
    #[must_use]
    pub fn public(&self) -> Public<'_> {
        Public::new(self.code.erase(), self)
    }

    /// What the team that raised it may see of it.
    #[must_use]
    pub fn internal(&self) -> Internal<'_> {
        Internal::new(self.code.erase(), self)
    }

    /// The text for developers with its values filled in, in memory of its size.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::with_capacity(self.code.erase().message().len() + 16 * self.params().len());
        let _ = fmt::write(&mut text, format_args!("{self}"));
        text
    }

    pub(crate) fn from_answer(recognised: Recognised<'_>) -> Self {
        let Recognised { code, given } = recognised;
        Self { given: Some(Box::new(given)), ..Self::raise(code.number()) }
    }

    /// The text that an answer really had, where the error was read from one.
    #[must_use]
    pub fn raw_text(&self) -> Option<&str> {
        self.given.as_ref()?.said.as_deref()
    }

    /// The values of its parameters, in the order of [`AnyCode::params`]; none where an answer did not say it.
    pub fn params(&self) -> impl ExactSizeIterator<Item = Option<Value<'_>>> {
        self.given.as_ref().map_or(&[][..], |given| &given.params).iter().map(Owned::value)
    }
}

impl<C> Carried for Error<C> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        Carried::param(&**self.given.as_ref()?, at)
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.given.as_ref()?.detail(at)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        self.given.as_ref()?.context(at)
    }
}

/// The text for developers; with `#` also code, status, who can fix it, retry, link, details and remediation.
impl<C: ErrorCode> fmt::Display for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        AnyError::from(self).fmt(f)
    }
}

/// Everything but sensitive values.
impl<C: ErrorCode> fmt::Debug for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("code", &self.code());
        if let Some(given) = &self.given {
            let context = given.context.iter().map(|(at, value)| (C::CATALOG.context().nth((*at).into()), value));
            let params = self.code.erase().params().map(Some).zip(given.params.iter());
            for (param, value) in params.chain(context) {
                let Some(param) = param else { continue };
                if param.sensitive {
                    out.field(param.name, &format_args!("<sensitive>"));
                } else if let Some(value) = value.value() {
                    out.field(param.name, &value);
                }
            }
            if !given.details.is_empty() {
                out.field("details", &given.details);
            }
            if let Some(said) = &given.said {
                out.field("said", said);
            }
            if let Some(source) = &given.source {
                out.field("source", source);
            }
        }
        out.finish()
    }
}

impl<C: ErrorCode> core::error::Error for Error<C> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.given.as_ref()?.source()
    }
}
