//! Builds the tree from the events of the parser, without recursion.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as Marks, StrInput, options};

use super::characters::{self, Place};
use super::collections::{Content, Open, Pending, is_omitted, omitted};
use super::{MAX_DEPTH, MAX_NODES, Node, Scalar, Value, span, syntax};
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::characters::is_forbidden;
use crate::text::span::Span;

/// Parses a text; see [`super::parse`].
pub(super) fn read(file: u32, text: &str, sink: &mut Sink) -> Option<Node> {
    let mut reader = Reader {
        file,
        text,
        sink,
        stack: Vec::new(),
        root: None,
        last: 0,
        unread: 0,
        nodes: 0,
        documents: 0,
        sound: true,
        cut: false,
    };
    for event in events(text) {
        let ok = match event {
            Ok((event, marks)) => reader.event(event, marks),
            Err(error) => reader.fail(&error),
        };
        if ok.is_err() {
            return None;
        }
    }
    reader.finish()
}

fn events(text: &str) -> Parser<'_, StrInput<'_>> {
    // One more than allowed, so that the reader itself reports where the nesting becomes too deep. The parser's own limits
    // keep it from reading further ahead.
    let mut options = options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    };
    options.set_emit_comments(false);
    Parser::new_from_str_with_options(text, options)
}

/// Parsing stopped; the reason is in the sink.
pub(super) struct Stop;

pub(super) struct Reader<'a> {
    pub(super) file: u32,
    text: &'a str,
    pub(super) sink: &'a mut Sink,
    /// The open collections, outermost first, at most [`MAX_DEPTH`].
    pub(super) stack: Vec<Open>,
    pub(super) root: Option<Node>,
    /// The end of the previous event.
    last: usize,
    /// The start of what a syntax error may be about: a text without quotes can include lines that were meant as keys.
    unread: usize,
    nodes: usize,
    documents: usize,
    /// Whether the tree is complete.
    pub(super) sound: bool,
    /// Whether a refused comment may contain a closing bracket.
    cut: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, marks: Marks) -> Result<(), Stop> {
        let at = self.span(marks);
        let plain = matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..));
        let result = self.node(event, marks, at);
        self.last = at.end as usize;
        self.unread = if plain { at.start as usize } else { self.last };
        result
    }

    fn node(&mut self, event: Event<'_>, marks: Marks, at: Span) -> Result<(), Stop> {
        if let Some(tag) = marks.tag_span() {
            let tag = self.span(tag);
            self.refuse(tag, "tags are not used in a catalog", "remove it; the key decides the type of its value");
        }
        match event {
            Event::DocumentStart(..) => return self.document(at),
            Event::Scalar(text, style, ..) => return self.scalar(text.into_owned(), style, at),
            Event::SequenceStart(style, ..) => {
                return self.open(at, style, Content::Sequence(Vec::new()));
            }
            Event::MappingStart(style, ..) => {
                return self.open(at, style, Content::Mapping(Vec::new(), Pending::Nothing));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at),
            Event::Anchor(..) => {
                self.refuse(at, "anchors are not used in a catalog", "put a text that begins with `&` in quotes");
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(at, "aliases are not used in a catalog", "put a text that begins with `*` in quotes");
                self.add_refused(at);
            }
            _ => {}
        }
        Ok(())
    }

    fn document(&mut self, at: Span) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents > 1 {
            self.refuse(at, "a file can hold only one document", "move the rest into another file");
            return Err(Stop);
        }
        Ok(())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, at: Span) -> Result<(), Stop> {
        self.count(at)?;
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let place = match (self.expects_key(), block) {
            (true, _) => Place::Key,
            (false, true) => Place::Block,
            (false, false) => Place::Text,
        };
        let written = self.text.get(at.start as usize..at.end as usize).unwrap_or_default();
        characters::check_scalar(place, &text, written, at, self.sink);
        let quoted = style != ScalarStyle::Plain;
        if !quoted && place == Place::Text && !text.is_empty() {
            self.check_comment(at.end as usize);
        }
        let span = if block { self.block_span(at, written) } else { at };
        // The parser returns `~` for an omitted value.
        let node = if !quoted && at.start == at.end {
            omitted(at)
        } else {
            Node { span, value: Value::Scalar(Scalar { text, quoted }) }
        };
        self.add(node);
        Ok(())
    }

    /// Reports a comment after a text without quotes if it may be meant as part of the text: there is no space after its `#`.
    fn check_comment(&mut self, end: usize) {
        let rest = self.text.get(end..).unwrap_or_default();
        let comment = rest.trim_start_matches([' ', '\t']);
        let touches = |rest: &str| !rest.is_empty() && !rest.starts_with([' ', '\t', '\r', '\n', '#']);
        if comment.strip_prefix('#').is_some_and(touches) {
            let start = end + rest.len() - comment.len();
            let line = comment.lines().next().unwrap_or_default();
            let at = span(self.file, start, start + line.trim_ascii_end().len());
            self.cut |= self.stack.last().is_some_and(|open| open.flow);
            let help = "put the whole text in quotes; a comment begins with `# `";
            self.refuse(at, "the text ends before `#`, which begins a comment", help);
        }
    }

    /// Returns the span of a block text: up to the end of its last line, or its `|` or `>` if it is empty. The parser's span
    /// goes on to the next key.
    fn block_span(&self, at: Span, written: &str) -> Span {
        let lines = written.trim_ascii_end().len();
        let start = at.start as usize;
        if lines > 0 {
            return span(self.file, start, start + lines);
        }
        let header = self.text.get(self.last..start).and_then(|header| header.find(['|', '>']));
        header.map_or(at, |offset| span(self.file, self.last + offset, self.last + offset + 1))
    }

    pub(super) fn count(&mut self, at: Span) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.sink.push(
                Diagnostic::new(Rule::FileTooLarge, format!("the file holds more than {MAX_NODES} values"))
                    .at(at)
                    .help("split the file; all files of a folder make one catalog"),
            );
            return Err(Stop);
        }
        Ok(())
    }

    fn refuse(&mut self, at: Span, message: &str, help: &str) {
        self.sink.push(Diagnostic::new(Rule::YamlFeature, message).at(at).help(help));
    }

    pub(super) fn too_deep(&mut self, at: Span) {
        let message = format!("values are nested deeper than {MAX_DEPTH} levels");
        self.sink.push(Diagnostic::new(Rule::TooDeep, message).at(at));
    }

    fn fail(&mut self, error: &ScanError) -> Result<(), Stop> {
        let offset = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let at = span(self.file, offset, offset);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => self.too_deep(at),
            // The check of the file, or of the comment, has reported it.
            ErrorKind::BomInsideDocument => {}
            _ if self.cut => {}
            ErrorKind::UnexpectedCharacter { character } if is_forbidden(*character) => {}
            kind => self.sink.push(syntax::explain(kind, self.text, self.unread, at)),
        }
        Err(Stop)
    }

    fn finish(self) -> Option<Node> {
        let empty = Node { span: Span::start_of(self.file), value: Value::Mapping(Vec::new()) };
        let node = self.root.filter(|node| !is_omitted(node)).unwrap_or(empty);
        self.sound.then_some(node)
    }

    fn span(&self, marks: Marks) -> Span {
        let range = marks.byte_range().unwrap_or(0..0);
        span(self.file, range.start.min(self.text.len()), range.end.min(self.text.len()))
    }
}
