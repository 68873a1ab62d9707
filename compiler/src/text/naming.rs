//! Names of codes in texts: finds the names of hidden codes, in whatever case and with whatever separators they are written.

use std::collections::HashMap;
use std::ops::Range;

/// The names of hidden codes, to be found in texts.
///
/// A name of two words or more is found word by word: `FRAUD_SUSPECTED` also as `fraud suspected`, `FraudSuspected` and
/// `fraud-suspected`. A name of one word is found only if it is an id, and only as it is written, because other words are too
/// common. A number is found only as a whole value. A name does not go on in the next sentence. A name inside a longer name of a public code is not found.
#[derive(Debug, Default)]
pub struct HiddenNames {
    /// Names of two words or more, as [`keys`] writes them.
    by_words: HashMap<String, Meaning>,
    /// Long names written as one word, such as `fraudsuspected`.
    joined: HashMap<String, usize>,
    /// Ids of one word.
    ids: HashMap<String, usize>,
    /// Wire codes that are numbers.
    numbers: HashMap<String, usize>,
    /// The most words of a name.
    longest: usize,
}

/// What a name of several words means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// A public code.
    Public,
    /// A hidden code, by the number that [`HiddenNames::hide`] was given.
    Hidden(usize),
}

/// The shortest name that is also found without separators: ordinary words are shorter.
const SHORTEST_JOINED: usize = 12;

/// A name of a hidden code in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The number of the code.
    pub code: usize,
    /// The place of the name in the text, in bytes.
    pub place: Range<usize>,
}

impl HiddenNames {
    /// Returns whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.numbers.is_empty() && !self.by_words.values().any(|name| *name != Meaning::Public)
    }

    /// Adds a name of a public code. Hidden codes must be added before.
    pub fn show(&mut self, name: &str) {
        for key in keys(name) {
            self.joined.remove(&joined(&key));
            self.longest = self.longest.max(words(name).len());
            self.by_words.insert(key, Meaning::Public);
        }
        self.ids.remove(name);
        self.numbers.remove(name);
    }

    /// Adds the title of a public code. It is found nowhere as the title of a hidden code.
    pub fn show_title(&mut self, title: &str) {
        for key in keys(title) {
            self.joined.remove(&joined(&key));
            self.by_words.remove(&key);
        }
    }

    /// Adds the id of a hidden code.
    pub fn hide_id(&mut self, id: &str, code: usize) {
        if keys(id).is_empty() {
            self.ids.insert(id.to_owned(), code);
        }
        self.hide(id, code);
    }

    /// Adds another name of a hidden code: a wire code, an alias, a Rust name or a title.
    pub fn hide(&mut self, name: &str, code: usize) {
        for key in keys(name) {
            let joined = joined(&key);
            if joined.chars().count() >= SHORTEST_JOINED {
                self.joined.entry(joined).or_insert(code);
            }
            self.longest = self.longest.max(words(name).len());
            self.by_words.entry(key).or_insert(Meaning::Hidden(code));
        }
    }

    /// Adds the wire code of a hidden code that is a number.
    pub fn hide_number(&mut self, digits: &str, code: usize) {
        self.numbers.insert(digits.to_owned(), code);
    }

    /// Finds the names of hidden codes in a text, or the number that the whole text is.
    pub fn find(&self, text: &str) -> Vec<Naming> {
        let mut found = Vec::new();
        if let Some(code) = self.numbers.get(text.trim()) {
            found.push(Naming { code: *code, place: 0..text.len() });
        }
        if !self.ids.is_empty() {
            self.find_ids(text, &mut found);
        }
        if self.longest > 0 {
            self.find_words(text, &mut found);
        }
        found
    }

    fn find_ids(&self, text: &str, found: &mut Vec<Naming>) {
        let mut start = 0;
        for run in text.split(|other: char| !other.is_ascii_alphanumeric() && other != '_') {
            if let Some(code) = self.ids.get(run) {
                found.push(Naming { code: *code, place: start..start + run.len() });
            }
            // The character behind a run may be longer than a byte.
            let behind = start + run.len();
            start = behind + text[behind..].chars().next().map_or(0, char::len_utf8);
        }
    }

    fn find_words(&self, text: &str, found: &mut Vec<Naming>) {
        let words = words(text);
        // The end of the last public name.
        let mut public = 0;
        for (at, first) in words.iter().enumerate() {
            let mut key = first.text.clone();
            let mut hidden = self.joined.get(&key).map(|code| (*code, at + 1));
            for (end, word) in words.iter().enumerate().skip(at + 1).take(self.longest.saturating_sub(1)) {
                word.add_to(&mut key);
                match self.by_words.get(&key) {
                    Some(Meaning::Public) => public = public.max(end + 1),
                    Some(Meaning::Hidden(code)) => hidden = Some((*code, end + 1)),
                    None => {}
                }
            }
            if let Some((code, end)) = hidden.filter(|(_, end)| *end > public) {
                found.push(Naming { code, place: first.place.start..words[end - 1].place.end });
            }
        }
    }
}

/// Returns the words of a name in lower case, with a blank between them, and once more with the ends of its sentences, if it has
/// several. Nothing for a name of one word.
fn keys(name: &str) -> Vec<String> {
    let words = words(name);
    let Some((first, others)) = words.split_first().filter(|(_, others)| !others.is_empty()) else { return Vec::new() };
    let (mut key, mut plain) = (first.text.clone(), first.text.clone());
    for word in others {
        word.add_to(&mut key);
        plain.extend([" ", &word.text]);
    }
    if key == plain { vec![key] } else { vec![key, plain] }
}

/// Returns the words of a key without anything between them.
fn joined(key: &str) -> String {
    key.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// A word of a text.
struct Word {
    /// The word in lower case.
    text: String,
    place: Range<usize>,
    /// Whether a sentence ends before it.
    begins: bool,
}

impl Word {
    /// Adds the word to the words before it.
    fn add_to(&self, key: &mut String) {
        key.extend([if self.begins { ". " } else { " " }, &self.text]);
    }
}

/// Returns the words of a text. A word ends at a character that is neither a letter nor a digit, and before an upper-case letter
/// behind a lower-case letter or a digit. The escapes of URLs (`%20`) separate words.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut previous: Option<char> = None;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        let is_hex = |hex: &[u8]| hex.iter().all(u8::is_ascii_hexdigit);
        if character == '%' && text.as_bytes().get(at + 1..at + 3).is_some_and(is_hex) {
            characters.nth(1);
        }
        if !character.is_alphanumeric() {
            previous = None;
            continue;
        }
        let is_hump =
            character.is_uppercase() && previous.is_some_and(|before| before.is_lowercase() || before.is_numeric());
        if previous.is_none() || is_hump {
            let end = words.last().map_or(at, |word| word.place.end);
            words.push(Word { text: String::new(), place: at..at, begins: ends_sentence(&text[end..at]) });
        }
        if let Some(word) = words.last_mut() {
            word.text.extend(character.to_lowercase());
            word.place.end = at + character.len_utf8();
        }
        previous = Some(character);
    }
    words
}

/// Returns whether a sentence or a paragraph ends between two words.
fn ends_sentence(between: &str) -> bool {
    let mark = between.find(['.', '!', '?', ';', ':', '。']);
    mark.is_some_and(|mark| between[mark..].contains(char::is_whitespace)) || between.contains("\n\n")
}
