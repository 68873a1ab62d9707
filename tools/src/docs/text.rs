//! Texts of a catalog as HTML. Readers see their characters as text. maud escapes plain texts; this module handles message
//! templates and Markdown.

use errcat_compiler::{Piece, pieces};
use errcat_core::PlainText;
use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html::push_html};

/// Returns a text with its placeholders marked.
pub fn marked(text: &str) -> Markup {
    html! {
        @for (range, piece) in pieces(text) {
            @match piece {
                Piece::Name(name) => var { "{" (name) "}" },
                Piece::Brace(brace) => (brace),
                _ => (text[range]),
            }
        }
    }
}

/// Returns whether browsers may follow a URL.
pub fn followable(address: &str) -> bool {
    let scheme = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (scheme("https://") || scheme("http://") || scheme("mailto:"))
        && !address.chars().any(|one| one.is_whitespace() || one.is_control())
}

/// Returns a URL as a link if browsers may follow it, otherwise as text.
pub fn address(text: &str) -> Markup {
    html! {
        @if followable(text) { a href=(text) { (text) } } @else { (text) }
    }
}

/// Returns Markdown (`CommonMark` with tables) as HTML. HTML in it becomes text; a link that browsers must not follow, and an image,
/// become their text.
pub fn markdown(text: &str) -> Markup {
    let mut writer = Filter { links: Vec::new(), code: false, out: Vec::new() };
    for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_TABLES)) {
        writer.event(event);
    }
    let mut html = String::new();
    push_html(&mut html, writer.out.into_iter());
    PreEscaped(html)
}

struct Filter<'t> {
    /// For each open link, whether browsers may follow it.
    links: Vec<bool>,
    /// Whether the current event is inside a code block.
    code: bool,
    out: Vec<Event<'t>>,
}

impl<'t> Filter<'t> {
    fn event(&mut self, event: Event<'t>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.out.push(Event::Code(plain(&text))),
            other => self.out.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'t>) {
        self.out.push(Event::Start(match tag {
            Tag::Link { link_type, dest_url, id, .. } => {
                let dest_url = plain(&dest_url);
                self.links.push(followable(&dest_url));
                if !followable(&dest_url) {
                    return;
                }
                Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id }
            }
            Tag::Image { .. } => return,
            Tag::HtmlBlock => Tag::Paragraph,
            Tag::Heading { level, .. } => {
                Tag::Heading { level: below(level), id: None, classes: Vec::new(), attrs: Vec::new() }
            }
            // Alignment would add a `style` attribute, which the content security policy forbids.
            Tag::Table(columns) => Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()]),
            Tag::CodeBlock(kind) => {
                self.code = true;
                Tag::CodeBlock(kind)
            }
            other => other,
        }));
    }

    fn end(&mut self, tag: TagEnd) {
        self.out.push(Event::End(match tag {
            TagEnd::Link if self.links.pop() == Some(false) => return,
            TagEnd::Image => return,
            TagEnd::HtmlBlock => TagEnd::Paragraph,
            TagEnd::Heading(level) => TagEnd::Heading(below(level)),
            TagEnd::CodeBlock => {
                self.code = false;
                TagEnd::CodeBlock
            }
            other => other,
        }));
    }

    fn text(&mut self, text: &str) {
        if self.code {
            return self.out.push(Event::Text(plain(text)));
        }
        for (range, piece) in pieces(text) {
            self.out.push(match piece {
                // The name of a parameter has nothing to escape.
                Piece::Name(name) => Event::InlineHtml(format!("<var>{{{name}}}</var>").into()),
                Piece::Brace(brace) => Event::Text(brace.to_owned().into()),
                _ => Event::Text(text[range].to_owned().into()),
            });
        }
    }
}

fn plain(text: &str) -> CowStr<'static> {
    PlainText(text).to_string().into()
}

/// Returns the level of a heading inside a section, whose own heading has level 2.
const fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(markdown: &str, html: &str) {
        assert_eq!(super::markdown(markdown).into_string(), html);
    }

    #[test]
    fn placeholders_are_marked() {
        let marked = super::marked("a {b_1} {{c}} } {D} <e>").into_string();
        assert_eq!(marked, "a <var>{b_1}</var> {c} } {D} &lt;e&gt;");
        check(
            "Send `{field}` as {card_number}, `{{}}`.",
            "<p>Send <code>{field}</code> as <var>{card_number}</var>, <code>{}</code>.</p>\n",
        );
    }

    #[test]
    fn html_is_text() {
        check("a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n");
        check("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n");
        check("```\"><script>\nx\n```", "<pre><code class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code></pre>\n");
    }

    #[test]
    fn links_lead_where_a_browser_may_go() {
        check("[a](https://a.example/?b&c)", "<p><a href=\"https://a.example/?b&amp;c\">a</a></p>\n");
        check("[a](javascript:alert)", "<p>a</p>\n");
        check(
            "[a](JaVaScRiPt:alert) <javascript:b> [c](//d) [e](f) [g](data:text/html,h)",
            "<p>a javascript:b c e g</p>\n",
        );
        check("[a [b](javascript:c)](https://d.example)", "<p>[a b](https://d.example)</p>\n");
        check("![a](https://b.example/c.png)", "<p>a</p>\n");
        check("[a](https://b.example \"onclick\")", "<p><a href=\"https://b.example\">a</a></p>\n");
    }

    #[test]
    fn headings_stand_below_the_page() {
        check("# a\n\n###### b", "<h3>a</h3>\n<h6>b</h6>\n");
    }

    #[test]
    fn tables_have_no_styles() {
        check(
            "| a |\n|--:|\n| b |",
            "<table><thead><tr><th>a</th></tr></thead><tbody>\n<tr><td>b</td></tr>\n</tbody></table>\n",
        );
    }
}
