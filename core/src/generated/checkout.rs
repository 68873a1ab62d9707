//! What generated code expands for a catalog with outcomes.

/// Defines `Outcome`, `Session` and `Urls`, and gives each code its outcome.
#[doc(hidden)]
#[macro_export]
macro_rules! __checkout {
    (
        $code:ident, $catalog:ident;
        $($(#[$outcome_doc:meta])* $outcome:ident = $name:literal => $after:ident,)+;
        $($(#[$session_doc:meta])* $session:ident = $status:literal,)+;
        $($($url:ident = $url_name:literal,)+;)?
    ) => {
        $crate::__words! {
            /// What an error, or the end of a payment, does to a checkout.
            Outcome: $($(#[$outcome_doc])* $outcome = $name,)+
        }

        #[automatically_derived]
        #[allow(dead_code, reason = "a service uses what it needs")]
        impl Outcome {
            /// Returns what happens to the customer.
            #[must_use]
            pub const fn action(self) -> $crate::Action {
                self.erase().action
            }

            /// Returns the session status that follows.
            #[must_use]
            pub const fn session(self) -> Session {
                match self {
                    $(Self::$outcome => Session::$after,)+
                }
            }

            /// Returns whether the session has ended.
            #[must_use]
            pub const fn is_terminal(self) -> bool {
                self.session().is_terminal()
            }

            /// Erases the type, for code that handles several catalogs.
            #[must_use]
            pub const fn erase(self) -> $crate::Outcome<'static> {
                $crate::__private::outcome($catalog, self as usize)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<Outcome> for $crate::Outcome<'static> {
            fn from(outcome: Outcome) -> Self {
                outcome.erase()
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<Outcome> for $crate::LastAttempt<'static> {
            fn from(outcome: Outcome) -> Self {
                Self::Outcome(outcome.erase())
            }
        }

        #[automatically_derived]
        impl $code {
            /// Returns what the error does to a checkout.
            #[must_use]
            pub const fn outcome(self) -> ::core::option::Option<Outcome> {
                match self.erase().outcome_number() {
                    ::core::option::Option::Some(number) => ::core::option::Option::Some(Outcome::ALL[number]),
                    ::core::option::Option::None => ::core::option::Option::None,
                }
            }
        }

        $crate::__words! {
            /// The status of a session. A session starts as `pending`; every other status is final.
            #[derive(::core::default::Default)]
            Session: $($(#[$session_doc])* $session = $status,)+
        }

        #[automatically_derived]
        #[allow(dead_code, reason = "a service uses what it needs")]
        impl Session {
            /// Returns whether the session has ended.
            #[must_use]
            pub const fn is_terminal(self) -> bool {
                self as usize != 0
            }

            /// Returns the status after an outcome. Repeated events are fine: an outcome that leads to the status of an ended
            /// session changes nothing.
            ///
            /// # Errors
            ///
            /// If the session has ended, and the outcome leads to another status.
            pub const fn after(
                self,
                outcome: Outcome,
            ) -> ::core::result::Result<Self, $crate::IllegalTransition<'static>> {
                let next = outcome.session();
                if self.is_terminal() && self as usize != next as usize {
                    return ::core::result::Result::Err($crate::__private::illegal_transition(self.as_str(), next.as_str()));
                }
                ::core::result::Result::Ok(next)
            }
        }

        $(
            /// The URLs that outcomes of this catalog lead to. Each outcome needs some of them; an empty string is a missing URL.
            #[derive(
                ::core::clone::Clone,
                ::core::marker::Copy,
                ::core::fmt::Debug,
                ::core::default::Default,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
            )]
            #[allow(dead_code, reason = "a service uses what it needs")]
            pub struct Urls<'a> {
                $(
                    #[doc = ::core::concat!("The URL that the catalog names `", $url_name, "`.")]
                    pub $url: &'a str,
                )+
            }

            #[automatically_derived]
            impl $crate::NamedUrls for Urls<'_> {
                fn url(&self, name: &str) -> ::core::option::Option<&str> {
                    let url = match name {
                        $($url_name => self.$url,)+
                        _ => "",
                    };
                    if url.is_empty() { ::core::option::Option::None } else { ::core::option::Option::Some(url) }
                }
            }
        )?
    };
}

/// Defines an enum of words of a catalog.
#[doc(hidden)]
#[macro_export]
macro_rules! __words {
    ($(#[$outer:meta])* $name:ident: $($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        $(#[$outer])*
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::hash::Hash,
        )]
        #[allow(dead_code, reason = "a service uses what it needs")]
        #[allow(clippy::enum_variant_names, clippy::upper_case_acronyms, reason = "the names are the catalog's")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        #[automatically_derived]
        #[allow(dead_code, reason = "a service uses what it needs")]
        impl $name {
            /// All members, in the catalog's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the word, as the catalog spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        /// The word, as the catalog spells it.
        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Finds a member by its word.
        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = $crate::UnknownName;

            fn from_str(word: &str) -> ::core::result::Result<Self, $crate::UnknownName> {
                $crate::__private::by_word(Self::ALL, |one| one.as_str() == word)
            }
        }
    };
}
