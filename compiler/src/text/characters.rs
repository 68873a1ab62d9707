//! Characters that a catalog must not contain, and names for characters that look like others.

/// Returns whether a catalog must not contain a character, because it can hide or reorder what people see: control
/// characters except line feed and tab, bidirectional controls (UAX #9), line and paragraph separators, the byte order mark,
/// and noncharacters.
pub const fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}'
            | '\u{b}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fdd0}'..='\u{fdef}'
    ) || character as u32 & 0xfffe == 0xfffe
}

/// Returns whether a character is invisible or white space, and not ASCII.
pub const fn is_invisible(character: char) -> bool {
    !character.is_ascii()
        && (character.is_whitespace()
            || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'))
}

/// Returns the name of a character for a message, such as ``fullwidth colon U+FF1A`` or `` `é` U+00E9``.
pub fn name(character: char) -> String {
    let code = code_point(character);
    match character {
        '\u{a0}' => format!("no-break space {code}"),
        '\u{ad}' => format!("soft hyphen {code}"),
        '\u{200b}' => format!("zero-width space {code}"),
        '\u{200c}' => format!("zero-width non-joiner {code}"),
        '\u{200d}' => format!("zero-width joiner {code}"),
        '\u{ff1a}' => format!("fullwidth colon {code}"),
        _ if is_invisible(character) => code,
        _ => format!("`{character}` {code}"),
    }
}

/// Returns the code point of a character, such as `U+00E9`.
pub fn code_point(character: char) -> String {
    format!("U+{:04X}", character as u32)
}
