//! The two ways in which an error is seen, by type: what others may see, and what its team may see.

use core::fmt;

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::language::Language;
use crate::catalog::link::Link;
use crate::catalog::mask::Shown;
use crate::catalog::outcome::Outcome;
use crate::catalog::policy::Policy;
use crate::catalog::vocabulary::Grpc;
use crate::error::body::{Body, Shape};
use crate::error::value::{Carried, Value};
use crate::error::view::{Text, View};

macro_rules! views {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<'a>(View<'a>);

        impl<'a> $name<'a> {
            /// The same in the language that fits a language tag (BCP 47) best; in the catalog's own where none fits.
            #[must_use]
            pub fn in_language(mut self, tag: &str) -> Self {
                self.0.language = self.0.catalog().language(tag);
                self
            }

            /// The same with the URI of this occurrence, for problem details.
            #[must_use]
            pub const fn at_instance(mut self, uri: &'a str) -> Self {
                self.0.instance = Some(uri);
                self
            }

            /// The catalog.
            #[must_use]
            pub const fn catalog(&self) -> Catalog<'a> {
                self.0.catalog()
            }

            /// The code as it travels.
            #[must_use]
            pub fn wire_code(&self) -> &'a str {
                self.0.wire_code()
            }

            /// The HTTP status code, 100 to 599; `None` for a code that is no HTTP answer.
            #[must_use]
            pub fn status(&self) -> Option<u16> {
                self.0.status()
            }

            /// The canonical gRPC code.
            #[must_use]
            pub fn grpc(&self) -> Grpc {
                self.0.grpc()
            }

            /// The heading.
            #[must_use]
            pub fn title(&self) -> &'a str {
                self.0.title()
            }

            /// The text for developers.
            #[must_use]
            pub fn message(&self) -> Text<'a> {
                self.0.message()
            }

            /// The text for customers.
            #[must_use]
            pub fn customer(&self) -> Text<'a> {
                self.0.customer()
            }

            /// The language of the text for customers: the one that was chosen, or the catalog's own.
            #[must_use]
            pub fn language(&self) -> Language<'a> {
                self.0.language.unwrap_or_else(|| self.0.catalog().language_number(0))
            }

            /// The parameters with their values, but for sensitive ones.
            pub fn params(&self) -> impl Iterator<Item = (&'a str, Value<'a>)> + use<'a> {
                self.0.params()
            }

            /// The details, in their order; what is masked has none.
            pub fn details(&self) -> impl Iterator<Item = &'a str> + use<'a> {
                self.0.details()
            }

            /// What the one who can fix it does, Markdown; empty for the catalog's unknown error.
            #[must_use]
            pub fn remediation(&self) -> Text<'a> {
                self.0.remediation()
            }

            /// The link to its documentation, if there is one; `None` for the catalog's unknown error.
            #[must_use]
            pub fn docs_url(&self) -> Option<Link<'a>> {
                self.0.docs_url()
            }

            /// When and how the call may be repeated: never, for the catalog's unknown error.
            #[must_use]
            pub fn retry(&self) -> Policy<'a> {
                self.0.code.map_or_else(|| Policy::never(self.0.tables()), AnyCode::retry)
            }

            /// What it does to a checkout.
            #[must_use]
            pub fn outcome(&self) -> Option<Outcome<'a>> {
                self.0.code.and_then(AnyCode::outcome)
            }

            /// The name of the input at fault, such as `cvv`.
            #[must_use]
            pub fn field(&self) -> Option<&'a str> {
                self.0.code.and_then(AnyCode::field)
            }

            /// The body in its envelope.
            #[must_use]
            pub fn body(&self) -> Body<'a> {
                Body { view: self.0, shape: self.0.shape() }
            }

            /// The body as problem details (RFC 9457).
            #[must_use]
            pub const fn problem(&self) -> Body<'a> {
                Body { view: self.0, shape: Shape::Problem }
            }

            /// The body in another envelope: one of the catalog, or `problem`. `None` if there is none of that name.
            #[must_use]
            pub fn body_in(&self, envelope: &str) -> Option<Body<'a>> {
                Some(Body { view: self.0, shape: self.0.shape_named(envelope)? })
            }
        }

        /// The text for developers.
        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.message().fmt(f)
            }
        }

        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut out = f.debug_struct(stringify!($name));
                out.field("code", &self.wire_code());
                self.params().for_each(|(name, value)| {
                    out.field(name, &value);
                });
                out.finish_non_exhaustive()
            }
        }
    };
}

views! {
    /// An error as everybody may see it: what is masked is replaced, and what is sensitive is left out.
    ///
    /// Whatever goes to others is made of this.
    Public
}

views! {
    /// An error as the team that raised it may see it; sensitive parameters are left out of this, too.
    Internal
}

impl<'a> Public<'a> {
    /// What the public sees of a code that was raised.
    #[must_use]
    pub fn new(raised: AnyCode<'a>, carried: &'a dyn Carried) -> Self {
        let code = match raised.shown() {
            Shown::Itself => Some(raised),
            Shown::As(mask) => Some(mask),
            Shown::Unknown => None,
        };
        Self(View { raised, code, carried, language: None, instance: None })
    }

    /// The catalog's unknown error.
    #[must_use]
    pub const fn unknown(catalog: Catalog<'a>) -> Self {
        Self(View { raised: AnyCode::new(catalog, 0), code: None, carried: &(), language: None, instance: None })
    }

    /// The same in the language that fits the value of an `Accept-Language` field best: [`Catalog::accept_language`].
    #[must_use]
    pub fn accept_language(self, field: &str) -> Self {
        let language = self.0.catalog().accept_language(field);
        self.in_language(language.tag)
    }

    /// The code that is seen; `None` for the catalog's unknown error.
    #[must_use]
    pub const fn code(&self) -> Option<AnyCode<'a>> {
        self.0.code
    }
}

impl<'a> Internal<'a> {
    /// A code that was raised, as it is.
    #[must_use]
    pub fn new(raised: AnyCode<'a>, carried: &'a dyn Carried) -> Self {
        Self(View { raised, code: Some(raised), carried, language: None, instance: None })
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> AnyCode<'a> {
        self.0.raised
    }
}
