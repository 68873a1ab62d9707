//! Explains syntax errors: what to type instead.

use granit_parser::ErrorKind;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rule::Rule;
use crate::text::characters::{is_invisible, name};
use crate::text::problem::Problem;
use crate::text::quote::quote;
use crate::text::span::Span;

const QUOTE_TEXT: &str = "put the text in quotes";
const CLOSE_BRACKET: &str = "is a closing `]` or `}` missing before?";
const BRACKET_TEXT: &str = "put a text that begins with `{` or `[` in quotes";
const QUOTE_COLON: &str = "put a text that contains `: ` in quotes; a nested mapping begins on the next line";

/// Returns the diagnostic for an error of the parser. `unread` is the start of the lines that may have caused it.
pub(super) fn explain(kind: &ErrorKind, text: &str, unread: usize, at: Span) -> Diagnostic {
    if let Some(diagnostic) = no_key(kind, text, unread, at) {
        return diagnostic;
    }
    let (rule, message, help) = match specific(kind, text, unread, at) {
        Some((message, help)) => (Rule::YamlSyntax, message, help),
        None => feature(kind).map_or_else(
            || (Rule::YamlSyntax, kind.to_string(), ""),
            |message| (Rule::YamlFeature, message.to_owned(), "remove it"),
        ),
    };
    let diagnostic = Diagnostic::new(rule, message).at(marked(kind, text, at));
    if help.is_empty() { diagnostic } else { diagnostic.help(help) }
}

/// Returns the message for a YAML feature that a catalog does not use.
fn feature(kind: &ErrorKind) -> Option<&'static str> {
    use ErrorKind as E;
    match kind {
        E::DirectiveDisallowed => Some("directives are not used in a catalog"),
        E::UndeclaredTagHandle
        | E::ExpectedTagBang
        | E::InvalidGlobalTagCharacter
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8 => Some("tags are not used in a catalog"),
        _ => None,
    }
}

/// Returns message and help for frequent mistakes, which the parser describes less well.
fn specific(kind: &ErrorKind, text: &str, unread: usize, at: Span) -> Option<(String, &'static str)> {
    use ErrorKind as E;
    let words = |message: &str, help| Some((message.to_owned(), help));
    match kind {
        E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabNotAllowed
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar
        | E::InvalidBlockEntryWhitespace => words("tab where only spaces are allowed", "indent with spaces"),
        E::UnclosedQuotedScalar => {
            words("the quote is not closed", "close the text with the quote that it begins with")
        }
        E::InvalidQuotedScalarIndent => {
            words("a text in quotes continues on a line that is not indented", "is a closing quote missing?")
        }
        E::DocumentIndicatorInQuotedScalar => {
            words("`---` or `...` inside a text in quotes", "is a closing quote missing?")
        }
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => words(
            "text after the closing quote",
            "put the whole text in quotes; inside, a quote is written `\\\"` in double and `''` in single quotes",
        ),
        E::UnclosedFlowCollection { open } => Some((format!("`{open}` is not closed"), closing(*open))),
        E::MismatchedFlowCollectionEnd { open, close } => {
            Some((format!("`{open}` is closed by `{close}`"), closing(*open)))
        }
        E::MisplacedFlowCollectionEnd => words("closing bracket without an opening one", extra_bracket(text, at)),
        E::InvalidColonPlacement | E::ExpectedFlowSequenceSeparator | E::ExpectedFlowMappingSeparator => {
            words("expected `,` or a closing bracket", separator(text, unread, at))
        }
        E::UnexpectedEofImplicitFlowMapping if text.as_bytes().get(at.start as usize) == Some(&b',') => {
            words("`,` with nothing before it", "remove it, or put the text in quotes")
        }
        E::FlowMappingValueAdjacentCollection => words("no space after `:`", "write a space after it"),
        E::MappingValueNotAllowed => words("`:` where no key is allowed", QUOTE_COLON),
        E::MappingKeyNotAllowed => words("a key is not allowed here", QUOTE_COLON),
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            words("expected `:` after a key", "write a key of at most 1,024 characters and its `:` on one line")
        }
        E::ExpectedBlockMappingKey => Some(expected_key(text, at)),
        E::InvalidIndentation => words("indentation matches no line above", "indent the keys of one mapping alike"),
        E::ExpectedBlockSequenceEntry => words("expected `-`", "indent the items of one list alike"),
        E::BlockSequenceEntryNotAllowed => {
            words("a list cannot begin here", "begin a list on the next line, or put a text in quotes")
        }
        E::InvalidBlockScalarIndent => {
            words("a line of a block text is indented less than its first line", "indent both alike")
        }
        E::ExpectedDocumentStart => {
            words("text after the end of the value", "begin all keys of a file in the first column")
        }
        E::InvalidBlockScalarHeader => words("text after `|` or `>`", "begin a block text on the next line"),
        E::UnexpectedEofBlockSequence
        | E::UnexpectedEofBlockMapping
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::UnexpectedEof
        | E::ExpectedNodeContent => words("expected a value", QUOTE_TEXT),
        E::CommentInterceptedScalar => {
            words("a text continues after a comment", "put a text that contains ` #` in quotes")
        }
        E::UnexpectedCharacter { character } => {
            Some((format!("a text cannot begin with {}", quote(&character.to_string())), QUOTE_TEXT))
        }
        E::UnknownQuotedScalarEscape => words("unknown escape", "write a backslash as `\\\\`, or use single quotes"),
        E::InvalidQuotedScalarHexEscape | E::InvalidLowSurrogateHexEscape | E::InvalidUnicodeEscape => {
            words("the escape is not a character", "write `\\u` and four hexadecimal digits, or the character itself")
        }
        E::InvalidLowSurrogate | E::MissingLowSurrogate | E::UnpairedLowSurrogate => {
            words("half a surrogate pair is not a character", "write the character itself")
        }
        _ => None,
    }
}

/// Explains a mapping that does not continue: its indentation is wrong, or a text begins with a bracket.
fn expected_key(text: &str, at: Span) -> (String, &'static str) {
    let before = text.get(..at.start as usize).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim_end();
    if line.ends_with(['}', ']']) {
        return ("text after the closing bracket".to_owned(), BRACKET_TEXT);
    }
    if line.is_empty() {
        return ("indentation matches no line above".to_owned(), "indent the keys of one mapping alike");
    }
    ("expected a key".to_owned(), QUOTE_TEXT)
}

fn closing(open: char) -> &'static str {
    if open == '[' {
        "close it with `]`, or put a text that begins with `[` in quotes"
    } else {
        "close it with `}`, or put a text that begins with `{` in quotes"
    }
}

/// Returns what to write where a closing bracket has no opening one.
fn extra_bracket(text: &str, at: Span) -> &'static str {
    let before = text.get(..at.start as usize).unwrap_or_default();
    if before.trim_end_matches(' ').ends_with(['}', ']']) { "remove it" } else { QUOTE_TEXT }
}

/// Returns what to write where a list or mapping in brackets does not continue: a text ends early, or a `,` is missing.
fn separator(text: &str, unread: usize, at: Span) -> &'static str {
    let start = at.start as usize;
    if text.get(unread..start).is_none_or(|before| before.contains('\n')) {
        return CLOSE_BRACKET;
    }
    match text.as_bytes().get(start) {
        Some(b'{' | b'[') => "put a text that contains brackets in quotes",
        _ if text[..start].trim_end_matches(' ').ends_with(['}', ']']) => BRACKET_TEXT,
        Some(b':') => "write `,` between entries; put a text that contains `: ` in quotes",
        _ => CLOSE_BRACKET,
    }
}

/// Explains a line that was meant as a key and is not one. The parser reports it at a later `:`.
fn no_key(kind: &ErrorKind, text: &str, unread: usize, at: Span) -> Option<Diagnostic> {
    use ErrorKind as E;
    if !matches!(
        kind,
        E::MappingValueNotAllowed
            | E::SimpleKeyExpected
            | E::InvalidSimpleKey
            | E::ExpectedBlockMappingKey
            | E::InvalidIndentation
            | E::ExpectedDocumentStart
    ) {
        return None;
    }
    let lines = lines(text, unread, at.start as usize)?;
    let error = |start: usize, length: usize, message: String, help: &str| {
        Some(Diagnostic::new(Rule::YamlSyntax, message).at(super::span(at.file, start, start + length)).help(help))
    };
    for &(start, line) in &lines {
        let content = &line[indentation(line)..];
        if let Some(unseen) = content.chars().next().filter(|first| is_invisible(*first)) {
            let message = format!("{} where only spaces are allowed", name(unseen));
            return error(start, unseen.len_utf8(), message, "indent with spaces");
        }
        if line[..indentation(line)].ends_with('-') && content.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return error(start - 1, 1, "no space after `-`".to_owned(), "write a space after `-`");
        }
        if let Some(Problem { message, help }) = super::slip(content) {
            return error(start, super::word(content).len(), message, &help.unwrap_or_default());
        }
    }
    let [.., (_, above), (start, last)] = lines[..] else { return None };
    let (first_start, first) = lines[0];
    let word = first.trim();
    if !word.is_empty() && word == super::word(word) {
        let message = format!("expected `:` after {}", quote(word));
        return error(first_start, word.len(), message, "write a key and its `:` on one line");
    }
    let word = super::word(&last[indentation(last)..]);
    if !word.is_empty() && start + word.len() == at.start as usize && indentation(last) > indentation(above) {
        let message = format!("{} is indented deeper than the line above, which already has a value", quote(word));
        let help = "indent the keys of one mapping alike; put a text that contains `: ` in quotes";
        return error(start, word.len(), message, help);
    }
    None
}

/// Returns the lines of `from..=to` that are not empty, each with the offset after its indentation.
fn lines(text: &str, from: usize, to: usize) -> Option<Vec<(usize, &str)>> {
    let begin = text.get(..from)?.rfind('\n').map_or(0, |line_feed| line_feed + 1);
    let end = text.get(to..)?.find('\n').map_or(text.len(), |line_feed| to + line_feed);
    let mut offset = begin;
    let mut lines = Vec::new();
    for line in text.get(begin..end)?.split('\n') {
        if !line.trim().is_empty() {
            lines.push((offset + indentation(line), line));
        }
        offset += line.len() + 1;
    }
    Some(lines)
}

/// Returns the indentation of a line, including the `-` of list items.
fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// Returns the place of a tab. The parser points after a tab that indents, or at the text before the line with the tab.
fn marked(kind: &ErrorKind, text: &str, at: Span) -> Span {
    use ErrorKind as E;
    let tab = |start: usize| super::span(at.file, start, start + 1);
    let start = at.start as usize;
    let Some((before, after)) = text.split_at_checked(start) else { return at };
    match kind {
        E::TabInBlockIndentation | E::TabInIndentation | E::TabNotAllowed if before.ends_with('\t') => {
            tab(before.trim_end_matches('\t').len())
        }
        E::TabAtBlockScalarStart | E::TabInPlainScalar => {
            let mut offset = start;
            for line in after.split_inclusive('\n') {
                let spaces = line.len() - line.trim_start_matches(' ').len();
                if offset > start && line[spaces..].starts_with('\t') {
                    return tab(offset + spaces);
                }
                offset += line.len();
            }
            at
        }
        _ => at,
    }
}
