//! Codes and retired ids.

use errcat_core::{FixableBy, Grpc, Recognize, Severity};

use super::envelope::Json;
use super::template::Template;
use super::{Param, Ref};
use crate::text::id::{title, variant};
use crate::text::span::{Span, Spanned};

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
    /// The instructions for whoever can fix it.
    pub remediation: Template,
    /// The text for customers; empty if it was invalid.
    pub customer: Option<Template>,
    /// The title.
    pub title: String,
    /// The wire code, if it is not the id.
    pub wire_code: Option<Spanned<String>>,
    /// The wire code as a number, if it is one.
    pub wire_number: Option<i64>,
    /// Whether its entry states the wire code.
    pub states_wire_code: bool,
    /// Other names by which it is known. They are never sent.
    pub aliases: Vec<Spanned<String>>,
    /// The parameters.
    pub params: Vec<Param>,
    /// The mask.
    pub shown_as: Mask,
    /// The retry policy; `None` for never.
    pub retry: Option<Ref>,
    /// The outcome. That of a masked code is its mask's.
    pub outcome: Option<Ref>,
    /// The place where its own entry states an outcome.
    pub states_outcome: Option<Span>,
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

impl Code {
    /// Returns whether its Rust name is the one that its id becomes.
    pub fn has_default_rust_name(&self) -> bool {
        self.rust_name == variant(&self.id.value)
    }

    /// Returns whether its title is the one that its id becomes.
    pub fn has_default_title(&self) -> bool {
        self.title == title(&self.id.value)
    }
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
    /// The wire code that it had, if that was not the id.
    pub wire_code: Option<Spanned<String>>,
    /// The wire code as a number, if it was one.
    pub wire_number: Option<i64>,
    /// Other names by which it was known.
    pub aliases: Vec<Spanned<String>>,
    /// The mask that it had.
    pub shown_as: Mask,
    /// The problem type that it had, if it had its own.
    pub docs_url: Option<Spanned<String>>,
}
