//! The model: a catalog with every name looked up and every default applied, and still the spans to complain about.

pub mod template;

use std::collections::HashSet;

use errcat_core::{Action, FixableBy, Grpc, Idempotency, Jitter, ParamKind, PolicyKind, Recognize, Severity};

use crate::model::template::Template;
use crate::schema::de::Spanned;
use crate::text::source::Span;

/// The one session status that is not terminal.
pub const OPEN_SESSION: &str = errcat_core::Session::PENDING.as_str();

/// A catalog. What could not be read has been reported and stands here as its default.
#[derive(Default)]
pub struct Model {
    /// Where the header begins.
    pub span: Span,
    /// The name, a Rust module name.
    pub name: String,
    /// The title for people.
    pub title: String,
    /// The catalog's version.
    pub version: String,
    /// The edition of the documentation it describes.
    pub edition: Option<String>,
    /// The language tag of its texts.
    pub language: String,
    /// The link template, `{code}` still in it.
    pub docs_url: Option<String>,
    /// What an unrecognized error looks like.
    pub unknown: Unknown,
    /// Named retry policies.
    pub policies: Vec<Policy>,
    /// Values that only a request knows.
    pub context: Vec<Param>,
    /// Named envelopes.
    pub envelopes: Vec<Envelope>,
    /// Named redirects: flat templates.
    pub redirects: Vec<Envelope>,
    /// Named outcomes.
    pub outcomes: Vec<Outcome>,
    /// How raw answers of others become codes.
    pub upstreams: Vec<Upstream>,
    /// Names and ids whose entries could not be read, and keys all of whose entries could not: that something is missing there
    /// would be a second complaint.
    pub broken: HashSet<String>,
    /// The codes, in the order of files and lines.
    pub codes: Vec<Code>,
    /// The tombstones.
    pub retired: Vec<Retired>,
    /// The translations, by language tag.
    pub locales: Vec<Locale>,
}

/// A name that stands somewhere and what it turned out to name.
pub struct Ref {
    /// The name as written.
    pub name: Spanned<String>,
    /// The place of what it names, once that is known.
    pub to: Option<usize>,
}

/// What an unrecognized error looks like.
#[derive(Default)]
pub struct Unknown {
    /// HTTP status code.
    pub status: u16,
    /// The code that it shows.
    pub code: Spanned<String>,
    /// The text for developers.
    pub message: String,
    /// The text for customers.
    pub customer: String,
    /// The envelope it travels in, which is that of codes that name none; none for problem details.
    pub envelope: Option<Ref>,
}

/// A named retry policy.
pub struct Policy {
    /// Its name.
    pub name: Spanned<String>,
    /// What has to happen first.
    pub kind: PolicyKind,
    /// The first wait, in milliseconds.
    pub first: u64,
    /// What each wait is multiplied by, in thousandths.
    pub factor: u32,
    /// The longest wait, in milliseconds; 0 for none.
    pub max: u64,
    /// Repetitions after the first call.
    pub retries: u32,
    /// The time in all, in milliseconds; 0 for none.
    pub total: u64,
    /// How waits are spread.
    pub jitter: Jitter,
    /// Whether `Retry-After` is a lower bound.
    pub retry_after: bool,
    /// Which idempotency key a retry carries.
    pub idempotency: Idempotency,
    /// Limits that others set.
    pub limits: Vec<Limit>,
}

/// A limit on repetitions.
pub struct Limit {
    /// Who sets it.
    pub scheme: String,
    /// How many attempts.
    pub count: u32,
    /// Within how many milliseconds.
    pub window: u64,
    /// From which day on.
    pub from: Option<String>,
    /// Where it is written.
    pub citation: Option<String>,
}

/// A parameter of a code, or a value of the context.
pub struct Param {
    /// Its name.
    pub name: Spanned<String>,
    /// The type of its values.
    pub kind: ParamKind,
    /// An example, as text.
    pub example: String,
    /// Whether it stays out of texts.
    pub sensitive: bool,
}

/// A named envelope or redirect.
pub struct Envelope {
    /// Its name.
    pub name: Spanned<String>,
    /// What it looks like.
    pub template: Json,
}

/// A JSON template; members keep their order.
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
        /// Whether the member may be absent.
        optional: bool,
        /// Where it stands.
        span: Span,
    },
}

impl Json {
    /// Where the first `$name` in it stands.
    pub fn first_name(&self) -> Option<Span> {
        match self {
            Self::Name { span, .. } => Some(*span),
            Self::List(items) => items.iter().find_map(Self::first_name),
            Self::Object(members) => members.iter().find_map(|(_, value)| value.first_name()),
            _ => None,
        }
    }

    /// Whether every answer in this template says its code.
    pub fn says_code(&self) -> bool {
        match self {
            Self::Name { name, optional, .. } => name == "code" && !optional,
            Self::List(items) => items.iter().any(Self::says_code),
            Self::Object(members) => members.iter().any(|(_, value)| value.says_code()),
            _ => false,
        }
    }
}

/// A named outcome.
pub struct Outcome {
    /// Its name.
    pub name: Spanned<String>,
    /// What happens to the customer.
    pub action: Action,
    /// The URL's name.
    pub to: Option<String>,
    /// The session status that follows.
    pub session: Spanned<String>,
    /// The redirect whose parameters the URL carries.
    pub query: Option<Ref>,
}

/// A named list of rows: top to bottom, the first match wins.
pub struct Upstream {
    /// Its name.
    pub name: Spanned<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of an upstream.
pub struct Row {
    /// Where it stands.
    pub span: Span,
    /// What the body contains, ASCII case-insensitively.
    pub contains: Option<String>,
    /// The statuses it holds for, as inclusive ranges; empty for any.
    pub status: Vec<(u16, u16)>,
    /// The code it becomes.
    pub is: Option<Ref>,
}

/// A code.
pub struct Code {
    /// Its id.
    pub id: Spanned<String>,
    /// Its Rust variant.
    pub rust_name: String,
    /// Where its entry stands.
    pub span: Span,
    /// HTTP status code, none for no answer of its own.
    pub status: Option<u16>,
    /// Who can fix it.
    pub fixable_by: FixableBy,
    /// The developer-facing text.
    pub message: Template,
    /// What the one who can fix it does.
    pub remediation: Template,
    /// The text for customers; empty if there is one, but it was reported.
    pub customer: Option<Template>,
    /// The heading.
    pub title: String,
    /// The code as it travels, if that is not the id.
    pub wire_code: Option<Spanned<String>>,
    /// Its parameters.
    pub params: Vec<Param>,
    /// What it is shown as.
    pub shown_as: Mask,
    /// Its policy; none for never.
    pub retry: Option<Ref>,
    /// Its outcome.
    pub outcome: Option<Ref>,
    /// Its envelope; none for problem details.
    pub envelope: Option<Ref>,
    /// Constants for its envelope.
    pub set: Vec<(Spanned<String>, Json)>,
    /// The input at fault.
    pub field: Option<String>,
    /// The codes of others that mean it.
    pub provider_codes: Vec<ProviderCode>,
    /// How an answer is recognized.
    pub recognize: Recognize,
    /// The canonical gRPC code.
    pub grpc: Grpc,
    /// How loudly it is reported.
    pub severity: Severity,
    /// The version that brought it.
    pub since: Option<String>,
    /// That it should no longer be used.
    pub deprecated: Option<Deprecation>,
    /// Other codes to read.
    pub see: Vec<Ref>,
    /// A link of its own.
    pub docs_url: Option<String>,
    /// Who looks after it.
    pub owner: Option<String>,
    /// Free words.
    pub tags: Vec<String>,
    /// Where its facts come from.
    pub citations: Vec<Citation>,
}

/// What a code is shown as wherever the public looks.
#[derive(Default)]
pub enum Mask {
    /// Itself.
    #[default]
    Itself,
    /// Another code.
    As(Ref),
    /// The catalog's unknown error.
    Unknown,
}

/// A provider's code in its scope.
pub struct ProviderCode {
    /// The scope.
    pub scope: String,
    /// The code; or a range or prefix of codes, well formed.
    pub code: Spanned<String>,
}

/// That a code should no longer be used.
pub struct Deprecation {
    /// Since which version.
    pub since: Option<String>,
    /// What to use instead.
    pub replaced_by: Option<Ref>,
    /// Why.
    pub reason: Option<String>,
}

/// Where a fact comes from.
pub struct Citation {
    /// The page.
    pub page: String,
    /// Its edition.
    pub edition: Option<String>,
    /// Whether the page is silent.
    pub assumed: bool,
}

/// A tombstone.
pub struct Retired {
    /// The id.
    pub id: Spanned<String>,
    /// The version that brought it.
    pub since: Option<String>,
    /// The version that retired it.
    pub until: Option<String>,
    /// What to use instead; resolved to a code, through other tombstones if need be.
    pub replaced_by: Option<Ref>,
    /// Why.
    pub reason: Option<String>,
}

/// The translations of one language.
pub struct Locale {
    /// The language tag.
    pub tag: String,
    /// Where the file begins.
    pub span: Span,
    /// What a customer reads where a code has no text.
    pub unknown_customer: Option<Spanned<String>>,
    /// Customer texts.
    pub customer: Vec<Translation>,
    /// Remediations.
    pub remediation: Vec<Translation>,
}

/// A translated text.
pub struct Translation {
    /// The code.
    pub code: Ref,
    /// The text.
    pub text: Template,
}
