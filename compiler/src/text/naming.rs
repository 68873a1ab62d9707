//! Names of codes in texts: finds the names of hidden codes, in whatever case and with whatever separators they are written.

mod letters;
mod shown;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use self::letters::{Gap, Letters};

/// The names of hidden codes, to be found in texts.
///
/// A name of two words or more is found word by word: `FRAUD_SUSPECTED` also as `fraud suspected`, `FraudSuspected` and
/// `fraud-suspected`. A name of one word is found only if it is an id, and only as it is written, because other words are too
/// common. An integer is found only as a whole value. A name does not go on in the next sentence. A name inside a longer name is
/// not found: that of a public code, or of another hidden code, which is found instead.
#[derive(Debug, Default)]
pub struct HiddenNames {
    /// Names of two words or more, by their letters and digits.
    by_letters: HashMap<String, Vec<Name>>,
    /// Ids of one word.
    ids: HashMap<String, usize>,
    /// Wire codes that are integers.
    numbers: HashMap<i64, usize>,
    /// The bytes of the longest name's letters.
    longest: usize,
}

/// A name of two words or more.
#[derive(Debug)]
struct Name {
    /// The hidden code, by the number that [`HiddenNames::hide`] was given; `None` for a name that is public.
    code: Option<usize>,
    kind: NameKind,
    /// What is between the letters, by the position behind it.
    gaps: Vec<(usize, Gap)>,
}

/// How a name is compared.
#[derive(Debug, PartialEq, Eq)]
enum NameKind {
    Words,
    /// As words. It is no secret if it is also the title of a public code.
    Title,
    /// Only as it is written here.
    Exact(String),
}

/// The shortest name, in bytes, that is also found without separators: ordinary words are shorter.
const SHORTEST_JOINED: usize = 12;

/// A name of a hidden code in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The number of the code.
    pub code: usize,
    /// The name as the text has it, or as a page shows it.
    pub name: String,
}

impl HiddenNames {
    /// Returns whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        let mut names = self.by_letters.values().flatten();
        self.ids.is_empty() && self.numbers.is_empty() && names.all(|name| name.code.is_none())
    }

    /// Adds a name that is public. A hidden name inside it is not found, but a hidden name of the same words is.
    pub fn show(&mut self, name: &str) {
        self.add(name, None, NameKind::Words);
    }

    /// Adds the title of a public code. It is no longer found as the title of a hidden code.
    pub fn show_title(&mut self, title: &str) {
        if let Some(names) = self.by_letters.get_mut(&Letters::of(title).text) {
            names.retain(|name| name.kind != NameKind::Title);
        }
    }

    /// Adds the id of a hidden code.
    pub fn hide_id(&mut self, id: &str, code: usize) {
        if !self.add(id, Some(code), NameKind::Words) {
            self.ids.insert(id.to_owned(), code);
        }
    }

    /// Adds another name of a hidden code: a wire code, an alias or a Rust name.
    pub fn hide(&mut self, name: &str, code: usize) {
        self.add(name, Some(code), NameKind::Words);
    }

    /// Adds the title of a hidden code.
    pub fn hide_title(&mut self, title: &str, code: usize) {
        self.add(title, Some(code), NameKind::Title);
    }

    /// Adds a name that is found only as it is written here, and not at all if it is public or has a blank. Public names must be
    /// added before.
    pub fn hide_exact(&mut self, name: &str, code: usize) {
        let public = |names: &Vec<Name>| names.iter().any(|name| name.code.is_none());
        let is_public = self.by_letters.get(&Letters::of(name).text).is_some_and(public);
        if !is_public && !name.contains(char::is_whitespace) {
            let name = name.trim_matches(|other: char| !other.is_alphanumeric());
            self.add(name, Some(code), NameKind::Exact(name.to_owned()));
        }
    }

    /// Adds the wire code of a hidden code that is an integer.
    pub fn hide_number(&mut self, digits: &str, code: usize) {
        if let Some(number) = integer(digits) {
            self.numbers.insert(number, code);
        }
    }

    /// Adds a name. Returns whether it has two words or more.
    fn add(&mut self, name: &str, code: Option<usize>, kind: NameKind) -> bool {
        let letters = Letters::of(name);
        let gaps = letters.gaps();
        if !gaps.iter().any(|(_, gap)| *gap >= Gap::Hump) {
            return false;
        }
        self.longest = self.longest.max(letters.text.len());
        self.by_letters.entry(letters.text).or_default().push(Name { code, kind, gaps });
        true
    }

    /// Finds the names of hidden codes in a text, as it is written and as a page shows it, and the numbers that are whole values of
    /// it. Each code is found once for each place in the text, or once on the page.
    pub fn find(&self, text: &str) -> Vec<Naming> {
        let mut found = self.find_written(text);
        for shown in shown::shown(text) {
            for one in self.find_written(&shown) {
                if found.iter().all(|other| other.code != one.code) {
                    found.push(one);
                }
            }
        }
        found
    }

    fn find_written(&self, text: &str) -> Vec<Naming> {
        let mut found = Vec::new();
        if !self.numbers.is_empty() {
            self.find_numbers(text, &mut found);
        }
        let mut all = Vec::new();
        if self.longest > 0 {
            self.find_words(text, &mut all);
        }
        if !self.ids.is_empty() {
            self.find_ids(text, &mut all);
        }
        // A place that contains others comes before them.
        all.sort_by_key(|(place, code)| (place.start, Reverse(place.end), *code));
        all.dedup();
        let (mut covered, mut last) = (0, 0..0);
        for (place, code) in all {
            if place != last {
                (covered, last) = (covered.max(last.end), place.clone());
            }
            if let Some(code) = code.filter(|_| covered < place.end) {
                found.push(Naming { code, name: text[place].to_owned() });
            }
        }
        found
    }

    /// Finds the number that the whole text is, or the values of JSON.
    fn find_numbers(&self, text: &str, found: &mut Vec<Naming>) {
        let text = text.trim();
        let is_json = (text.starts_with('[') && text.ends_with(']')) || (text.starts_with('{') && text.ends_with('}'));
        // In JSON, every other part between quotes is a string.
        let json = text.replace("\\\"", " ");
        let strings = json.split('"').enumerate().filter(|_| is_json);
        let values = strings.flat_map(|(nth, part)| part.split(move |end| nth % 2 == 0 && "[]{},:".contains(end)));
        let values = values.map(str::trim).chain([text]);
        for value in values {
            if let Some(code) = integer(value).and_then(|number| self.numbers.get(&number)) {
                found.push(Naming { code: *code, name: value.to_owned() });
            }
        }
    }

    fn find_ids(&self, text: &str, all: &mut Vec<Place>) {
        let is_in_id = |(_, character): &(usize, char)| {
            let character = letters::narrow(*character);
            character.is_ascii_alphanumeric() || character == '_' || letters::is_invisible(character)
        };
        let mut characters = text.char_indices().peekable();
        while let Some(first) = characters.next() {
            if !is_in_id(&first) {
                continue;
            }
            let mut run = vec![first];
            run.extend(std::iter::from_fn(|| characters.next_if(is_in_id)));
            run.retain(|(_, character)| !letters::is_invisible(*character));
            let id: String = run.iter().map(|(_, character)| letters::narrow(*character)).collect();
            // Underscores around a word are emphasis in Markdown.
            let found = [id.as_str(), id.trim_matches('_')].into_iter().find_map(|id| Some((id, self.ids.get(id)?)));
            if let Some((found, code)) = found {
                // An id is ASCII.
                let start = if found == id { 0 } else { id.len() - id.trim_start_matches('_').len() };
                let (end, last) = run[start + found.len() - 1];
                all.push((run[start].0..end + last.len_utf8(), Some(*code)));
            }
        }
    }

    fn find_words(&self, text: &str, all: &mut Vec<Place>) {
        let letters = Letters::of(text);
        let ends = letters.ends();
        for (at, start) in ends.iter().enumerate() {
            for end in &ends[at + 1..] {
                if end - start > self.longest {
                    break;
                }
                let Some(names) = self.by_letters.get(&letters.text[*start..*end]) else { continue };
                for name in names.iter().filter(|name| name.is_at(*start..*end, &letters, text)) {
                    all.push((letters.place(*start..*end), name.code));
                }
            }
        }
    }
}

/// Where a name is in a text, and the hidden code that it means.
type Place = (Range<usize>, Option<usize>);

impl Name {
    /// Returns whether the name is at a place of a text that has its letters.
    fn is_at(&self, place: Range<usize>, letters: &Letters, text: &str) -> bool {
        if let NameKind::Exact(name) = &self.kind
            && text[letters.place(place.clone())] != **name
        {
            return false;
        }
        let own = |at: usize| self.gaps.iter().find(|(own, _)| *own == at).map_or(Gap::None, |(_, gap)| *gap);
        // What separates words must be in both, unless the name is too long for an ordinary word.
        let is_long = place.len() >= SHORTEST_JOINED;
        let least = if self.gaps.iter().any(|(_, gap)| *gap >= Gap::Case) { Gap::Case } else { Gap::Hump };
        let are_here = self.gaps.iter().filter(|(_, gap)| *gap >= least);
        let mut are_here = are_here.map(|(at, _)| letters.gap(place.start + at) != Gap::None);
        let fits = |at: usize| match letters.gap(at) {
            Gap::Sentence => own(at - place.start) == Gap::Sentence,
            Gap::Separator => own(at - place.start) != Gap::None,
            _ => true,
        };
        (is_long || are_here.all(|is_here| is_here)) && (place.start + 1..place.end).all(fits)
    }
}

/// Returns the integer that a whole text is, also as `4711.0`.
fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit())
        && (!digits.starts_with('0') || digits[1..].starts_with(['.', 'e', 'E']) || digits.len() == 1)
        && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    if !is_number {
        return None;
    }
    let whole = match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => text,
    };
    #[expect(clippy::cast_possible_truncation, reason = "integers up to 2^53 are exact")]
    let rounded = |number: f64| (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64);
    whole.parse().ok().or_else(|| rounded(text.parse().ok()?))
}
