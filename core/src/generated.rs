//! The macros that generated code expands, with everything about a `Code` that is the same for all catalogs.

mod checkout;

use crate::catalog::Catalog;
use crate::catalog::lifecycle::{ParseCodeError, Retired};
use crate::catalog::outcome::{IllegalTransition, Outcome};
use crate::catalog::vocabulary::UnknownName;

/// Refuses code that another version of errcat generated.
#[doc(hidden)]
#[macro_export]
macro_rules! __format {
    (3) => {};
    ($other:tt) => {
        ::core::compile_error!(::core::concat!(
            "this code was generated for table format ",
            ::core::stringify!($other),
            " and this version of errcat reads format 3; run `errcat expand` again with the version that this crate depends on"
        ));
    };
}

/// Implements everything that a generated `Code` has, from its `CATALOG`, its columns of `u16`, its `to_number` and its
/// `from_number`.
///
/// Functions that only call others are `#[inline]`, so that they are compiled where they are used: a crate with a catalog compiles
/// `from_number` and the tables only.
#[doc(hidden)]
#[macro_export]
macro_rules! __code {
    ($code:ident, $catalog:ident, $u16s:ident, $name:literal, $count:literal) => {
        /// The catalog, for properties that read its text.
        const TEXTS: $crate::Catalog<'static> = $catalog;

        /// The columns of numbers, for properties without text. It refers to a constant, because other crates know the contents
        /// of a constant, and so the length of each column. Of a static they only know the address.
        const NUMBERS: $crate::Catalog<'static> = $crate::Catalog::new(&$crate::__private::Tables {
            text: "",
            u16s: $u16s,
            u32s: [&[]; $crate::__private::U32_COLUMNS],
        });

        #[automatically_derived]
        impl $code {
            /// All codes, in the catalog's order.
            #[allow(clippy::large_stack_arrays, reason = "it is built by the compiler, not on the stack")]
            pub const ALL: &'static [Self] = &{
                let all = all();
                all
            };

            /// Erases the type, for code that handles several catalogs.
            #[inline]
            #[must_use]
            pub const fn erase(self) -> $crate::AnyCode<'static> {
                $crate::AnyCode::new($catalog, to_number(self))
            }

            /// Returns the code's number: its place in [`Self::ALL`]. Numbers change between versions of a catalog; ids do not.
            #[inline]
            #[must_use]
            pub const fn number(self) -> u16 {
                to_number(self)
            }

            /// Returns the code that the public is shown: this one, or its mask; `None` for the catalog's unknown error.
            #[inline]
            #[must_use]
            pub const fn shown_as(self) -> ::core::option::Option<Self> {
                match self.erase().shown() {
                    $crate::Shown::Itself => ::core::option::Option::Some(self),
                    $crate::Shown::As(code) => from_number(code.number()),
                    $crate::Shown::Unknown => ::core::option::Option::None,
                }
            }

            /// Returns the code with this wire code.
            #[inline]
            #[must_use]
            pub fn by_wire_code(code: &str) -> ::core::option::Option<Self> {
                typed($crate::__private::by_wire_code($catalog, code))
            }

            /// Returns the code with this number on the wire.
            #[inline]
            #[must_use]
            pub fn by_wire_number(number: i64) -> ::core::option::Option<Self> {
                typed($catalog.by_wire_number(number).map(|code| code.number()))
            }

            /// Returns the code that a provider's code means in its scope, such as `("iso8583", "51")`.
            #[inline]
            #[must_use]
            pub fn by_provider_code(scope: &str, code: &str) -> ::core::option::Option<Self> {
                typed($catalog.by_provider_code(scope, code).map(|code| code.number()))
            }

            /// Returns related codes.
            #[inline]
            pub fn see(self) -> impl ::core::iter::Iterator<Item = Self> {
                ::core::iter::Iterator::filter_map(self.erase().see(), |code| from_number(code.number()))
            }

            $crate::__members!($crate::__methods);
        }

        // rustc needs seconds to evaluate this array for 10,000 codes. It evaluates a constant only if that is used, except for a
        // constant that another one names or that is one borrowed expression. So both `ALL` are blocks, and neither names the other.
        #[inline]
        #[allow(clippy::large_stack_arrays, reason = "it is built by the compiler, not on the stack")]
        const fn all() -> [$code; $count] {
            let mut all = [FIRST; $count];
            let mut number = 0;
            while number < all.len() {
                if let ::core::option::Option::Some(code) = from_number(number as u16) {
                    all[number] = code;
                }
                number += 1;
            }
            all
        }

        #[inline]
        fn typed(number: ::core::option::Option<u16>) -> ::core::option::Option<$code> {
            match number {
                ::core::option::Option::Some(number) => from_number(number),
                ::core::option::Option::None => ::core::option::Option::None,
            }
        }

        #[automatically_derived]
        impl $crate::__private::Sealed for $code {}

        #[automatically_derived]
        impl $crate::ErrorCode for $code {
            const CATALOG: $crate::Catalog<'static> = $catalog;
            const ALL: &'static [Self] = &{
                let all = all();
                all
            };

            #[inline]
            fn number(self) -> u16 {
                to_number(self)
            }

            #[inline]
            fn from_number(number: u16) -> ::core::option::Option<Self> {
                from_number(number)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<$code> for $crate::AnyCode<'static> {
            #[inline]
            fn from(code: $code) -> Self {
                code.erase()
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for $code {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<$crate::AnyCode<'static>> for $code {
            type Error = $crate::ParseCodeError;

            // `Self::Error` could also be a code.
            #[inline]
            fn try_from(code: $crate::AnyCode<'static>) -> ::core::result::Result<Self, $crate::ParseCodeError> {
                if $catalog.name() == code.catalog().name() {
                    return ::core::convert::TryFrom::try_from(code.as_str());
                }
                ::core::result::Result::Err($crate::ParseCodeError::Unknown { catalog: $catalog.name() })
            }
        }

        /// Finds a code by its id; a retired id gives its successor.
        #[automatically_derived]
        impl ::core::convert::TryFrom<&str> for $code {
            type Error = $crate::ParseCodeError;

            #[inline]
            fn try_from(id: &str) -> ::core::result::Result<Self, $crate::ParseCodeError> {
                $crate::__private::resolve($catalog, $name, from_number, id)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for $code {
            type Err = $crate::ParseCodeError;

            #[inline]
            fn from_str(id: &str) -> ::core::result::Result<Self, $crate::ParseCodeError> {
                ::core::convert::TryFrom::try_from(id)
            }
        }

        /// The id; with `#` the help text.
        #[automatically_derived]
        impl ::core::fmt::Display for $code {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.erase(), f)
            }
        }

        /// The id.
        #[automatically_derived]
        impl ::core::fmt::Debug for $code {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

/// Keeps items that need an allocator.
#[cfg(feature = "alloc")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_alloc {
    ($($all:tt)*) => { $($all)* };
}

/// Drops items that need an allocator.
#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_alloc {
    ($($all:tt)*) => {};
}

/// Writes the members of a generated `Code` as inherent methods: they need no import, and properties work in constants.
#[doc(hidden)]
#[macro_export]
macro_rules! __methods {
    (
        const { $($(#[$doc:meta])* $tables:ident.$name:ident: $type:ty,)* }
        fn { $($(#[$fn_doc:meta])* $fn_name:ident($($arg:ident: $arg_type:ty),*) -> $fn_type:ty,)* }
    ) => {
        $(
            $(#[$doc])*
            #[inline]
            #[must_use]
            pub const fn $name(self) -> $type {
                $crate::AnyCode::new($tables, to_number(self)).$name()
            }
        )*
        $(
            $(#[$fn_doc])*
            #[inline]
            pub fn $fn_name(self, $($arg: $arg_type),*) -> $fn_type {
                self.erase().$fn_name($($arg),*)
            }
        )*
    };
}

/// Returns the code with an id; for a retired id the code that replaces it.
///
/// # Errors
///
/// If the catalog has no such id, or if nothing replaces a retired one.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled beside a catalog's tables, these are constants")]
pub fn resolve<C>(
    catalog: Catalog<'static>,
    name: &'static str,
    from_number: impl Fn(u16) -> Option<C>,
    id: &str,
) -> Result<C, ParseCodeError> {
    let Some(number) = catalog.find_id(id) else { return Err(ParseCodeError::Unknown { catalog: name }) };
    if let Some(code) = from_number(number) {
        return Ok(code);
    }
    replaced(catalog, number, from_number)
}

/// Returns the code that replaces a retired id.
#[cold]
fn replaced<C>(
    catalog: Catalog<'static>,
    number: u16,
    from_number: impl Fn(u16) -> Option<C>,
) -> Result<C, ParseCodeError> {
    let retired = Retired::read(catalog, usize::from(number) - catalog.len());
    retired.replaced_by.and_then(|code| from_number(code.number())).ok_or(ParseCodeError::Retired(retired))
}

/// Returns the number of the code with a wire code.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled beside a catalog's tables, these are constants")]
pub fn by_wire_code(catalog: Catalog<'static>, code: &str) -> Option<u16> {
    catalog.find_wire_code(code)
}

/// Returns the outcome with a number.
#[must_use]
pub const fn outcome(catalog: Catalog<'static>, number: usize) -> Outcome<'static> {
    Outcome::read(catalog, number)
}

/// Returns the error for a session that has ended and was given another status.
#[must_use]
pub const fn illegal_transition(from: &'static str, to: &'static str) -> IllegalTransition<'static> {
    IllegalTransition { from, to }
}

/// Returns the one that has a name.
///
/// # Errors
///
/// If none has.
pub fn by_word<T: Copy>(all: &[T], is: impl Fn(T) -> bool) -> Result<T, UnknownName> {
    all.iter().copied().find(|one| is(*one)).ok_or(UnknownName)
}
