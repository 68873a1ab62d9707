//! Codes in a pasted text that is not a name: a Rust path, a diagnostic, the URL of a redirect or of a documentation page, an
//! answer, or a log line that contains an answer or a code.

use std::collections::BTreeSet;

use errcat_core::{AnyCode, Catalog, Found, NamedUrls, Recognized, RedirectReader, Schemes};
use serde::de::IgnoredAny;

use super::name::{Hit, exact, hits as each_once, similar};

/// An address to fall back to where there is none: only the code is read.
const NOWHERE: &str = "https://nowhere.invalid";

/// Returns the codes in a text, by the surest way to read it that finds any.
pub(super) fn pasted<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    [path, diagnostic, redirect, answers, link, words]
        .iter()
        .map(|read| read(catalogs, text))
        .find(|hits| !hits.is_empty())
        .unwrap_or_default()
}

fn hits<'a>(catalogs: &'a [Catalog<'a>], find: impl Fn(Catalog<'a>) -> Vec<AnyCode<'a>>) -> Vec<Hit<'a>> {
    found(catalogs, |catalog| find(catalog).into_iter().map(Found::Code).collect())
}

fn found<'a>(catalogs: &'a [Catalog<'a>], find: impl Fn(Catalog<'a>) -> Vec<Found<'a>>) -> Vec<Hit<'a>> {
    catalogs.iter().copied().flat_map(|catalog| each_once(catalog, find(catalog).into_iter())).collect()
}

/// `mozarto::Code::MissingField`, `errcat::mozarto::errors::missing_field("x")`
fn path<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    let path = text.split('(').next().unwrap_or_default();
    let mut segments: Vec<&str> = path.split("::").map(str::trim).collect();
    let name = segments.pop().unwrap_or_default();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !name.bytes().all(is_name) {
        return Vec::new();
    }
    let named = catalogs.iter().copied().any(|catalog| segments.contains(&catalog.name()));
    hits(catalogs, |catalog| {
        let here = !named || segments.contains(&catalog.name());
        catalog.codes().filter(|code| here && plain(code.as_str()) == plain(name)).collect()
    })
}

/// Returns a name without underscores and case.
fn plain(name: &str) -> String {
    name.replace('_', "").to_ascii_lowercase()
}

/// `error[EC0405]: …`; codes that the message quotes do not count.
fn diagnostic<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    let codes = || text.split("error[").skip(1).filter_map(|rest| Some(rest.split_once(']')?.0));
    hits(catalogs, |catalog| codes().filter_map(|code| catalog.by_wire_code(code)).collect())
}

/// `https://shop.example/error?errorCode=SYSTEM_ERROR`
fn redirect<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    /// Only the code is read.
    struct Nowhere;
    impl NamedUrls for Nowhere {
        fn url(&self, _: &str) -> Option<&str> {
            Some(NOWHERE)
        }
    }
    // Other characters around a URL may also be part of its query.
    let words = text.split(|character: char| character.is_whitespace() || "\"<>".contains(character));
    let words = words.map(|word| word.trim_end_matches(['.', ',', ';', '\'', ')', ']']));
    let urls: Vec<&str> = words.filter(|word| word.contains("://") && word.contains('?')).collect();
    hits(catalogs, |catalog| {
        let readers = catalog
            .redirects()
            .filter_map(|redirect| RedirectReader::new(catalog, redirect.name(), [], &Nowhere, Schemes::Https).ok());
        readers.flat_map(|reader| urls.iter().filter_map(move |url| reader.read(url).code())).collect()
    })
}

/// `https://errors.example.com/mozarto/MISSING_FIELD`, `urn:shop:error:SOLD_OUT`
fn link<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    let is_end = |character: char| character.is_whitespace() || "\"'<>()[]".contains(character);
    let links = || {
        text.split(is_end)
            .filter(|word| word.contains("://") || word.starts_with("urn:"))
            .map(|word| word.trim_end_matches(['.', ',', ';']))
    };
    if links().next().is_none() {
        return Vec::new();
    }
    found(catalogs, |catalog| {
        links()
            .flat_map(|link| {
                forms(link)
                    .map(|form| linked(catalog, form))
                    .into_iter()
                    .find(|all| !all.is_empty())
                    .unwrap_or_default()
            })
            .collect()
    })
}

/// Returns a link as it is, and without its fragment, its query and its last slash.
fn forms(link: &str) -> [&str; 4] {
    let page = link.split('#').next().unwrap_or_default();
    let path = page.split('?').next().unwrap_or_default();
    [link, page, path, path.trim_end_matches('/')]
}

/// Returns the codes with this link or problem type, or the retired id in it.
fn linked<'a>(catalog: Catalog<'a>, link: &str) -> Vec<Found<'a>> {
    let linked = |code: AnyCode<'a>| {
        let url = code.docs_url()?.to_string();
        if url == link {
            return Some(Found::Code(code));
        }
        let (before, after) = url.rsplit_once(code.as_str())?;
        let id = link.strip_prefix(before)?.strip_suffix(after)?;
        catalog.find(id).filter(|found| matches!(found, Found::Retired(_)))
    };
    catalog.codes().filter_map(linked).chain(catalog.find_by_problem_type(link)).collect()
}

/// The most braces of a text that are tried as the start of an answer.
const MOST_BRACES: usize = 64;

/// `… 400 {"status":"error","message":"Missing required field: pspType","isSuccess":false,"errors":[]} …`
fn answers<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    let known = |status, body: &[u8]| {
        let recognizes = |catalog: &Catalog<'a>| Some((*catalog, catalog.recognize(status, body)?.code()));
        let hit = |(catalog, code)| Hit { catalog, found: Found::Code(code), in_answer: true };
        catalogs.iter().filter_map(recognizes).map(hit).collect::<Vec<_>>()
    };
    readings(text).map(|(status, body)| known(status, body)).find(|hits| !hits.is_empty()).unwrap_or_default()
}

/// An answer in a text.
#[derive(Debug)]
#[non_exhaustive]
pub struct Answer<'a> {
    /// The status beside it, if that was needed to recognize it.
    pub status: Option<u16>,
    /// What it means.
    pub recognized: Recognized<'a>,
}

/// Returns the answer in a text, in the reading by which [`find`](super::find) finds its code in the catalog.
#[must_use]
pub fn answer<'a>(catalog: Catalog<'a>, text: &str) -> Option<Answer<'a>> {
    readings(text).find_map(|(status, body)| Some(Answer { status, recognized: catalog.recognize(status, body)? }))
}

/// Returns the JSON objects in a text, each without a status first, then with each number that may be its status.
fn readings(text: &str) -> impl Iterator<Item = (Option<u16>, &[u8])> {
    bodies(text).flat_map(|(body, statuses)| {
        std::iter::once(None).chain(statuses.into_iter().map(Some)).map(move |status| (status, body))
    })
}

/// Returns the JSON objects in a text, each with the numbers before and after it that may be its status.
fn bodies(text: &str) -> impl Iterator<Item = (&[u8], Vec<u16>)> {
    text.match_indices('{').take(MOST_BRACES).filter_map(|(at, _)| {
        let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let end = at + values.byte_offset();
        let words = [&text[..at], &text[end..]].map(|part| part.split(|own: char| !own.is_ascii_alphanumeric()));
        let statuses = words.into_iter().flatten().filter_map(status);
        Some((&text.as_bytes()[at..end], statuses.collect()))
    })
}

/// Returns the lowest status with which an answer in the text would be recognized, if it has none.
pub(super) fn status_in_text(catalogs: &[Catalog<'_>], text: &str) -> Option<u16> {
    let mut bare = bodies(text).filter(|(_, statuses)| statuses.is_empty());
    bare.find_map(|(body, _)| catalogs.iter().copied().filter_map(|catalog| status_that_decides(catalog, body)).min())
}

/// Returns the lowest status of a catalog's codes with which an answer would be recognized.
#[must_use]
pub fn status_that_decides(catalog: Catalog<'_>, body: &[u8]) -> Option<u16> {
    let statuses: BTreeSet<u16> = catalog.codes().filter_map(AnyCode::status).collect();
    statuses.into_iter().find(|status| catalog.recognize(Some(*status), body).is_some())
}

/// Returns the HTTP status code that a text is: three digits, 100–599.
#[must_use]
pub fn status(text: &str) -> Option<u16> {
    let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|status| digits && (100..=599).contains(status))
}

/// `… payment refused: mozarto/PSP_TIMEOUT after 3 s`, `… code=card_declined`; words in a query are ignored, because anyone can write
/// it, and so are numbers, because they may count anything.
fn words<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    let without_query = |word: &str| match word.split_once("://").and_then(|_| word.split_once('?')) {
        Some((before, _)) => before.to_owned(),
        None => word.to_owned(),
    };
    let joined: Vec<String> = text.split_whitespace().map(without_query).collect();
    let joined = joined.join(" ");
    let within = |character: char| character.is_ascii_alphanumeric() || "_/-.".contains(character);
    let words = || joined.split(|character| !within(character)).map(|word| word.trim_end_matches(['.', '-']));
    if words().all(|word| word == text) {
        return Vec::new();
    }
    let all = |find: fn(Catalog<'a>, &str) -> Vec<Hit<'a>>, will_do: fn(&str) -> bool| {
        found(catalogs, |catalog| {
            let own = |word| {
                let id = str::strip_prefix(word, catalog.name()).and_then(|rest| rest.strip_prefix('/'));
                find(catalog, id.unwrap_or(word))
            };
            words().filter(|word| will_do(word)).flat_map(own).map(|hit| hit.found).collect()
        })
    };
    let hits = all(exact, |word| !word.bytes().all(|byte| byte.is_ascii_digit()));
    // In another case, a word without an underscore may be an English word.
    if hits.is_empty() { all(similar, |word| word.contains('_')) } else { hits }
}
