//! Texts as YAML scalars.

/// Returns a text as a YAML scalar: plain if YAML reads it as the same text, otherwise in JSON quotes, which are YAML, too.
pub fn scalar(text: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || " ,.;()/-–'_".contains(character);
    let words = ["true", "false", "null", "yes", "no", "on", "off"];
    let is_word = words.iter().any(|word| text.eq_ignore_ascii_case(word));
    let begins = text.starts_with(char::is_alphabetic) && !text.ends_with(' ');
    if begins && !is_word && text.chars().all(plain) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

/// Returns a text as a YAML scalar inside braces. A number stays a number, because the type of a parameter follows from its
/// example.
pub fn flow_scalar(text: &str) -> String {
    if text.parse::<f64>().is_ok() || matches!(text, "true" | "false") {
        return text.to_owned();
    }
    if text.contains(',') { serde_json::Value::from(text).to_string() } else { scalar(text) }
}
