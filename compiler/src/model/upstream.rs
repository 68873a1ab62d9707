//! Upstreams: rows that turn the raw answers of another API into codes.

use super::Ref;
use crate::schema::read::Literal;
use crate::text::span::{Span, Spanned};

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
    /// The condition on a member of the body.
    pub at: Option<At>,
    /// The code of a matching answer; `None` if the member is a provider code, which means the code.
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
