//! Writes the outcomes of a catalog: an enum of outcomes, one of session statuses, and the URLs that they need.

use std::collections::HashSet;
use std::fmt::Write;

use errcat_core::{Action, Catalog, Outcome, Session};

use super::errors::identifier;
use crate::text::id::variant;

/// Writes the types of a catalog with outcomes.
pub(super) fn write(krate: &str, catalog: Catalog<'_>, out: &mut String) -> std::fmt::Result {
    if catalog.outcomes().len() == 0 {
        return Ok(());
    }
    writeln!(out, "\n{krate}::__checkout! {{\n    Code, CATALOG;")?;
    for outcome in catalog.outcomes() {
        document(outcome, out)?;
        let (own, after) = (rust_name(outcome.name), rust_name(outcome.session.as_str()));
        writeln!(out, "    {own} = {:?} => {after},", outcome.name)?;
    }
    let mut sessions = vec![Session::PENDING];
    let mut urls: Vec<&str> = Vec::new();
    for outcome in catalog.outcomes() {
        if !sessions.contains(&outcome.session) {
            sessions.push(outcome.session);
        }
        for url in outcome.urls().filter(|url| !url.is_empty()) {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
    }
    out.push_str("    ;\n    #[doc = \" The session goes on.\"]\n    #[default]\n");
    for (at, session) in sessions.iter().enumerate() {
        if at > 0 {
            out.push_str("    #[doc = \" The session has ended.\"]\n");
        }
        writeln!(out, "    {} = {:?},", rust_name(session.as_str()), session.as_str())?;
    }
    out.push_str("    ;\n");
    let mut taken = HashSet::new();
    for url in &urls {
        writeln!(out, "    {} = {url:?},", identifier(url, &mut taken))?;
    }
    out.push_str(if urls.is_empty() { "}\n" } else { "    ;\n}\n" });
    Ok(())
}

/// Returns the documentation of an outcome, which editors show.
fn document(outcome: Outcome<'_>, out: &mut String) -> std::fmt::Result {
    let url = outcome.to.unwrap_or_default();
    let action = match outcome.action {
        Action::Redirect => format!("The customer is sent to `{url}`"),
        Action::Page => format!("The customer sees a page, which leads on to `{url}`"),
        _ => "The customer stays, and sees a message".to_owned(),
    };
    let end = if outcome.session.is_terminal() { "and has ended" } else { "and goes on" };
    writeln!(out, "    #[doc = \" {action}; the session is `{}`, {end}.\"]", outcome.session)
}

/// Returns the Rust variant of a name: `error_url` becomes `ErrorUrl`.
pub fn rust_name(name: &str) -> String {
    variant(&name.to_ascii_uppercase())
}
