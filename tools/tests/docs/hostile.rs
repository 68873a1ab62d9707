//! A catalog in which every text is an attack. Its pages have the same elements as those of a harmless catalog.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use errcat_tools::Audience;
use scraper::{ElementRef, Html};

use super::{Files, book, pages, select, site};

const ATTACKS: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></script></textarea><svg onload=alert(1)>",
    "</code></pre></p></div></main><iframe src=https://evil.example></iframe>",
    "<!-- <!DOCTYPE html>",
    "]]> <![CDATA[",
    "&lt;script&gt; &#60;script&#62; &amp;",
    "javascript:alert(1)",
    "[a](javascript:alert(1)) <javascript:alert(1)> [b](JaVaScRiPt&colon;alert(1)) [c](data:text/html,d)",
    "![a](https://evil.example/b.png) ![c](javascript:alert(1)\"onerror=alert(1))",
    "[a]: javascript:alert(1)\n\n[a] [b][a]",
    "# a\n\n```\"onclick=alert(1)\n</code><script>alert(1)</script>",
    "| a |\n|--:|\n| <b onclick=alert(1)> |\n\n> c\n\n* d\n\n---",
    "{{{{#include /etc/passwd}}}} {{{{ #playground a}}}} \\{{{{#include b}}}}",
    "a_b_ *c* `d` ~e~ ^f^ $g$ \\\\(h\\\\) :smile: <https://evil.example>",
];

/// Returns the files of a catalog with a text in every place that takes one.
fn write(folder: &Path, text: &str) {
    // A JSON string is a YAML string.
    let text = serde_json::to_string(text).unwrap();
    let line = text.replace("\\n", " ");
    let word = text.replace("\\n", "").replace([' ', '{', '}'], "");
    // Texts without placeholders must not contain braces.
    let bare = text.replace(['{', '}'], "");
    let constant = line.replace('$', "");
    let provider = line.replace('*', "");
    let address = format!("\"https://a.example/{}\"", word.replace(['<', '>', '"', '\\'], ""));
    let header = format!(
        r"catalog: hostile
title: {line}
version: 1.0.0
edition: {line}
language: en
unknown: {{message: {bare}, customer: {bare}}}
context: {{about: {line}}}
envelopes: {{own: {{code: $code, text: $message, about: $about, set: $constant, more: $customer}}}}
retry:
  p:
    {{kind: backoff, first: 1s, max: 9s, retries: 3, limits: [{{scheme: {line}, count: 1, window: 1d, citation: {line}}}]}}
outcomes: {{o: {{action: redirect, to: a_url, session: s, query: q}}}}
redirects: {{q: {{code: $code, text: $customer}}}}
"
    );
    let code = |provider: &str| {
        format!(
            r"
    status: 400
    fixable_by: customer
    title: {line}
    message: {text}
    remediation: {text}
    customer: {text}
    params: {{p: {line}}}
    retry: p
    outcome: o
    envelope: own
    set: {{constant: {constant}}}
    field: {line}
    recognize: never
    provider_codes: {{s: [{provider}]}}
    owner: {line}
    tags: [{line}]
    docs_url: {address}
    citations: [{{page: {line}, edition: {line}, assumed: true}}]
    since: 1.0.0"
        )
    };
    let (open, masked) = (code(&provider), code("x"));
    let codes = format!(
        r"codes:
  A: {open}
    wire_code: {word}
    see: [B]
  B: {masked}
    shown_as: A
    deprecated: {{since: 1.0.0, replaced_by: A, reason: {line}}}
retired:
  C: {{until: 1.0.0, replaced_by: A, reason: {line}}}
"
    );
    let german = format!("unknown: {{customer: {bare}}}\ncustomer: {{A: {text}}}\nremediation: {{A: {text}}}\n");
    fs::create_dir_all(folder.join("locales")).unwrap();
    fs::write(folder.join("catalog.yaml"), header).unwrap();
    fs::write(folder.join("codes.yaml"), codes).unwrap();
    fs::write(folder.join("locales/de.yaml"), german).unwrap();
}

fn written(text: &str, make: fn(Option<&Path>, Audience) -> Files) -> Files {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), text);
    make(Some(folder.path()), Audience::Team)
}

/// Returns the elements of a page with the names of their attributes, except those that Markdown may create.
fn shape(page: &Html) -> Vec<String> {
    fn walk(element: ElementRef<'_>, out: &mut Vec<String>) {
        let mut attributes: Vec<&str> = element.value().attrs().map(|(name, _)| name).collect();
        attributes.sort_unstable();
        out.push(format!("<{} {}>", element.value().name(), attributes.join(" ")));
        if !element.value().classes().any(|class| class == "prose") {
            element.child_elements().for_each(|child| walk(child, out));
            out.push("</>".to_owned());
        }
    }
    let mut out = Vec::new();
    walk(page.root_element(), &mut out);
    out
}

#[test]
fn texts_stay_texts() {
    let tame = written("tame", site);
    let markdown: BTreeSet<&str> = [
        "p",
        "h3",
        "pre",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "ul",
        "li",
        "hr",
        "em",
        "a",
        "var",
    ]
    .into();
    for attack in ATTACKS {
        let files = written(attack, site);
        assert_eq!(files.keys().collect::<Vec<_>>(), tame.keys().collect::<Vec<_>>());
        for ((path, page), (_, tame)) in pages(&files).zip(pages(&tame)) {
            assert_eq!(shape(&page), shape(&tame), "{path}: {attack}");
            for element in page.select(&select(".prose *")) {
                let attributes: Vec<(&str, &str)> = element.value().attrs().collect();
                assert!(markdown.contains(element.value().name()), "{path}: {attack}");
                let fine = |(name, value): &(&str, &str)| match *name {
                    "href" => value.starts_with("https://"),
                    "class" => value.starts_with("language-"),
                    _ => false,
                };
                assert!(attributes.iter().all(fine), "{path}: {attack}: {attributes:?}");
            }
            for link in page.select(&select("a")) {
                let href = link.attr("href").unwrap();
                assert!(!href.contains(':') || href.starts_with("https://"), "{path}: {attack}: {href}");
            }
        }
        // Text without Markdown is visible as it was written.
        let page = Html::parse_document(&files["hostile/A.html"]);
        let plain = attack.replace("{{", "{").replace("}}", "}").replace('\n', " ");
        let title: String = super::texts(&page, "p.title")[0].clone();
        assert_eq!(title, attack.replace('\n', " "), "{plain}");
        assert_eq!(super::texts(&page, "p.message")[0].replace('\n', " "), plain);
    }
}

/// The sources of a book contain neither mdBook's own commands nor HTML of the catalog.
#[test]
fn a_book_has_no_elements_of_a_catalog() {
    for attack in ATTACKS {
        for (path, text) in written(attack, book) {
            assert!(!text.contains("{{#") && !text.contains("{{ #"), "{path}: {attack}");
            let bare = text.replace("\\<", "");
            for element in ["<script", "<img", "<svg", "<iframe", "<b ", "<!--", "<javascript"] {
                assert!(!bare.contains(element), "{path}: {attack}: {text}");
            }
        }
    }
}
