//! The two views of an error, by type: what the public may see, and what its team may see.

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
            /// Returns the view in the language that fits a language tag (BCP 47) best; in the catalog's own if none fits.
            #[must_use]
            pub fn in_language(mut self, tag: &str) -> Self {
                self.0.language = self.0.catalog().language(tag);
                self
            }

            /// Returns the view with the URI of this occurrence, for the `instance` of problem details.
            #[must_use]
            pub const fn at_instance(mut self, uri: &'a str) -> Self {
                self.0.instance = Some(uri);
                self
            }

            /// Returns the catalog.
            #[must_use]
            pub const fn catalog(&self) -> Catalog<'a> {
                self.0.catalog()
            }

            /// Returns the code on the wire.
            #[must_use]
            pub fn wire_code(&self) -> &'a str {
                self.0.wire_code()
            }

            /// Returns the HTTP status code, 100 to 599; `None` for a code that is not an HTTP answer.
            #[must_use]
            pub fn status(&self) -> Option<u16> {
                self.0.status()
            }

            /// Returns the gRPC status code.
            #[must_use]
            pub fn grpc(&self) -> Grpc {
                self.0.grpc()
            }

            /// Returns the title.
            #[must_use]
            pub fn title(&self) -> &'a str {
                self.0.title()
            }

            /// Returns the text for developers.
            #[must_use]
            pub fn message(&self) -> Text<'a> {
                self.0.message()
            }

            /// Returns the text for customers.
            #[must_use]
            pub fn customer(&self) -> Text<'a> {
                self.0.customer()
            }

            /// Returns the language of the text for customers: the one that was chosen, or the catalog's own.
            #[must_use]
            pub fn language(&self) -> Language<'a> {
                self.0.language.unwrap_or_else(|| self.0.catalog().language_number(0))
            }

            /// Returns the parameters with their values, without sensitive ones.
            pub fn params(&self) -> impl Iterator<Item = (&'a str, Value<'a>)> + use<'a> {
                self.0.params()
            }

            /// Returns the details, in their order. A masked error has none.
            pub fn details(&self) -> impl Iterator<Item = &'a str> + use<'a> {
                self.0.details()
            }

            /// Returns the remediation in Markdown; empty for the catalog's unknown error.
            #[must_use]
            pub fn remediation(&self) -> Text<'a> {
                self.0.remediation()
            }

            /// Returns the link to the documentation; `None` without one, and for the catalog's unknown error.
            #[must_use]
            pub fn docs_url(&self) -> Option<Link<'a>> {
                self.0.docs_url()
            }

            /// Returns the retry policy; that of the catalog's unknown error is `never`.
            #[must_use]
            pub fn retry(&self) -> Policy<'a> {
                self.0.code.map_or_else(|| Policy::never(self.0.tables()), AnyCode::retry)
            }

            /// Returns what the error does to a checkout.
            #[must_use]
            pub fn outcome(&self) -> Option<Outcome<'a>> {
                self.0.code.and_then(AnyCode::outcome)
            }

            /// Returns the name of the input at fault, such as `cvv`.
            #[must_use]
            pub fn field(&self) -> Option<&'a str> {
                self.0.code.and_then(AnyCode::field)
            }

            /// Returns the body in the envelope of the code.
            #[must_use]
            pub fn body(&self) -> Body<'a> {
                Body { view: self.0, shape: self.0.shape() }
            }

            /// Returns the body as problem details (RFC 9457).
            #[must_use]
            pub const fn problem(&self) -> Body<'a> {
                Body { view: self.0, shape: Shape::Problem }
            }

            /// Returns the body in another envelope of the catalog, or in `problem`; `None` if there is no envelope of this name.
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
    /// An error as the public may see it: masked codes are replaced, and sensitive values are left out.
    ///
    /// Make everything that leaves the service from this view.
    Public
}

views! {
    /// An error as the team that raised it may see it, without sensitive values.
    Internal
}

impl<'a> AnyCode<'a> {
    /// Returns what the public sees of the code, raised without values and details.
    #[must_use]
    pub fn public(self) -> Public<'a> {
        Public::new(self, &())
    }
}

impl<'a> Public<'a> {
    /// Returns what the public sees of a code that was raised.
    #[must_use]
    pub fn new(raised: AnyCode<'a>, carried: &'a dyn Carried) -> Self {
        let code = match raised.shown() {
            Shown::Itself => Some(raised),
            Shown::As(mask) => Some(mask),
            Shown::Unknown => None,
        };
        Self(View { raised, code, carried, language: None, instance: None })
    }

    /// Returns the catalog's unknown error.
    #[must_use]
    pub const fn unknown(catalog: Catalog<'a>) -> Self {
        let code = catalog.unknown_code();
        let raised = match code {
            Some(code) => code,
            None => AnyCode::new(catalog, 0),
        };
        Self(View { raised, code, carried: &(), language: None, instance: None })
    }

    /// Returns the view in the language that fits the value of an `Accept-Language` field best; see
    /// [`Catalog::accept_language`].
    #[must_use]
    pub fn accept_language(self, field: &str) -> Self {
        let language = self.0.catalog().accept_language(field);
        self.in_language(language.tag)
    }

    /// Returns the code that is seen; `None` for the catalog's unknown error.
    #[must_use]
    pub const fn code(&self) -> Option<AnyCode<'a>> {
        self.0.code
    }
}

impl<'a> Internal<'a> {
    /// Returns what the team sees of a code that was raised.
    #[must_use]
    pub fn new(raised: AnyCode<'a>, carried: &'a dyn Carried) -> Self {
        Self(View { raised, code: Some(raised), carried, language: None, instance: None })
    }

    /// Returns the code.
    #[must_use]
    pub const fn code(&self) -> AnyCode<'a> {
        self.0.raised
    }
}
