//! The list of properties, and the trait over all codes.

use core::fmt;
use core::hash::Hash;

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::outcome::Outcome;

/// The properties that [`AnyCode`], [`ErrorCode`] and every generated `Code` have under one name: said once, here.
#[doc(hidden)]
#[macro_export]
macro_rules! __properties {
    ($callback:path) => {
        $callback! {
            /// The id, such as `MISSING_FIELD`.
            TEXTS.as_str: &'static str,
            /// The HTTP status code, 100 to 599; `None` for a code that is no HTTP answer.
            NUMBERS.status: ::core::option::Option<u16>,
            /// Who can do something about it.
            NUMBERS.fixable_by: $crate::FixableBy,
            /// Whether the customer can fix it.
            NUMBERS.is_customer_fixable: bool,
            /// A short heading for people.
            TEXTS.title: &'static str,
            /// The developer-facing text as the catalog writes it: with `{placeholders}`, and `{{` and `}}` for braces.
            TEXTS.message: &'static str,
            /// Markdown, with `{placeholders}` as the message has them: what the one who can fix it does.
            TEXTS.remediation: &'static str,
            /// The text for customers in the catalog's language, with `{placeholders}` as the message has them; that of the
            /// mask for a masked code, and the catalog's own where the code has none.
            TEXTS.customer: &'static str,
            /// The code as it travels; the id unless the catalog says otherwise.
            TEXTS.wire_code: &'static str,
            /// When and how the call may be repeated.
            TEXTS.retry: $crate::Policy<'static>,
            /// The name of the input at fault, such as `cvv`.
            TEXTS.field: ::core::option::Option<&'static str>,
            /// The named envelope; `None` for problem details (RFC 9457).
            TEXTS.envelope: ::core::option::Option<&'static str>,
            /// How an answer is recognized as this code.
            NUMBERS.recognize: $crate::Recognize,
            /// The canonical gRPC code.
            NUMBERS.grpc: $crate::Grpc,
            /// How loudly it is reported.
            NUMBERS.severity: $crate::Severity,
            /// The catalog version that brought it.
            TEXTS.since: ::core::option::Option<&'static str>,
            /// That it should no longer be used.
            TEXTS.deprecation: ::core::option::Option<$crate::Deprecation<'static>>,
            /// The team or person who looks after it.
            TEXTS.owner: ::core::option::Option<&'static str>,
            /// The link to its documentation: its own, or that of the catalog's template; `None` where there is neither.
            TEXTS.docs_url: ::core::option::Option<$crate::Link<'static>>,
        }
    };
}

macro_rules! trait_of {
    ($($(#[$doc:meta])* $tables:ident.$name:ident: $type:ty,)*) => {
        /// A code of some catalog: what every generated `Code` implements, for code that is generic over catalogs.
        ///
        /// Code that handles several catalogs at once uses [`AnyCode`].
        pub trait ErrorCode:
            Copy + Eq + Hash + fmt::Debug + fmt::Display + Into<AnyCode<'static>> + Send + Sync + 'static
        {
            /// The catalog.
            const CATALOG: Catalog<'static>;

            /// All codes, in the catalog's order.
            const ALL: &'static [Self];

            /// The code's number: its place in [`Self::ALL`], counted from 0.
            fn number(self) -> u16;

            /// The code with this number; `None` if there are not as many.
            fn from_number(number: u16) -> Option<Self>;

            /// The code without its type.
            fn erase(self) -> AnyCode<'static> {
                self.into()
            }

            /// What it does to a checkout. Generated codes of a catalog with outcomes answer with its own enum.
            fn outcome(self) -> Option<Outcome<'static>> {
                self.erase().outcome()
            }

            $($(#[$doc])* fn $name(self) -> $type { self.erase().$name() })*
        }
    };
}
crate::__properties!(trait_of);
