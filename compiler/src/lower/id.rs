//! Ids, and the names that follow from them.

/// Names that a variant cannot have: `Self` is a word of Rust, `ALL` a constant of every generated enum.
pub(super) const RESERVED: [&str; 2] = ["Self", "ALL"];

/// Whether a text can be an id.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// How an id is probably meant; one that is well spelt stays as it is.
pub fn spelling(id: &str) -> String {
    id.to_ascii_uppercase().replace(['-', ' ', '.'], "_")
}

/// The Rust variant of an id: `MISSING_FIELD` becomes `MissingField`, `SELF` becomes `Self_`.
pub fn variant(id: &str) -> String {
    let mut name: String = id.split('_').map(capitalised).collect();
    if RESERVED.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// `MISSING_FIELD` becomes `Missing field`.
pub(super) fn title(id: &str) -> String {
    let text = id.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    capitalised(&text)
}

/// A text whose first letter alone is upper case; what is not ASCII (and no id) stays as it is.
fn capitalised(text: &str) -> String {
    let mut capitalised = text.to_ascii_lowercase();
    if let Some(first) = capitalised.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    capitalised
}
