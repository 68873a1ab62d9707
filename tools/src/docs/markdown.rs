//! The sources of an mdBook: a file for each catalog and each code.

mod escape;

use std::fmt::Write as _;

use errcat_core::{AnyCode, Catalog, Found, Retired, Shown};

use self::escape::{block, code as span, plain, remediation, text};
use super::file_name::stem;
use super::index::status;
use super::text::followable;
use super::{answer, schedule};
use crate::audience::Audience;
use crate::gate::Cleared;
use crate::plan::PlannedFile;
use crate::text::count;

const BOOK: &str = "[book]\ntitle = \"Error codes\"\nlanguage = \"en\"\nsrc = \"src\"\n";

/// Returns the start of a page: for the team, a note that it is for the team.
fn start(audience: Audience) -> String {
    audience.warning().map_or_else(String::new, |warning| format!("> **{warning}**\n\n"))
}

/// Plans the sources of an mdBook: `book.toml`, `src/SUMMARY.md`, and a page for each catalog, code and retired id.
#[must_use]
pub fn plan<'a>(cleared: &'a Cleared<'a>) -> Vec<PlannedFile<'a>> {
    let (audience, catalogs) = (cleared.audience(), cleared.catalogs());
    let mut files = vec![
        PlannedFile::new("book.toml", move || {
            audience.warning().map_or_else(String::new, |warning| format!("# {warning}\n")) + BOOK
        }),
        PlannedFile::new("src/SUMMARY.md", move || summary(audience, catalogs)),
        PlannedFile::new("src/index.md", move || all(audience, catalogs)),
    ];
    for catalog in catalogs.iter().copied() {
        let path = |name: &str| format!("src/{}/{name}.md", catalog.name());
        files.push(PlannedFile::new(path("index"), move || one(audience, catalog)));
        files.extend(
            audience
                .codes(catalog)
                .map(|code| PlannedFile::new(path(&stem(code.as_str())), move || page(audience, code))),
        );
        files.extend(
            audience
                .retired(catalog)
                .map(|one| PlannedFile::new(path(&stem(one.id)), move || tomb(audience, catalog, &one))),
        );
    }
    files
}

fn summary(audience: Audience, catalogs: &[Catalog<'_>]) -> String {
    let mut out = "# Summary\n\n[Error codes](index.md)\n\n".to_owned();
    for catalog in catalogs.iter().copied() {
        let name = catalog.name();
        let _ = writeln!(out, "- [{}]({name}/index.md)", text(catalog.title()));
        let retired = audience.retired(catalog).map(|retired| retired.id);
        for id in audience.codes(catalog).map(AnyCode::as_str).chain(retired) {
            let _ = writeln!(out, "  - [{}]({name}/{}.md)", text(id), stem(id));
        }
    }
    out
}

fn all(audience: Audience, catalogs: &[Catalog<'_>]) -> String {
    let mut out = start(audience) + "# Error codes\n\n";
    for catalog in catalogs.iter().copied() {
        let (title, name, version) = (text(catalog.title()), catalog.name(), text(catalog.version()));
        let number = count(audience.codes(catalog).count(), "code");
        let _ = writeln!(out, "- [{title}]({name}/index.md), `{name}` {version}: {number}");
    }
    out
}

fn one(audience: Audience, catalog: Catalog<'_>) -> String {
    let mut out = format!("{}# {}\n\n", start(audience), text(catalog.title()));
    let _ = write!(out, "`{}` {}", catalog.name(), text(catalog.version()));
    if let Some(edition) = catalog.edition() {
        let _ = write!(out, ", {}", text(&crate::text::edition(edition)));
    }
    out.push_str("\n\n| Code | Status | Fixable by | |\n|---|---|---|---|\n");
    for code in audience.codes(catalog) {
        let (id, title) = (link(code), text(code.title()));
        let _ = writeln!(out, "| {id} | {} | {} | {title} |", status(code.status()), code.fixable_by());
    }
    for (at, retired) in audience.retired(catalog).enumerate() {
        out.push_str(if at == 0 { "\n## Retired\n\n" } else { "" });
        let _ = writeln!(out, "- [`{}`]({}.md)", retired.id, stem(retired.id));
    }
    out
}

/// Returns a link to a code of the same catalog.
fn link(code: AnyCode<'_>) -> String {
    format!("[`{}`]({}.md)", code.as_str(), stem(code.as_str()))
}

fn page(audience: Audience, code: AnyCode<'_>) -> String {
    let mut page = Page(format!("{}# {}\n\n{}\n\n", start(audience), text(code.as_str()), text(code.title())));
    page.facts(audience, code);
    page.part("Message", &plain(code.message()));
    page.part("What to do", &remediation(code.remediation()));
    page.texts(code);
    page.answer(audience, code);
    page.checkout(code);
    page.retry(audience, code);
    page.references(audience, code);
    page.0
}

fn tomb(audience: Audience, catalog: Catalog<'_>, retired: &Retired<'_>) -> String {
    let until = retired.until.map_or(String::new(), |until| format!(" in {}", text(until)));
    let (start, id) = (start(audience), text(retired.id));
    let mut page = Page(format!("{start}# {id}\n\nRetired{until}. The id is never used again.\n\n"));
    page.item("Since", retired.since.map(text));
    page.item("Code on the wire", retired.wire_code.map(span));
    let aliases: Vec<String> = catalog.aliases(Found::Retired(*retired)).map(span).collect();
    page.item("Aliases", Some(aliases.join(", ")).filter(|aliases| !aliases.is_empty()));
    page.item("Reason", retired.reason.map(text));
    page.item("Use instead", retired.replaced_by.map(link));
    page.0
}

struct Page(String);

impl Page {
    fn part(&mut self, heading: &str, body: &str) {
        let _ = write!(self.0, "\n## {heading}\n\n{}\n", body.trim_end());
    }

    fn item(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            let _ = writeln!(self.0, "- {name}: {value}");
        }
    }

    fn items(&mut self, heading: &str, items: &[String]) {
        if !items.is_empty() {
            self.part(heading, &format!("- {}", items.join("\n- ")));
        }
    }

    fn facts(&mut self, audience: Audience, code: AnyCode<'_>) {
        let own = |wire: &&str| *wire != code.as_str();
        let deprecation = audience.deprecation(code);
        let next = deprecation.and_then(|one| one.replaced_by);
        self.item("Status", Some(status(code.status())));
        self.item("Fixable by", Some(code.fixable_by().to_string()));
        self.item("Code on the wire", Some(code.wire_code()).filter(own).map(span));
        let aliases: Vec<String> = code.aliases().map(span).collect();
        self.item("Aliases", Some(aliases.join(", ")).filter(|aliases| !aliases.is_empty()));
        let own = code.problem_type().filter(|uri| Some(*uri) != code.docs_url());
        self.item("Problem type", own.map(|uri| span(&uri.to_string())));
        self.item("Input field", code.field().map(span));
        self.item("gRPC", Some(span(code.grpc().as_str())));
        self.item("Since", code.since().map(text));
        self.item("Deprecated", deprecation.map(|one| text(one.reason.unwrap_or("deprecated"))));
        self.item("Use instead", next.map(link));
        self.item(
            "The public sees",
            match code.shown() {
                Shown::Itself => None,
                Shown::As(mask) => Some(link(mask)),
                Shown::Unknown => Some("the unknown error".to_owned()),
            },
        );
    }

    fn texts(&mut self, code: AnyCode<'_>) {
        let text_in = |tag| format!("{}: {}", span(tag), plain(code.customer_in(tag)));
        let texts = code.catalog().languages().map(|language| text_in(language.tag));
        self.items("Text for customers", &texts.collect::<Vec<_>>());
        for language in code.catalog().languages().skip(1) {
            let translated = code.remediation_in(language.tag);
            if translated != code.remediation() {
                self.part(&format!("What to do ({})", text(language.tag)), &remediation(translated));
            }
        }
    }

    fn answer(&mut self, audience: Audience, code: AnyCode<'_>) {
        self.part("Answer", &block(&answer::answer(code).body));
        let params = audience.params(code).map(|param| {
            let sensitive = if param.sensitive { ", sensitive" } else { "" };
            let optional = if param.optional { ", optional" } else { "" };
            format!("{}: {}{optional}{sensitive}, such as {}", span(param.name), param.kind, span(param.example))
        });
        self.items("Parameters", &params.collect::<Vec<_>>());
    }

    fn checkout(&mut self, code: AnyCode<'_>) {
        let Some(next) = answer::next(code) else { return };
        let outcome = next.outcome;
        let url = next.url.map_or(String::new(), |url| format!("\n{}", block(&url)));
        let to = outcome.to.map_or(String::new(), |to| format!(", {}", span(to)));
        let facts = format!(
            "Outcome {}: {}{to}; session {}.\n",
            span(outcome.name),
            outcome.action,
            span(outcome.session.as_str())
        );
        self.part("Checkout", &(facts + &url));
    }

    fn retry(&mut self, audience: Audience, code: AnyCode<'_>) {
        let schedule = schedule::sentence_of(code).map_or(String::new(), |sentence| format!("\n\n{sentence}."));
        self.part("Retry", &(text(&code.retry().to_string()) + &schedule));
        let limits = audience.limits(code.retry()).map(|limit| text(&limit.to_string()));
        self.items("Limits", &limits.collect::<Vec<_>>());
    }

    fn references(&mut self, audience: Audience, code: AnyCode<'_>) {
        let providers = code.provider_codes().map(|one| format!("{}: {}", text(one.scope), span(one.code)));
        self.items("Provider codes", &providers.collect::<Vec<_>>());
        let see = code.see().filter(|other| audience.shows(*other));
        let see = see.map(|other| format!("{}: {}", link(other), text(other.title())));
        let url = code.docs_url().map(|link| address(&link.to_string()));
        self.items("See also", &see.chain(url).collect::<Vec<_>>());
        let citations = audience.citations(code).map(|citation| text(&citation.to_string()));
        self.items("Citations", &citations.collect::<Vec<_>>());
    }
}

/// Returns a URL as a link if browsers may follow it, otherwise as text. A link in angle brackets cannot contain them.
fn address(address: &str) -> String {
    if followable(address) && !address.contains(['<', '>', '{', '\\']) { format!("<{address}>") } else { text(address) }
}
