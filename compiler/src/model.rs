//! A catalog as its author wrote it: every reference resolved, every default applied, with the places of its values.

mod code;
mod envelope;
pub mod template;
mod upstream;

use std::collections::HashSet;

use errcat_core::{Action, Idempotency, Jitter, ParamKind, PolicyKind};

pub use self::code::{Citation, Code, Deprecation, Mask, ProviderCode, Retired};
pub use self::envelope::{Envelope, Json};
pub use self::upstream::{At, Member, Row, Upstream};
use crate::model::template::Template;
pub use crate::schema::read::Literal;
use crate::text::span::{Span, Spanned};

/// The one session status that is not terminal.
pub const OPEN_SESSION: &str = errcat_core::Session::PENDING.as_str();

/// A catalog. A value that could not be read has been reported and has its default here.
#[derive(Debug, Default)]
pub struct Model {
    /// The start of the header.
    pub span: Span,
    /// The name, which is a Rust module name.
    pub name: String,
    /// The title for people.
    pub title: String,
    /// The version.
    pub version: String,
    /// The edition of the documentation that it describes.
    pub edition: Option<String>,
    /// The language of its texts, as a BCP 47 tag.
    pub language: String,
    /// The URL of a code's documentation, with `{code}` for the id.
    pub docs_url: Option<String>,
    /// The URI of problem types, with `{code}` for the id; `None` if problem types are links.
    pub problem_type: Option<Spanned<String>>,
    /// The answer for unknown errors.
    pub unknown: Unknown,
    /// The retry policies.
    pub policies: Vec<Policy>,
    /// The context: values that each request provides.
    pub context: Vec<Param>,
    /// The envelopes.
    pub envelopes: Vec<Envelope>,
    /// The redirects, which are flat.
    pub redirects: Vec<Envelope>,
    /// The outcomes.
    pub outcomes: Vec<Outcome>,
    /// The upstreams.
    pub upstreams: Vec<Upstream>,
    /// The names and ids whose definitions could not be read, and the keys none of whose definitions could. References to them
    /// are not reported again.
    pub broken: HashSet<String>,
    /// The codes, in the order of files and lines.
    pub codes: Vec<Code>,
    /// The retired ids.
    pub retired: Vec<Retired>,
    /// The translations, one for each language.
    pub locales: Vec<Locale>,
    /// The masked codes that public texts may name.
    pub mentions: Vec<Mention>,
}

/// A reference to a definition by its name.
#[derive(Clone, Debug)]
pub struct Ref {
    /// The name as it is written.
    pub name: Spanned<String>,
    /// The index of the definition, once it is resolved.
    pub to: Option<usize>,
}

/// The answer for unknown errors.
#[derive(Debug, Default)]
pub struct Unknown {
    /// The place where the header states it.
    pub span: Span,
    /// The HTTP status code.
    pub status: u16,
    /// The wire code.
    pub code: Spanned<String>,
    /// The wire code as a number, if it is one.
    pub number: Option<i64>,
    /// Whether the header states the wire code.
    pub states_code: bool,
    /// The code that it is; none for an error of its own. The other fields are those of the code, once it is resolved.
    pub is: Option<Ref>,
    /// The text for developers.
    pub message: String,
    /// The text for customers.
    pub customer: String,
    /// The envelope; `None` for problem details.
    pub envelope: Option<Ref>,
    /// Constants for the envelope: its own, then those of `defaults`.
    pub set: Vec<(Spanned<String>, Json)>,
}

/// A masked code that public texts may name.
#[derive(Debug)]
pub struct Mention {
    /// The code, or the retired id.
    pub id: Spanned<String>,
    /// The place of the code, or of the retired id behind all codes, once it is resolved.
    pub to: Option<usize>,
}

/// A retry policy.
#[derive(Debug)]
pub struct Policy {
    /// The name.
    pub name: Spanned<String>,
    /// What must happen before a retry.
    pub kind: PolicyKind,
    /// The first wait, in milliseconds.
    pub first: u64,
    /// The factor by which each wait grows, in thousandths.
    pub factor: u32,
    /// The longest wait, in milliseconds; 0 for no limit.
    pub max: u64,
    /// The most retries after the first call.
    pub retries: u32,
    /// The most time for all attempts, in milliseconds; 0 for no limit.
    pub total: u64,
    /// How waits are randomized.
    pub jitter: Jitter,
    /// The longest `Retry-After` of an answer in milliseconds that is followed; 0 if it is ignored.
    pub retry_after: u64,
    /// The idempotency key of a retry.
    pub idempotency: Idempotency,
    /// The limits of payment schemes and other parties.
    pub limits: Vec<Limit>,
}

/// A limit on attempts.
#[derive(Debug)]
pub struct Limit {
    /// The party that sets the limit.
    pub scheme: String,
    /// The most attempts in the window.
    pub count: u32,
    /// The window, in milliseconds.
    pub window: u64,
    /// The first day on which it applies.
    pub from: Option<String>,
    /// The document that states it.
    pub citation: Option<String>,
}

/// A parameter of a code, or a context value.
#[derive(Debug)]
pub struct Param {
    /// The name.
    pub name: Spanned<String>,
    /// The type.
    pub kind: ParamKind,
    /// The example, as text.
    pub example: String,
    /// Whether it is sensitive, and must not be in texts.
    pub sensitive: bool,
    /// Whether a parameter may be left out.
    pub optional: bool,
    /// Whether a context value is for the log.
    pub log: bool,
}

/// An outcome.
#[derive(Debug)]
pub struct Outcome {
    /// The name.
    pub name: Spanned<String>,
    /// Where the customer goes.
    pub action: Action,
    /// The name of the URL.
    pub to: Option<String>,
    /// The session status that follows.
    pub session: Spanned<String>,
    /// The redirect, which gives the parameters of the URL.
    pub query: Option<Ref>,
}

/// The translations of one language.
#[derive(Debug)]
pub struct Locale {
    /// The BCP 47 tag.
    pub tag: String,
    /// The start of the file.
    pub span: Span,
    /// The text that customers read where a code has none.
    pub unknown_customer: Option<Spanned<String>>,
    /// The customer texts.
    pub customer: Vec<Translation>,
    /// The remediations.
    pub remediation: Vec<Translation>,
}

/// A translated text.
#[derive(Debug)]
pub struct Translation {
    /// The code.
    pub code: Ref,
    /// The text.
    pub text: Template,
}
