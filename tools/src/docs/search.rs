//! The index of the search: every word with the codes that contain it, as a script that a page loads once.
//!
//! Words are in lower case and sorted. Each has a list of numbers in base 36, one for each code: the distance to the number of the
//! code before it, times three, plus the best place of the word (0 in a text, 1 in the title, 2 in the id). A page finds a prefix
//! by bisection and never reads a text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use errcat_core::{AnyCode, Catalog, Found, Retired, Shown};
use serde::Serialize;

use super::file_name::stem;
use crate::audience::Audience;

/// The places of a word, the best last.
const TEXT: u32 = 0;
const TITLE: u32 = 1;
const ID: u32 = 2;
const PLACES: u32 = 3;

/// The data of the script.
#[derive(Serialize)]
struct SearchIndex<'a> {
    catalogs: Vec<&'a str>,
    /// The index in `catalogs`, id, title, status (0 for none), fixable by, kind of retry, and a flag.
    codes: Vec<(usize, &'a str, &'a str, u16, &'a str, &'a str, &'a str)>,
    words: String,
    places: String,
    /// The names of pages that are not the id, by id.
    pages: BTreeMap<&'a str, Cow<'a, str>>,
}

/// Returns the script.
pub fn script(audience: Audience, catalogs: &[Catalog<'_>]) -> String {
    let mut words = Words::default();
    let mut codes = Vec::new();
    for (at, catalog) in catalogs.iter().copied().enumerate() {
        for code in audience.codes(catalog) {
            let fixer = code.fixable_by().as_str();
            let status = code.status().unwrap_or_default();
            codes.push((at, code.as_str(), code.title(), status, fixer, code.retry().kind().as_str(), flag(code)));
            words.code(audience, code);
        }
        for retired in audience.retired(catalog) {
            codes.push((at, retired.id, "", 0, "", "", "retired"));
            words.retired(catalog, &retired);
        }
    }
    let (words, places) = words.written();
    let ids = codes.iter().map(|code| (code.1, stem(code.1)));
    let pages = ids.filter(|(id, page)| id != page).collect();
    let index =
        SearchIndex { catalogs: catalogs.iter().copied().map(Catalog::name).collect(), codes, words, places, pages };
    format!("window.errcatIndex={};\n", serde_json::to_string(&index).expect("writing to memory does not fail"))
}

fn flag(code: AnyCode<'_>) -> &'static str {
    match (code.shown(), code.deprecation()) {
        (Shown::As(_) | Shown::Unknown, _) => "not public",
        (_, Some(_)) => "deprecated",
        _ => "",
    }
}

/// Words with the numbers of the codes that contain them, and the best place in each.
#[derive(Default)]
struct Words {
    next: u32,
    words: BTreeMap<String, Vec<(u32, u32)>>,
}

impl Words {
    fn code(&mut self, audience: Audience, code: AnyCode<'_>) {
        self.text(code.as_str(), ID);
        self.text(code.wire_code(), ID);
        code.aliases().for_each(|alias| self.text(alias, ID));
        self.text(code.title(), TITLE);
        self.text(code.message(), TEXT);
        for language in code.catalog().languages() {
            self.text(code.remediation_in(language.tag), TEXT);
            self.text(code.customer_in(language.tag), TEXT);
        }
        for param in audience.params(code) {
            self.text(param.name, TEXT);
        }
        for provider in code.provider_codes() {
            self.text(provider.scope, TEXT);
            self.text(provider.code, TEXT);
        }
        if let Some(status) = code.status() {
            self.text(&status.to_string(), TEXT);
        }
        self.text(code.field().unwrap_or_default(), TEXT);
        self.text(code.grpc().as_str(), TEXT);
        if !audience.is_public() {
            code.tags().chain(code.owner()).for_each(|text| self.text(text, TEXT));
        }
        self.next += 1;
    }

    fn retired(&mut self, catalog: Catalog<'_>, retired: &Retired<'_>) {
        self.text(retired.id, ID);
        let aliases = catalog.aliases(Found::Retired(*retired));
        retired.wire_code.into_iter().chain(aliases).for_each(|name| self.text(name, ID));
        self.text(retired.reason.unwrap_or_default(), TEXT);
        self.next += 1;
    }

    fn text(&mut self, text: &str, place: u32) {
        for word in words(text) {
            let codes = self.words.entry(word).or_default();
            match codes.last_mut() {
                Some((last, best)) if *last == self.next => *best = place.max(*best),
                _ => codes.push((self.next, place)),
            }
        }
    }

    /// Returns the words and their numbers, both separated by spaces.
    fn written(self) -> (String, String) {
        let (mut words, mut places) = (String::new(), String::new());
        for (word, codes) in self.words {
            if !words.is_empty() {
                words.push(' ');
                places.push(' ');
            }
            words.push_str(&word);
            let mut before = 0;
            for (at, (code, place)) in codes.into_iter().enumerate() {
                if at > 0 {
                    places.push(',');
                }
                base36((code - before) * PLACES + place, &mut places);
                before = code;
            }
        }
        (words, places)
    }
}

fn base36(number: u32, out: &mut String) {
    if number >= 36 {
        base36(number / 36, out);
    }
    out.extend(char::from_digit(number % 36, 36));
}

/// Returns the words of a text in lower case. In scripts without spaces, each character is a word. `site.js` splits the typed text
/// in the same way.
fn words(text: &str) -> impl Iterator<Item = String> {
    let between = |character: char| match character {
        _ if character.is_ascii() => !character.is_ascii_alphanumeric(),
        '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' => true,
        _ => character.is_whitespace(),
    };
    text.split(between).filter(|word| !word.is_empty()).flat_map(|word| {
        let mut parts = vec![String::new()];
        for character in word.chars() {
            if is_sign(character) {
                parts.extend([character.to_string(), String::new()]);
            } else if let Some(last) = parts.last_mut() {
                last.push(character);
            }
        }
        parts.into_iter().filter(|part| !part.is_empty()).map(|part| part.to_lowercase())
    })
}

/// Returns whether a character is Kana or Han.
const fn is_sign(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn texts_are_cut_into_words() {
        let words: Vec<String> = super::words("MISSING_FIELD: “Ünïcödé” 期限 a-b {x} e\u{301}t ΛΌΓΟΣ").collect();
        assert_eq!(words, ["missing", "field", "ünïcödé", "期", "限", "a", "b", "x", "e\u{301}t", "λόγος"]);
    }

    #[test]
    fn numbers_are_short() {
        let mut out = String::new();
        for number in [0, 35, 36, 1_295, 1_296] {
            super::base36(number, &mut out);
        }
        assert_eq!(out, "0z10zz100");
    }
}
