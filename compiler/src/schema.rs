//! The catalog format as it is written, key by key.
//!
//! Every key of the format is declared here once, with its type. [`crate::lower`] decides what a value means beyond its type.

pub mod read;
mod values;
mod wire_code;

use errcat_core::{Action, FixableBy, Grpc, Idempotency, Jitter, ParamKind, PolicyKind, Recognize, Severity};

use self::read::{Entries, Field, List, Literal, Plain, Read, Unread, read_keys};
pub use self::values::{Factor, Milliseconds, RetryAfter, Status, Statuses, Version, Word};
pub use self::wire_code::WireCode;
use crate::diagnostic::Sink;
use crate::yaml::{Node, Value};

/// Declares structs whose fields are the optional keys of a mapping.
macro_rules! schema {
    ($($(#[$doc:meta])* pub struct $Name:ident { $($(#[$key_doc:meta])* pub $key:ident: $Type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Default)]
            pub struct $Name { $($(#[$key_doc])* pub $key: $Type,)* }

            impl $Name {
                const KEYS: &'static [&'static str] = &[$(cooked(stringify!($key)),)*];
            }

            impl Read for $Name {
                fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
                    let mut read = Self::default();
                    read_keys(node, Self::KEYS, sink, |key, value, sink| {
                        $(if key == cooked(stringify!($key)) {
                            read.$key = Read::read(value, sink).unwrap_or_default();
                        })*
                    })?;
                    Some(read)
                }
            }
        )*

        /// Returns the keys of the format, by the struct of the mapping that has them.
        pub const fn keys() -> &'static [(&'static str, &'static [&'static str])] {
            &[$((stringify!($Name), $Name::KEYS),)*]
        }
    };
}

/// Returns the key of a field whose name is a keyword of Rust.
const fn cooked(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// The unknown error: its texts, or the id of a code.
pub enum UnknownError {
    /// An error of its own.
    Own(Unknown),
    /// A code.
    Code(String),
}

impl Read for UnknownError {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Scalar(ref scalar) if scalar.quoted || Plain::of(&scalar.text) == Plain::Text => {
                String::read(node, sink).map(Self::Code)
            }
            _ => Unknown::read(node, sink).map(Self::Own),
        }
    }
}

schema! {
    /// `catalog.yaml`
    pub struct Header {
        pub catalog: Field<String>,
        pub title: Field<String>,
        pub version: Field<Version>,
        pub edition: Field<String>,
        pub language: Field<String>,
        pub docs_url: Field<String>,
        pub unknown: Field<UnknownError>,
        pub problem: Field<Problem>,
        pub retry: Field<Entries<Policy>>,
        /// Read from the tree: a value has a short and a long form.
        pub context: Field<Unread>,
        /// Read from the tree: JSON with `$name`s.
        pub envelopes: Field<Unread>,
        pub upstreams: Field<Entries<List<Row>>>,
        pub outcomes: Field<Entries<Outcome>>,
        /// Read from the tree: JSON with `$name`s.
        pub redirects: Field<Unread>,
        pub mentions: Field<Entries<String>>,
        /// Read from the tree, like a code.
        pub defaults: Field<Unread>,
    }

    /// Every other file of a catalog.
    pub struct File {
        /// Read from the tree, like a code.
        pub defaults: Field<Unread>,
        /// Read from the tree, code by code.
        pub codes: Field<Unread>,
        pub retired: Field<Entries<Retired>>,
    }

    /// `locales/<tag>.yaml`
    pub struct Locale {
        pub customer: Field<Entries<String>>,
        pub remediation: Field<Entries<String>>,
        pub unknown: Field<UnknownText>,
    }

    /// A code, or the defaults of codes.
    pub struct Entry {
        pub status: Field<Status>,
        pub fixable_by: Field<Word<FixableBy>>,
        pub message: Field<String>,
        pub remediation: Field<String>,
        pub title: Field<String>,
        pub wire_code: Field<WireCode>,
        pub aliases: Field<List<String>>,
        pub rust_name: Field<String>,
        /// Read from the tree: a value has a short and a long form.
        pub params: Field<Unread>,
        pub customer: Field<String>,
        pub shown_as: Field<String>,
        pub retry: Field<String>,
        pub outcome: Field<String>,
        pub envelope: Field<String>,
        /// Read from the tree: JSON values.
        pub set: Field<Unread>,
        pub field: Field<String>,
        pub provider_codes: Field<Entries<List<String>>>,
        pub recognize: Field<Word<Recognize>>,
        pub grpc: Field<Word<Grpc>>,
        pub severity: Field<Word<Severity>>,
        pub since: Field<String>,
        pub deprecated: Field<Deprecated>,
        pub see: Field<List<String>>,
        pub docs_url: Field<String>,
        pub owner: Field<String>,
        pub tags: Field<List<String>>,
        pub citations: Field<List<Citation>>,
    }

    /// The long form of a parameter.
    pub struct Param {
        pub r#type: Field<Word<ParamKind>>,
        /// Read from the tree: a scalar of the type.
        pub example: Field<Unread>,
        pub sensitive: Field<bool>,
        pub optional: Field<bool>,
    }

    /// The long form of a value of the context.
    pub struct ContextValue {
        pub r#type: Field<Word<ParamKind>>,
        /// Read from the tree: a scalar of the type.
        pub example: Field<Unread>,
        pub sensitive: Field<bool>,
        pub log: Field<bool>,
    }

    /// Problem details (RFC 9457).
    pub struct Problem {
        pub r#type: Field<String>,
    }

    pub struct Unknown {
        pub status: Field<Status>,
        pub code: Field<WireCode>,
        pub message: Field<String>,
        pub customer: Field<String>,
        pub envelope: Field<String>,
        /// Read from the tree: JSON values.
        pub set: Field<Unread>,
    }

    pub struct UnknownText {
        pub customer: Field<String>,
    }

    pub struct Policy {
        pub kind: Field<Word<PolicyKind>>,
        pub first: Field<Milliseconds>,
        pub factor: Field<Factor>,
        pub max: Field<Milliseconds>,
        pub retries: Field<u32>,
        pub total: Field<Milliseconds>,
        pub jitter: Field<Word<Jitter>>,
        pub retry_after: Field<RetryAfter>,
        pub idempotency: Field<Word<Idempotency>>,
        pub limits: Field<List<Limit>>,
    }

    /// The long form of `retry_after`.
    pub struct RetryAfterBound {
        pub max: Field<Milliseconds>,
    }

    pub struct Limit {
        pub scheme: Field<String>,
        pub count: Field<u32>,
        pub window: Field<Milliseconds>,
        pub from: Field<String>,
        pub citation: Field<String>,
    }

    pub struct Row {
        pub contains: Field<String>,
        pub status: Field<Statuses>,
        pub at: Field<String>,
        pub equals: Field<Literal>,
        pub one_of: Field<List<Literal>>,
        pub provider_codes: Field<String>,
        pub is: Field<String>,
        pub take: Field<Entries<String>>,
    }

    pub struct Outcome {
        pub action: Field<Word<Action>>,
        pub to: Field<String>,
        pub then: Field<String>,
        pub session: Field<String>,
        pub query: Field<String>,
    }

    pub struct Retired {
        pub since: Field<String>,
        pub until: Field<String>,
        pub replaced_by: Field<String>,
        pub reason: Field<String>,
        pub wire_code: Field<WireCode>,
        pub aliases: Field<List<String>>,
        pub shown_as: Field<String>,
        pub docs_url: Field<String>,
    }

    pub struct Deprecated {
        pub since: Field<String>,
        pub replaced_by: Field<String>,
        pub reason: Field<String>,
    }

    pub struct Citation {
        pub page: Field<String>,
        pub edition: Field<String>,
        pub assumed: Field<bool>,
    }
}
