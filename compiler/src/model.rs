//! A catalog as its author wrote it: every reference resolved, every default applied, with the places of its values.

pub mod template;

use std::collections::HashSet;

use errcat_core::{Action, FixableBy, Grpc, Idempotency, Jitter, ParamKind, PolicyKind, Recognize, Severity};

use crate::model::template::Template;
use crate::schema::read::Literal;
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
    /// The template of problem types, `{code}` still in it, if it is not that of links.
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
}

/// A reference to a definition by its name.
#[derive(Debug)]
pub struct Ref {
    /// The name as it is written.
    pub name: Spanned<String>,
    /// The index of the definition, once it is resolved.
    pub to: Option<usize>,
}

/// The answer for unknown errors.
#[derive(Debug, Default)]
pub struct Unknown {
    /// The HTTP status code.
    pub status: u16,
    /// The wire code.
    pub code: Spanned<String>,
    /// The wire code as a number, if it travels as one.
    pub number: Option<i64>,
    /// Whether the header states the wire code.
    pub states_code: bool,
    /// The text for developers.
    pub message: String,
    /// The text for customers.
    pub customer: String,
    /// The envelope, which codes without one share; `None` for problem details.
    pub envelope: Option<Ref>,
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
    /// Whether a `Retry-After` of the answer is the shortest wait.
    pub retry_after: bool,
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
}

/// An envelope or redirect.
#[derive(Debug)]
pub struct Envelope {
    /// The name.
    pub name: Spanned<String>,
    /// The JSON shape.
    pub template: Json,
}

/// JSON with `$name`s. Members keep their order.
#[derive(Debug)]
pub enum Json {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text.
    String(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
    /// `$name` or `$name?`
    Name {
        /// The name.
        name: String,
        /// Whether the member can be absent: `$name?`.
        optional: bool,
        /// The place.
        span: Span,
    },
}

impl Json {
    /// Returns the place of the first `$name`.
    pub fn first_name(&self) -> Option<Span> {
        match self {
            Self::Name { span, .. } => Some(*span),
            Self::List(items) => items.iter().find_map(Self::first_name),
            Self::Object(members) => members.iter().find_map(|(_, value)| value.first_name()),
            _ => None,
        }
    }

    /// Returns whether answers of this shape contain their codes.
    pub fn says_code(&self) -> bool {
        match self {
            Self::Name { name, .. } => name == "code",
            Self::List(items) => items.iter().any(Self::says_code),
            Self::Object(members) => members.iter().any(|(_, value)| value.says_code()),
            _ => false,
        }
    }
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

/// An upstream: rows that turn raw answers of another API into codes. The first match wins.
#[derive(Debug)]
pub struct Upstream {
    /// The name.
    pub name: Spanned<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of an upstream.
#[derive(Debug)]
pub struct Row {
    /// The place.
    pub span: Span,
    /// The text that the body contains; ASCII letters match in any case.
    pub contains: Option<String>,
    /// The statuses that match, as inclusive ranges; empty for any.
    pub status: Vec<(u16, u16)>,
    /// What a member of the body must be.
    pub at: Option<At>,
    /// The code of such an answer; none for the code that the member means.
    pub is: Option<Ref>,
    /// The parameters that are taken from the body, with the pointers of their members.
    pub take: Vec<(Spanned<String>, Spanned<String>)>,
}

/// A condition on a member of an upstream's body.
#[derive(Debug)]
pub struct At {
    /// The JSON Pointer of the member (RFC 6901).
    pub pointer: String,
    /// What it is compared with.
    pub is: Member,
}

/// What a member of an upstream's body is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Member {
    /// One of these values.
    OneOf(Vec<Literal>),
    /// The provider codes of a scope.
    Scope(Spanned<String>),
}

/// A code.
#[derive(Debug)]
pub struct Code {
    /// The id.
    pub id: Spanned<String>,
    /// The Rust variant.
    pub rust_name: String,
    /// The place of its entry.
    pub span: Span,
    /// The HTTP status code; `None` for a code that is not an HTTP answer.
    pub status: Option<u16>,
    /// Who can fix it.
    pub fixable_by: FixableBy,
    /// The message for developers.
    pub message: Template,
    /// What the one who can fix it should do.
    pub remediation: Template,
    /// The text for customers; empty if it was reported.
    pub customer: Option<Template>,
    /// The title.
    pub title: String,
    /// The wire code, if it is not the id.
    pub wire_code: Option<Spanned<String>>,
    /// The code as a number, if it travels as one.
    pub wire_number: Option<i64>,
    /// Whether its entry states what it travels as.
    pub states_wire_code: bool,
    /// Other names by which it is known. They are never sent.
    pub aliases: Vec<Spanned<String>>,
    /// The parameters.
    pub params: Vec<Param>,
    /// The mask.
    pub shown_as: Mask,
    /// The retry policy; `None` for never.
    pub retry: Option<Ref>,
    /// The outcome.
    pub outcome: Option<Ref>,
    /// The envelope; `None` for problem details.
    pub envelope: Option<Ref>,
    /// Constants for the envelope.
    pub set: Vec<(Spanned<String>, Json)>,
    /// The input that caused the error.
    pub field: Option<String>,
    /// The provider codes that mean this code.
    pub provider_codes: Vec<ProviderCode>,
    /// How an answer is recognized.
    pub recognize: Recognize,
    /// The gRPC status code.
    pub grpc: Grpc,
    /// The severity for logs.
    pub severity: Severity,
    /// The version that introduced it.
    pub since: Option<String>,
    /// The deprecation.
    pub deprecated: Option<Deprecation>,
    /// Related codes.
    pub see: Vec<Ref>,
    /// The URL of its documentation, if it has its own.
    pub docs_url: Option<String>,
    /// The owner.
    pub owner: Option<String>,
    /// Words to filter by.
    pub tags: Vec<String>,
    /// The documents that state its facts.
    pub citations: Vec<Citation>,
}

/// The mask of a code: what the public sees instead.
#[derive(Debug, Default)]
pub enum Mask {
    /// No mask.
    #[default]
    Itself,
    /// Another code.
    As(Ref),
    /// The unknown error.
    Unknown,
}

/// A provider code.
#[derive(Debug)]
pub struct ProviderCode {
    /// The scope.
    pub scope: String,
    /// The code, or a range or prefix of codes.
    pub code: Spanned<String>,
}

/// The deprecation of a code.
#[derive(Debug)]
pub struct Deprecation {
    /// The version that deprecated it.
    pub since: Option<String>,
    /// The successor.
    pub replaced_by: Option<Ref>,
    /// The reason.
    pub reason: Option<String>,
}

/// A document that states a fact.
#[derive(Debug)]
pub struct Citation {
    /// The page.
    pub page: String,
    /// The edition of the page.
    pub edition: Option<String>,
    /// Whether the fact is an assumption, because the page does not state it.
    pub assumed: bool,
}

/// A retired id.
#[derive(Debug)]
pub struct Retired {
    /// The id.
    pub id: Spanned<String>,
    /// The version that introduced it.
    pub since: Option<String>,
    /// The version that retired it.
    pub until: Option<String>,
    /// The successor, resolved to a code through other retired ids.
    pub replaced_by: Option<Ref>,
    /// The reason.
    pub reason: Option<String>,
    /// The code as it travelled, if that was not the id.
    pub wire_code: Option<Spanned<String>>,
    /// The same as a number, if it travelled as one.
    pub wire_number: Option<i64>,
    /// Other names by which it was known.
    pub aliases: Vec<Spanned<String>>,
    /// What it was shown as.
    pub shown_as: Mask,
    /// The problem type that was its own.
    pub docs_url: Option<Spanned<String>>,
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
