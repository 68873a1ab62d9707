//! The closed vocabularies of the catalog format, each with its words in YAML and JSON.

use core::fmt;
use core::str::FromStr;

use crate::sealed::Sealed;

/// A closed set of words of the catalog format, such as [`Severity`]. The trait is sealed.
pub trait Vocabulary: Sealed + Copy + PartialEq + 'static {
    /// The name of the set in messages, such as `severity`.
    const WHAT: &'static str;
    /// All members, in the order of their numbers.
    const ALL: &'static [Self];
    /// The words of [`Self::ALL`], in the same order.
    const WORDS: &'static [&'static str];
}

/// The error of parsing a word or a name: no item has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownName;

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("unknown name")
    }
}

impl core::error::Error for UnknownName {}

macro_rules! vocabulary {
    ($what:literal, $(#[$outer:meta])* $name:ident: $($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All members, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the word, as a catalog spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// Returns the member of a number in a table; compiled, it is a range check.
            #[inline]
            pub(crate) const fn of(number: u32) -> Self {
                $(if number == Self::$variant as u32 {
                    return Self::$variant;
                })*
                panic!("tables hold numbers of members only")
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Finds a member by its word.
        impl FromStr for $name {
            type Err = UnknownName;

            fn from_str(word: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|member| member.as_str() == word).ok_or(UnknownName)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl Sealed for $name {}

        impl Vocabulary for $name {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = Self::ALL;
            const WORDS: &'static [&'static str] = &[$($word,)*];
        }
    };
}

vocabulary! { "fixer",
    /// Who can fix an error.
    FixableBy:
    /// The person who pays or uses the product.
    Customer = "customer",
    /// The developer of the client that sent the request.
    Developer = "developer",
    /// The people who configure the service for its owner, such as a merchant's back office.
    Operator = "operator",
    /// The provider of the service, or of an upstream.
    Provider = "provider",
    /// Nobody.
    Nobody = "nobody",
}

vocabulary! { "severity",
    /// The severity with which an error is reported.
    Severity:
    /// Something is broken.
    Error = "error",
    /// Somebody should look into it.
    Warn = "warn",
    /// It is part of normal operation.
    Info = "info",
}

vocabulary! { "gRPC code",
    /// The canonical gRPC status codes, with their numbers (google/rpc/code.proto).
    Grpc:
    /// 0: not an error.
    Ok = "OK",
    /// 1: canceled, typically by the caller.
    Cancelled = "CANCELLED",
    /// 2: an unknown error.
    Unknown = "UNKNOWN",
    /// 3: an argument is invalid in any state of the system.
    InvalidArgument = "INVALID_ARGUMENT",
    /// 4: the deadline passed.
    DeadlineExceeded = "DEADLINE_EXCEEDED",
    /// 5: not found.
    NotFound = "NOT_FOUND",
    /// 6: already exists.
    AlreadyExists = "ALREADY_EXISTS",
    /// 7: the caller may not do this.
    PermissionDenied = "PERMISSION_DENIED",
    /// 8: a quota or resource is used up.
    ResourceExhausted = "RESOURCE_EXHAUSTED",
    /// 9: the system is not in the state that the call requires.
    FailedPrecondition = "FAILED_PRECONDITION",
    /// 10: aborted, typically by a conflict.
    Aborted = "ABORTED",
    /// 11: past the valid range.
    OutOfRange = "OUT_OF_RANGE",
    /// 12: not implemented.
    Unimplemented = "UNIMPLEMENTED",
    /// 13: an internal error.
    Internal = "INTERNAL",
    /// 14: unavailable for now.
    Unavailable = "UNAVAILABLE",
    /// 15: data is lost.
    DataLoss = "DATA_LOSS",
    /// 16: no valid authentication.
    Unauthenticated = "UNAUTHENTICATED",
}

impl Severity {
    /// Returns the severity of an HTTP status code, for codes whose catalog names none: `info` below 400, `warn` below 500, otherwise
    /// `error`.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_status(status: Option<u16>) -> Self {
        match status {
            Some(100..=399) => Self::Info,
            Some(400..=499) => Self::Warn,
            _ => Self::Error,
        }
    }
}

impl Grpc {
    /// The gRPC code of an HTTP status code, for codes whose catalog names none.
    ///
    /// | status | gRPC code |
    /// |---|---|
    /// | 401 | `UNAUTHENTICATED` |
    /// | 403 | `PERMISSION_DENIED` |
    /// | 404, 410 | `NOT_FOUND` |
    /// | 409 | `ABORTED` |
    /// | 412 | `FAILED_PRECONDITION` |
    /// | 416 | `OUT_OF_RANGE` |
    /// | 429 | `RESOURCE_EXHAUSTED` |
    /// | 499 | `CANCELLED` |
    /// | any other 4xx, as 400 | `INVALID_ARGUMENT` |
    /// | 501 | `UNIMPLEMENTED` |
    /// | 502, 503 | `UNAVAILABLE` |
    /// | 504 | `DEADLINE_EXCEEDED` |
    /// | any other 5xx, as 500 | `INTERNAL` |
    /// | below 400, or none | `UNKNOWN` |
    ///
    /// This is the inverse of the mapping in google/rpc/code.proto. If several codes have one status, it is the most general
    /// one: 409 is `ABORTED`, because not every conflict is `ALREADY_EXISTS`. The file does not list 410, 412, 416 and 502;
    /// they have the code with the same meaning. Any other status has the code of its class (RFC 9110, section 15).
    #[must_use]
    pub const fn of_status(status: Option<u16>) -> Self {
        match status {
            Some(401) => Self::Unauthenticated,
            Some(403) => Self::PermissionDenied,
            Some(404 | 410) => Self::NotFound,
            Some(409) => Self::Aborted,
            Some(412) => Self::FailedPrecondition,
            Some(416) => Self::OutOfRange,
            Some(429) => Self::ResourceExhausted,
            Some(499) => Self::Cancelled,
            Some(400..=498) => Self::InvalidArgument,
            Some(501) => Self::Unimplemented,
            Some(502 | 503) => Self::Unavailable,
            Some(504) => Self::DeadlineExceeded,
            Some(500..=599) => Self::Internal,
            _ => Self::Unknown,
        }
    }
}

vocabulary! { "kind of recognition",
    /// How an answer is recognized as a code.
    Recognize:
    /// By the envelope of the code.
    Envelope = "envelope",
    /// Never, because its text is free.
    Never = "never",
    /// By the status alone.
    Status = "status",
}

vocabulary! { "kind of policy",
    /// What has to happen before a call is repeated.
    PolicyKind:
    /// Nothing: at once.
    Immediate = "immediate",
    /// A wait that grows with each retry.
    Backoff = "backoff",
    /// The same wait before each retry.
    Delay = "delay",
    /// Somebody changes something first.
    AfterChange = "after_change",
    /// Somebody authenticates first.
    AfterAuthentication = "after_authentication",
    /// The call is never repeated.
    Never = "never",
}

vocabulary! { "jitter",
    /// How waits are spread at random.
    Jitter:
    /// Not at all.
    None = "none",
    /// Evenly between zero and the wait.
    Full = "full",
    /// Evenly between half the wait and the wait.
    Equal = "equal",
}

vocabulary! { "idempotency rule",
    /// The idempotency key of a repeated call.
    Idempotency:
    /// The key of the first call.
    SameKey = "same_key",
    /// A new key.
    NewKey = "new_key",
}

vocabulary! { "action",
    /// What happens to the customer.
    Action:
    /// The customer is sent to a URL.
    Redirect = "redirect",
    /// The customer stays and sees a message.
    Inline = "inline",
    /// The customer sees a page of the service, which leads to a URL.
    Page = "page",
}

vocabulary! { "type of parameter",
    /// The type of a parameter's value.
    ParamKind:
    /// Text.
    String = "string",
    /// An integer of 64 bits with a sign. A greater number in an answer does not match.
    Integer = "integer",
    /// A number of double precision (IEEE 754). Digits of an answer after the fifteenth may be lost.
    Number = "number",
    /// `true` or `false`.
    Boolean = "boolean",
    /// Any JSON value.
    Json = "json",
}
