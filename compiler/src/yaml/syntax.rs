//! What is no YAML, in words that say what to type.

use granit_parser::ErrorKind;

use crate::diagnostic::{Diagnostic, quote};
use crate::rules::Rule;
use crate::source::Span;

const QUOTE_TEXT: &str = "put the text in quotes";
const CLOSE_BRACKET: &str = "is a closing `]` or `}` missing before?";
const QUOTE_COLON: &str = "put a text that holds `: ` in quotes; a nested mapping begins on the next line";

/// The diagnostic for an error of the parser.
pub(super) fn explain(kind: &ErrorKind, text: &str, at: Span) -> Diagnostic {
    let (rule, message, help) = match specific(kind, text, at) {
        Some((message, help)) => (Rule::YamlSyntax, message, help),
        None => feature(kind).map_or_else(
            || (Rule::YamlSyntax, kind.to_string(), ""),
            |message| (Rule::YamlFeature, message.to_owned(), "remove it"),
        ),
    };
    let diagnostic = Diagnostic::new(rule, message).at(marked(kind, text, at));
    if help.is_empty() { diagnostic } else { diagnostic.help(help) }
}

/// What would be refused even if it were written as YAML wants it.
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

/// The mistakes that people make, beyond the parser's own words.
fn specific(kind: &ErrorKind, text: &str, at: Span) -> Option<(String, &'static str)> {
    use ErrorKind as E;
    let words = |message: &str, help| Some((message.to_owned(), help));
    match kind {
        E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabNotAllowed
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => words("tab where only spaces may stand", "indent with spaces"),
        E::UnclosedQuotedScalar => words("quote is not closed", "close the text with the quote that it begins with"),
        E::InvalidQuotedScalarIndent => {
            words("text in quotes goes on in a line that is not indented", "is a closing quote missing?")
        }
        E::DocumentIndicatorInQuotedScalar => {
            words("`---` or `...` inside a text in quotes", "is a closing quote missing?")
        }
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => words(
            "text behind the closing quote",
            "put the whole text in quotes; inside, a quote is written `\\\"` in double and `''` in single quotes",
        ),
        E::UnclosedFlowCollection { open } => Some((format!("`{open}` is not closed"), closing(*open))),
        E::MismatchedFlowCollectionEnd { open, close } => {
            Some((format!("`{open}` is closed by `{close}`"), closing(*open)))
        }
        E::MisplacedFlowCollectionEnd => words("closing bracket without an opening one", QUOTE_TEXT),
        E::InvalidColonPlacement | E::ExpectedFlowSequenceSeparator | E::ExpectedFlowMappingSeparator => {
            words("expected `,` or a closing bracket", CLOSE_BRACKET)
        }
        E::MappingValueNotAllowed => words("`:` where no key can stand", QUOTE_COLON),
        E::MappingKeyNotAllowed => words("a key cannot stand here", QUOTE_COLON),
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            words("expected `:` behind a key", "a key stands on one line with its `:` and has at most 1,024 characters")
        }
        E::ExpectedBlockMappingKey => Some(expected_key(text, at)),
        E::InvalidIndentation => words("indentation fits no line above", "indent the keys of one mapping alike"),
        E::ExpectedBlockSequenceEntry => words("expected `-`", "indent the items of one list alike"),
        E::BlockSequenceEntryNotAllowed => {
            words("a list cannot begin here", "begin a list on the next line, or put a text in quotes")
        }
        E::InvalidBlockScalarIndent => {
            words("line of a block text is indented less than its first line", "indent it alike")
        }
        E::ExpectedDocumentStart => {
            words("text behind the end of the value", "begin all keys of a file in the first column")
        }
        E::InvalidBlockScalarHeader => words("text behind `|` or `>`", "begin a block text on the next line"),
        E::UnexpectedEofBlockSequence
        | E::UnexpectedEofBlockMapping
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::UnexpectedEof
        | E::ExpectedNodeContent => words("expected a value", QUOTE_TEXT),
        E::CommentInterceptedScalar => words("text goes on behind a comment", "put a text that holds ` #` in quotes"),
        E::UnexpectedCharacter { character } => {
            Some((format!("a text cannot begin with {}", quote(&character.to_string())), QUOTE_TEXT))
        }
        E::UnknownQuotedScalarEscape => words("unknown escape", "write a backslash as `\\\\`, or use single quotes"),
        E::InvalidQuotedScalarHexEscape | E::InvalidLowSurrogateHexEscape | E::InvalidUnicodeEscape => {
            words("escape is not a character", "write `\\u` and four hexadecimal digits, or the character itself")
        }
        E::InvalidLowSurrogate | E::MissingLowSurrogate | E::UnpairedLowSurrogate => {
            words("half a surrogate pair is not a character", "write the character itself")
        }
        _ => None,
    }
}

/// A mapping that does not go on: because of its indentation, or because a text begins with a bracket.
fn expected_key(text: &str, at: Span) -> (String, &'static str) {
    let before = text.get(..at.start as usize).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim_end();
    if line.ends_with(['}', ']']) {
        let help = "put a text that begins with `{` or `[` in quotes";
        return ("text behind the closing bracket".to_owned(), help);
    }
    if line.is_empty() {
        return ("indentation fits no line above".to_owned(), "indent the keys of one mapping alike");
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

/// The parser points behind a tab that indents.
fn marked(kind: &ErrorKind, text: &str, at: Span) -> Span {
    let bytes = text.as_bytes();
    let start = at.start as usize;
    let behind_tab = start > 0 && bytes[start - 1] == b'\t' && bytes.get(start) != Some(&b'\t');
    match kind {
        ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation if behind_tab => {
            Span::new(at.file, at.start - 1, at.start)
        }
        _ => at,
    }
}
