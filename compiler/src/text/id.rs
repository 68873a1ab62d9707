//! Ids, and the Rust names and titles that follow from them.

/// Names that a variant cannot have: `Self` is a keyword, and `ALL` a constant of every generated enum.
pub const RESERVED: [&str; 2] = ["Self", "ALL"];

/// Returns whether a text is a valid id: `[A-Z][A-Z0-9_]*`.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Returns the valid id that was probably meant. A valid id stays as it is.
pub fn spelling(id: &str) -> String {
    id.to_ascii_uppercase().replace(['-', ' ', '.'], "_")
}

/// Returns the Rust variant of an id: `MISSING_FIELD` becomes `MissingField`, `SELF` becomes `Self_`.
pub fn variant(id: &str) -> String {
    let mut name: String = id.split('_').map(capitalized).collect();
    if RESERVED.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// Returns the default title of an id: `MISSING_FIELD` becomes `Missing field`.
pub fn title(id: &str) -> String {
    let text = id.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    capitalized(&text)
}

/// Returns a text in lower case with an upper-case first letter. Only ASCII letters change.
fn capitalized(text: &str) -> String {
    let mut capitalized = text.to_ascii_lowercase();
    if let Some(first) = capitalized.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    capitalized
}

/// Returns whether Windows keeps a name for a device, with any ending and in upper or lower case.
///
/// <https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file>
pub fn is_device(name: &str) -> bool {
    let port = name.strip_suffix(|last: char| last.is_ascii_digit());
    ["con", "prn", "aux", "nul"].iter().any(|device| name.eq_ignore_ascii_case(device))
        || port.is_some_and(|port| ["com", "lpt"].iter().any(|device| port.eq_ignore_ascii_case(device)))
}

/// Returns whether a name is a keyword of Rust (The Rust Reference, Keywords, 2024 edition).
pub fn is_keyword(name: &str) -> bool {
    const WORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn \
        for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true \
        try type typeof unsafe unsized use virtual where while yield";
    WORDS.split(' ').any(|word| word == name)
}
