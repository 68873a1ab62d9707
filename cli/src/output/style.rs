//! Colors. Texts always contain them; printing removes them where the stream does not show colors.

use anstyle::{AnsiColor, Style};
use errcat_compiler::Role;
use errcat_compiler::{Diagnostic, Sources};

/// `error`
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// `help` and `ok`.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Headings and messages.
pub const STRONG: Style = Style::new().bold();
/// Names of properties, headings of columns, line numbers.
pub const LABEL: Style = AnsiColor::Cyan.on_default();

/// Returns a text in a style.
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Returns a diagnostic as rustc shows one.
pub fn diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut text = String::new();
    diagnostic.render(sources, &mut |role, part| text.push_str(&paint(style(role), part)));
    text
}

fn style(role: Role) -> Style {
    match role {
        Role::Level | Role::Marker => ERROR,
        Role::Message => STRONG,
        Role::Gutter => LABEL,
        Role::Hint => GOOD,
        Role::Place | Role::Source | Role::Plain => Style::new(),
    }
}
