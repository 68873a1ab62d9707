//! Errors: a code with the values that were given to it when it was raised.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use crate::catalog::error_code::ErrorCode;
use crate::error::coded::AnyError;
use crate::error::context::Context;
use crate::error::given::{Cause, Given};
use crate::error::public::{Internal, Public};
use crate::error::value::{Carried, Json, Owned, Value};

/// A text, static or owned: the value of a parameter of type `string`.
pub type Str = Cow<'static, str>;

/// A whole number: the value of a parameter of type `integer`, made from any primitive integer of at most 64 bits.
///
/// Numbers above [`i64::MAX`] become [`i64::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Integer(pub(super) i64);

impl Integer {
    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl From<Integer> for i64 {
    fn from(number: Integer) -> Self {
        number.0
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

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

/// An error of a catalog: a code, the values of its parameters, details, values of the context, and a cause.
///
/// It is two words wide and allocates only when it is given something. Generated constructors raise it:
/// `errors::missing_field("pspType")`. Its `Display` and `Debug` are for the team that raised it; [`Error::public`] is what
/// others may see.
///
/// A clone shares the cause. Errors are equal if their codes, parameters, details and context are; the cause and
/// [`Error::raw_text`] are not compared.
#[derive(Clone)]
pub struct Error<C> {
    code: C,
    pub(crate) given: Option<Box<Given>>,
}

/// What generated constructors call: the number of a code, then the value of each parameter in order.
#[doc(hidden)]
impl<C: ErrorCode> Error<C> {
    /// # Panics
    ///
    /// Panics if no code has the number, which generated constructors rule out.
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

    /// Adds an optional parameter by the function for its type.
    #[must_use]
    pub fn optional<T>(self, value: Option<T>, add: fn(Self, T) -> Self) -> Self {
        match value {
            Some(value) => add(self, value),
            None => self.param(Owned::Absent),
        }
    }
}

impl<C: ErrorCode> Error<C> {
    fn given(&mut self) -> &mut Given {
        self.given.get_or_insert_default()
    }

    /// Adds a detail: a text for the list that replaces `$details` in the envelope; problem details list it as `details`.
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

    /// Sets a value that only the request has; it replaces an earlier value of the same name.
    #[must_use]
    pub fn with_context(mut self, context: Context<C>) -> Self {
        let given = self.given();
        given.context.retain(|(at, _)| *at != context.at);
        given.context.push((context.at, context.value));
        self
    }

    /// Sets the cause, which [`source`](core::error::Error::source) returns. It is for logs: [`Error::public`] never shows it.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<Cause>>) -> Self {
        self.given().cause = Some(cause.into().into());
        self
    }

    /// Returns the code.
    #[must_use]
    pub const fn code(&self) -> C {
        self.code
    }

    /// Returns the error as others may see it.
    #[must_use]
    pub fn public(&self) -> Public<'_> {
        Public::new(self.code.erase(), self)
    }

    /// Returns the error as the team that raised it may see it.
    #[must_use]
    pub fn internal(&self) -> Internal<'_> {
        Internal::new(self.code.erase(), self)
    }

    /// Returns the text for developers with its values filled in. It allocates less often than `to_string`, because
    /// it estimates the length first.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::with_capacity(self.code.erase().message().len() + 16 * self.params().len());
        let _ = fmt::write(&mut text, format_args!("{self}"));
        text
    }

    /// Creates an error from the values of an answer.
    pub(crate) fn read(number: u16, given: Given) -> Self {
        Self { given: Some(Box::new(given)), ..Self::raise(number) }
    }

    /// Returns the text of the answer that the error was read from, word for word: its message, otherwise its customer text,
    /// otherwise its body. `None` for an error that was raised.
    #[must_use]
    pub fn raw_text(&self) -> Option<&str> {
        self.given.as_ref()?.raw_text()
    }

    /// Returns the name of the code in the answer, if it is neither the id nor the wire code: an alias, or a name of a retired code.
    /// For the problem type of a retired code, it is the retired id.
    #[must_use]
    pub fn answered_as(&self) -> Option<&str> {
        self.given.as_ref()?.answered()?.name.as_deref()
    }

    /// Returns the other codes of an answer that was a list of error objects, in order and without duplicates.
    pub fn others(&self) -> impl Iterator<Item = C> {
        let answered = self.given.as_ref().and_then(|given| given.answered());
        let others = answered.map(|answered| &answered.others[..]).unwrap_or_default();
        others.iter().filter_map(|number| C::from_number(*number))
    }

    /// Returns the values of its parameters, in the order of [`AnyCode::params`](crate::AnyCode::params); `None` for a value
    /// that is missing or not certain in an answer.
    pub fn params(&self) -> impl ExactSizeIterator<Item = Option<Value<'_>>> {
        self.given.as_ref().map_or(&[][..], |given| &given.params).iter().map(Owned::value)
    }
}

/// Compares code, parameters, details and context.
impl<C: PartialEq> PartialEq for Error<C> {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code && Given::same(self.given.as_deref(), other.given.as_deref())
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

    fn answered_message(&self) -> Option<&str> {
        self.given.as_ref()?.answered_message()
    }

    fn answered_customer(&self) -> Option<&str> {
        self.given.as_ref()?.answered_customer()
    }
}

/// The text for developers; with `#` also code, status, who can fix it, retry, link, details and remediation.
impl<C: ErrorCode> fmt::Display for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        AnyError::from(self).fmt(f)
    }
}

/// Code, parameters, context, details, raw text and cause; sensitive values are left out.
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
            if let Some(raw_text) = given.raw_text() {
                out.field("raw_text", &raw_text);
            }
            if let Some(cause) = &given.cause {
                out.field("cause", cause);
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
