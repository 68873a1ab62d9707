//! The letters and digits of a text, and what is between them.

use std::ops::Range;

/// The letters and digits of a text in lower case, without anything between them.
pub(super) struct Letters {
    pub(super) text: String,
    /// For each byte of `text`: the place of its character in the original, and the gap before it.
    spots: Vec<(Range<usize>, Gap)>,
}

/// What is between two letters, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    /// A letter before or behind a digit. It separates parts of a word.
    Digit,
    /// A character that is not visible, or an upper-case letter behind a digit.
    Weak,
    /// The end of several upper-case letters: `PSPTimeout`.
    Hump,
    /// An upper-case letter behind a lower-case letter.
    Case,
    /// Anything else.
    Separator,
    /// The end of a sentence or a paragraph.
    Sentence,
}

impl Letters {
    /// Returns the letters of a text. The escapes of URLs (`%20`) separate them.
    pub(super) fn of(text: &str) -> Self {
        let mut letters = Self { text: String::with_capacity(text.len()), spots: Vec::with_capacity(text.len()) };
        // The run of upper-case letters that ends here, and the letter before; `None` behind a separator.
        let (mut previous, mut upper): (Option<char>, usize) = (None, 0);
        let mut is_weak = false;
        let mut characters = text.char_indices();
        while let Some((at, character)) = characters.next() {
            let is_hex = |hex: &[u8]| hex.iter().all(u8::is_ascii_hexdigit);
            if character == '%' && text.as_bytes().get(at + 1..at + 3).is_some_and(is_hex) {
                characters.nth(1);
            }
            if is_invisible(character) {
                is_weak = true;
                continue;
            }
            if is_mark(character) {
                continue;
            }
            if !character.is_alphanumeric() {
                previous = None;
                continue;
            }
            let gap = match previous {
                None => {
                    let end = letters.spots.last().map_or(0, |(place, _)| place.end);
                    if ends_sentence(&text[end..at]) { Gap::Sentence } else { Gap::Separator }
                }
                Some(before) => {
                    let gap = between(before, character, upper, characters.as_str());
                    if is_weak { gap.max(Gap::Weak) } else { gap }
                }
            };
            let place = at..at + character.len_utf8();
            for (nth, lower) in character.to_lowercase().map(|lower| base(narrow(lower))).enumerate() {
                letters.text.push(lower);
                letters.spots.push((place.clone(), if nth == 0 { gap } else { Gap::None }));
                letters.spots.extend((1..lower.len_utf8()).map(|_| (place.clone(), Gap::None)));
            }
            upper = if character.is_uppercase() { if gap == Gap::None { upper + 1 } else { 1 } } else { 0 };
            (previous, is_weak) = (Some(character), false);
        }
        letters
    }

    /// Returns what is before a letter; a separator at both ends.
    pub(super) fn gap(&self, at: usize) -> Gap {
        if at == 0 { Gap::Separator } else { self.spots.get(at).map_or(Gap::Separator, |(_, gap)| *gap) }
    }

    /// Returns all gaps between letters.
    pub(super) fn gaps(&self) -> Vec<(usize, Gap)> {
        let all = self.spots.iter().enumerate().skip(1);
        all.filter(|(_, (_, gap))| *gap != Gap::None).map(|(at, (_, gap))| (at, *gap)).collect()
    }

    /// Returns where names can begin and end.
    pub(super) fn ends(&self) -> Vec<usize> {
        (0..=self.text.len()).filter(|at| self.gap(*at) > Gap::Digit).collect()
    }

    /// Returns the place of letters in the original. There is at least one.
    pub(super) fn place(&self, letters: Range<usize>) -> Range<usize> {
        self.spots[letters.start].0.start..self.spots[letters.end - 1].0.end
    }
}

/// Returns the gap between two letters or digits. `upper` is the number of upper-case letters before, `behind` what follows.
fn between(before: char, character: char, upper: usize, behind: &str) -> Gap {
    let mut next = behind.chars();
    let begins_word = || next.by_ref().take(2).filter(|next| next.is_lowercase()).count() == 2;
    match character.is_uppercase() {
        true if before.is_lowercase() => Gap::Case,
        true if before.is_numeric() => Gap::Weak,
        true if upper >= 2 && { begins_word }() => Gap::Hump,
        _ if before.is_numeric() != character.is_numeric() => Gap::Digit,
        _ => Gap::None,
    }
}

/// Returns whether a sentence or a paragraph ends between two words.
fn ends_sentence(between: &str) -> bool {
    let mark = between.find(['.', '!', '?', ';', ':', '。']);
    mark.is_some_and(|mark| between[mark..].contains(char::is_whitespace)) || between.contains("\n\n")
}

/// Returns whether nobody sees a character: soft hyphens, joiners, marks of direction, selectors.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a character is an accent of the letter before.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Returns the ASCII character that looks like a full-width one.
pub(super) fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

/// Returns a lower-case Latin letter without its accent.
const fn base(lower: char) -> char {
    match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' => 's',
        'ţ' | 'ť' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => lower,
    }
}
