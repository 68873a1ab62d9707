//! Texts of a catalog in Markdown for mdBook. Readers see their characters as text.
//!
//! mdBook also has commands in double braces (`{{#include …}}`). They work even inside code, so double braces are always escaped.

use errcat_core::PlainText;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::docs::text::markdown;

/// Escapes a text for one line: every character that means something in Markdown or HTML.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        match character {
            // A new line, or spaces at the start, could begin a heading, a list or a code block.
            ' ' | '\n' | '\t' | '\r' => out.push_str(if out.is_empty() { "&#32;" } else { " " }),
            _ => {
                if character.is_ascii_punctuation() && !matches!(character, ',' | ';' | '%' | '?' | '/') {
                    out.push('\\');
                }
                out.push(character);
            }
        }
    }
    out
}

/// Escapes a message template for one line; placeholders stay.
pub fn plain(template: &str) -> String {
    text(&PlainText(template).to_string())
}

/// Returns inline code.
pub fn code(code: &str) -> String {
    if code.chars().all(|character| character.is_ascii_alphanumeric() || "_-./:=".contains(character))
        && !code.is_empty()
    {
        return format!("`{code}`");
    }
    format!("<code>{}</code>", text(code))
}

/// Returns a code block.
pub fn block(code: &str) -> String {
    format!("<pre><code>{}</code></pre>\n", html(code))
}

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '{' => out.push_str("&#123;"),
            '\n' => out.push_str("&#10;"),
            _ => out.push(character),
        }
    }
    out
}

/// Returns Markdown of a catalog. Paragraphs, lists, emphasis and inline code stay as they are. Anything else becomes the HTML of
/// the site on one line, which Markdown passes through.
pub fn remediation(template: &str) -> String {
    let plain = PlainText(template).to_string();
    if is_simple(&plain) {
        return format!("{}\n", plain.trim_end());
    }
    let html = markdown(template).into_string();
    format!("<div>{}</div>\n", html.trim_end().replace('{', "&#123;").replace('\n', "&#10;"))
}

fn is_simple(markdown: &str) -> bool {
    let tame = !markdown.contains(['<', '&', '[', ']', '|', '\\', '$', '~', '^', '#', '\t'])
        && !markdown.contains("{{")
        && !markdown.contains("}}")
        && !markdown.lines().any(|line| line.trim_start().starts_with(':'));
    tame && Parser::new_ext(markdown, Options::empty()).all(|event| match event {
        Event::Start(tag) => matches!(tag, Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong),
        Event::End(tag) => {
            matches!(tag, TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Item | TagEnd::Emphasis | TagEnd::Strong)
        }
        event => matches!(event, Event::Text(_) | Event::Code(_) | Event::SoftBreak),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_texts() {
        assert_eq!(
            text("# <b> & [a](b) {{#include c}}\n- d"),
            "\\# \\<b\\> \\& \\[a\\]\\(b\\) \\{\\{\\#include c\\}\\} \\- d"
        );
        assert_eq!(text("\n   a"), "&#32;   a");
        assert_eq!(code("a_b"), "`a_b`");
        assert_eq!(code("`{{#c}}`"), "<code>\\`\\{\\{\\#c\\}\\}\\`</code>");
        assert_eq!(
            block("{{#include a}}\n\n</pre>"),
            "<pre><code>&#123;&#123;#include a}}&#10;&#10;&lt;/pre&gt;</code></pre>\n"
        );
    }

    #[test]
    fn simple_markdown_stays_markdown() {
        for simple in ["Send `{field}` **again**.\n", "1. a\n2. b\n\nc\n"] {
            assert_eq!(remediation(simple), simple);
        }
        assert_eq!(
            remediation("a\n\n```\n{{{{#include b}}}}"),
            "<div><p>a</p>&#10;<pre><code>&#123;&#123;#include b}}</code></pre></div>\n"
        );
        assert_eq!(remediation("<b>"), "<div><p>&lt;b&gt;</p></div>\n");
        assert_eq!(remediation("# a"), "<div><h3>a</h3></div>\n");
    }
}
