//! Tests that every link has a target, and that links lead to every page.

use std::collections::BTreeSet;
use std::path::Path;

use errcat_tools::Audience;
use scraper::Html;

use super::{Files, book, catalogs, pages, select, site};

/// Returns all links of a page: (attribute, URL).
fn addresses(page: &Html) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (selector, attribute) in [("[href]", "href"), ("[src]", "src"), ("[action]", "action")] {
        let selector = select(selector);
        all.extend(page.select(&selector).map(|element| (attribute, element.attr(attribute).unwrap().to_owned())));
    }
    all
}

/// Returns the file that a relative URL on a page leads to.
fn resolve(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {address} leads out"),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn check(files: &Files) {
    let ids = |page: &Html| -> Vec<String> {
        page.select(&select("[id]")).map(|element| element.attr("id").unwrap().to_owned()).collect()
    };
    let known: BTreeSet<(String, String)> =
        pages(files).flat_map(|(path, page)| ids(&page).into_iter().map(move |id| (path.to_owned(), id))).collect();
    let mut named: BTreeSet<String> = BTreeSet::new();
    for (path, page) in pages(files) {
        let own = ids(&page);
        assert_eq!(own.iter().collect::<BTreeSet<_>>().len(), own.len(), "{path}: an id occurs twice");
        for (attribute, address) in addresses(&page) {
            if attribute == "href" && ["https://", "http://", "mailto:"].iter().any(|start| address.starts_with(start))
            {
                continue;
            }
            let (file, fragment) = address.split_once('#').unwrap_or((&address, ""));
            let file = file.split('?').next().unwrap();
            let target = if file.is_empty() { path.to_owned() } else { resolve(path, file) };
            assert!(files.contains_key(&target), "{path}: {address} leads nowhere");
            assert!(fragment.is_empty() || known.contains(&(target.clone(), fragment.to_owned())), "{path}: {address}");
            named.insert(target);
        }
        for other in ["aria-labelledby", "aria-describedby", "for"] {
            let selector = format!("[{other}]");
            for element in page.select(&select(&selector)) {
                assert!(own.iter().any(|id| id == element.attr(other).unwrap()), "{path}: {other}");
            }
        }
    }
    assert_eq!(named, files.keys().cloned().collect(), "every file is linked to");
}

#[test]
fn every_link_leads_somewhere() {
    check(&site(None, Audience::Public));
    check(&site(None, Audience::Team));
    for name in ["good", "host", "secret"] {
        check(&site(Some(&catalogs(name)), Audience::Public));
        check(&site(Some(&catalogs(name)), Audience::Team));
    }
}

/// The summary of a book lists each of its files, and nothing else.
fn check_book(folder: Option<&Path>, audience: Audience) {
    let files = book(folder, audience);
    let linked =
        files["src/SUMMARY.md"].split("](").skip(1).map(|rest| format!("src/{}", rest.split(')').next().unwrap()));
    let mut named: BTreeSet<String> = linked.collect();
    named.extend(["src/SUMMARY.md".to_owned(), "book.toml".to_owned()]);
    assert_eq!(named, files.keys().cloned().collect());
}

#[test]
fn a_book_names_all_its_files() {
    check_book(None, Audience::Public);
    check_book(None, Audience::Team);
    check_book(Some(&catalogs("good")), Audience::Public);
}

/// File systems may take upper and lower case for the same, Windows keeps names for devices, and names have at most 255 bytes.
#[test]
fn every_page_has_a_file_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let ids = ["INDEX", "CATALOG", "README", "SUMMARY", "CON", "NUL", "COM1", "LPT9", "COM10"].map(str::to_owned);
    let long = [300, 301].map(|length| "LONG_".repeat(length).get(..length).unwrap().to_owned());
    let codes: Vec<String> = ids
        .iter()
        .chain(&long)
        .map(|id| {
            let see = ids.iter().find(|other| *other != id).unwrap();
            format!("  ? {id}\n  : {{status: 404, fixable_by: nobody, message: This is {id}, remediation: Wait., see: [{see}]}}\n")
        })
        .collect();
    let header = "catalog: shop\ntitle: Shop\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: Unknown error, customer: Something went wrong.}\n";
    std::fs::write(folder.path().join("catalog.yaml"), header).unwrap();
    std::fs::write(
        folder.path().join("codes.yaml"),
        format!("codes:\n{}retired: {{AUX: {{replaced_by: CON}}, PRN: {{}}}}\n", codes.concat()),
    )
    .unwrap();
    let files = site(Some(folder.path()), Audience::Public);
    check(&files);
    check_book(Some(folder.path()), Audience::Public);
    for files in [files, book(Some(folder.path()), Audience::Public)] {
        let lower: BTreeSet<String> = files.keys().map(|path| path.to_lowercase()).collect();
        assert_eq!(lower.len(), files.len());
        let names = files.keys().flat_map(|path| path.split('/'));
        for name in names {
            assert!(name.len() <= 240 && !errcat_compiler::is_device(name.split('.').next().unwrap()), "{name}");
        }
        assert!(lower.iter().all(|path| !path.contains("/readme.")));
    }
}

/// A page has one heading of level 1, a unique title, and nothing that its content security policy forbids.
#[test]
fn pages_are_as_their_policy_says() {
    let files = site(None, Audience::Public);
    let mut titles = BTreeSet::new();
    for (path, page) in pages(&files) {
        assert_eq!(page.select(&select("h1")).count(), 1, "{path}");
        assert!(titles.insert(super::texts(&page, "title")), "{path}: another page has its title");
        for element in page.select(&select("*")) {
            let name = element.value().name();
            assert_ne!(name, "style", "{path}");
            assert!(name != "script" || element.text().next().is_none(), "{path}: a script in the page");
            let inline = |(name, _): (&str, &str)| name == "style" || name.starts_with("on");
            assert!(!element.value().attrs().any(inline), "{path}: <{name}> with a style or a handler");
        }
    }
}
