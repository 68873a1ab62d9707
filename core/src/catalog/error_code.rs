//! The list of what every code offers, and the trait over all types of codes.

use core::fmt;
use core::hash::Hash;

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::outcome::Outcome;
use crate::sealed::Sealed;

/// What [`AnyCode`], [`ErrorCode`] and every generated `Code` offer under one name; this is the one list.
///
/// `const` are properties that work in constants: `TEXTS` marks those that read the text of the catalog, `NUMBERS` those that
/// read columns of numbers alone. `fn` are all others.
#[doc(hidden)]
#[macro_export]
macro_rules! __members {
    ($callback:path) => {
        $callback! {
            const {
                /// Returns the id, such as `MISSING_FIELD`.
                TEXTS.as_str: &'static str,
                /// Returns the HTTP status code, 100–599; `None` for a code that is not an HTTP answer.
                NUMBERS.status: ::core::option::Option<u16>,
                /// Returns who can fix the error.
                NUMBERS.fixable_by: $crate::FixableBy,
                /// Returns whether the customer can fix the error.
                NUMBERS.is_customer_fixable: bool,
                /// Returns the heading for people.
                TEXTS.title: &'static str,
                /// Returns the message template for developers, with `{placeholders}`, and `{{` and `}}` for braces.
                TEXTS.message: &'static str,
                /// Returns the remediation: instructions for whoever can fix the error, as a message template in Markdown.
                TEXTS.remediation: &'static str,
                /// Returns the message template for customers in the catalog's language: that of the mask for a masked code, and
                /// the catalog's own for a code without one.
                TEXTS.customer: &'static str,
                /// Returns the wire code: the id, unless the catalog sets another.
                TEXTS.wire_code: &'static str,
                /// Returns the wire code as a JSON number, if it travels as one.
                NUMBERS.wire_number: ::core::option::Option<i64>,
                /// Returns the URI that identifies the error in problem details (RFC 9457).
                TEXTS.problem_type: ::core::option::Option<$crate::Link<'static>>,
                /// Returns the retry policy: when and how the call may be repeated.
                TEXTS.retry: $crate::Policy<'static>,
                /// Returns the name of the input at fault, such as `cvv`.
                TEXTS.field: ::core::option::Option<&'static str>,
                /// Returns the name of the envelope; `None` for problem details (RFC 9457).
                TEXTS.envelope: ::core::option::Option<&'static str>,
                /// Returns how an answer is recognized as this code.
                NUMBERS.recognize: $crate::Recognize,
                /// Returns the canonical gRPC code.
                NUMBERS.grpc: $crate::Grpc,
                /// Returns the severity with which the error is reported.
                NUMBERS.severity: $crate::Severity,
                /// Returns the catalog version that added the code.
                TEXTS.since: ::core::option::Option<&'static str>,
                /// Returns the deprecation; `None` for a code that is not deprecated.
                TEXTS.deprecation: ::core::option::Option<$crate::Deprecation<'static>>,
                /// Returns the team or person who owns the code.
                TEXTS.owner: ::core::option::Option<&'static str>,
                /// Returns the link to the documentation: the code's own, or that of the catalog's template.
                TEXTS.docs_url: ::core::option::Option<$crate::Link<'static>>,
                /// Returns what the public is shown instead of the code.
                TEXTS.shown: $crate::Shown<'static>,
            }
            fn {
                /// Returns the message template for customers in the language that fits a language tag (BCP 47) best; in the
                /// catalog's own if none fits.
                #[must_use]
                customer_in(tag: &str) -> &'static str,
                /// Returns the remediation in the language that fits a language tag (BCP 47) best; in the catalog's own if there
                /// is no translation.
                #[must_use]
                remediation_in(tag: &str) -> &'static str,
                /// Returns the error as others may see it, raised without values and details.
                #[must_use]
                public() -> $crate::Public<'static>,
                /// Returns the parameters, in the catalog's order.
                params() -> impl ::core::iter::ExactSizeIterator<Item = $crate::Param<'static>>,
                /// Returns the provider codes that mean this code, ranges and prefixes as they are written, in the catalog's order.
                provider_codes() -> impl ::core::iter::ExactSizeIterator<Item = $crate::ProviderCode<'static>>,
                /// Returns the aliases: other names that look-ups and answers resolve to the code, in the catalog's order.
                aliases() -> impl ::core::iter::ExactSizeIterator<Item = &'static str>,
                /// Returns the tags: words for sorting and searching.
                tags() -> impl ::core::iter::ExactSizeIterator<Item = &'static str>,
                /// Returns the documents that the facts come from.
                citations() -> impl ::core::iter::ExactSizeIterator<Item = $crate::Citation<'static>>,
                /// Returns the constants that the code sets for its envelope: names, and values as JSON.
                constants() -> impl ::core::iter::Iterator<Item = (&'static str, &'static str)>,
                /// Returns the facts of the help text, in its order.
                facts() -> impl ::core::iter::Iterator<Item = $crate::Fact<'static>>,
            }
        }
    };
}

macro_rules! trait_of {
    (
        const { $($(#[$doc:meta])* $tables:ident.$name:ident: $type:ty,)* }
        fn { $($(#[$fn_doc:meta])* $fn_name:ident($($arg:ident: $arg_type:ty),*) -> $fn_type:ty,)* }
    ) => {
        /// A code of some catalog: what every generated `Code` implements, for code that is generic over catalogs.
        ///
        /// Code that handles several catalogs at once uses [`AnyCode`]. The trait is sealed: only generated code implements it.
        ///
        /// ```
        /// use errcat_core::ErrorCode;
        ///
        /// /// The ids of a catalog that customers can fix.
        /// fn customer_fixable<C: ErrorCode>() -> impl Iterator<Item = &'static str> {
        ///     C::ALL.iter().filter(|code| code.is_customer_fixable()).map(|code| code.as_str())
        /// }
        /// ```
        pub trait ErrorCode:
            Sealed + Copy + Eq + Hash + fmt::Debug + fmt::Display + Into<AnyCode<'static>> + Send + Sync + 'static
        {
            /// The catalog.
            const CATALOG: Catalog<'static>;

            /// All codes, in the catalog's order.
            const ALL: &'static [Self];

            /// Returns the code's number: its place in [`Self::ALL`], counted from 0.
            fn number(self) -> u16;

            /// Returns the code with this number; `None` if there are not as many.
            fn from_number(number: u16) -> Option<Self>;

            /// Erases the type of the code.
            fn erase(self) -> AnyCode<'static> {
                self.into()
            }

            /// Returns the outcome: what the error does to a checkout. The method of a generated `Code` returns the catalog's own
            /// enum instead.
            fn outcome(self) -> Option<Outcome<'static>> {
                self.erase().outcome()
            }

            /// Returns related codes.
            fn see(self) -> impl Iterator<Item = Self> {
                self.erase().see().filter_map(|code| Self::from_number(code.number()))
            }

            $($(#[$doc])* fn $name(self) -> $type { self.erase().$name() })*

            $($(#[$fn_doc])* fn $fn_name(self, $($arg: $arg_type),*) -> $fn_type { self.erase().$fn_name($($arg),*) })*
        }
    };
}
__members!(trait_of);
