//! The shapes of JSON: of envelopes and redirects, and of examples.

use std::collections::{BTreeMap, BTreeSet};

use errcat_compiler::model::Json;

use super::kind::Class;

/// A member whose shape changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it is, as a JSON Pointer.
    path: String,
    old: Option<String>,
    new: Option<String>,
    class: Class,
}

/// The differences between two shapes. Empty if programs read both in the same way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences(Vec<Difference>);

impl Differences {
    /// Compares two envelopes or redirects. The order of members does not matter.
    pub fn of(old: &Json, new: &Json) -> Self {
        let mut all = Self::default();
        all.compare("", old, new);
        all
    }

    /// Compares two examples of a value of type `json`: its members and the types at each place. Items of a list count as one place,
    /// which has the types of all of them. An empty list says nothing about its items, and `null` nothing about a value.
    pub fn of_examples(old: &str, new: &str) -> Self {
        let types = |text: &str| {
            let mut types = Types::new();
            add_types("", &serde_json::from_str(text).unwrap_or_default(), &mut types);
            types
        };
        let (old, new) = (types(old), types(new));
        let mut all = Self::default();
        let words = |kinds: &BTreeSet<&'static str>| Some(kinds.iter().copied().collect::<Vec<_>>().join(" or "));
        for (path, kinds) in &old {
            match new.get(path) {
                Some(others) => {
                    // Programs know the types that were there before; a place that was only `null` had none.
                    let was_open = kinds.iter().all(|kind| *kind == "null");
                    let same =
                        was_open || kinds.iter().filter(|kind| **kind != "null").all(|kind| others.contains(kind));
                    if !same || (!was_open && !others.is_subset(kinds)) {
                        all.push(path, words(kinds), words(others), Class::Breaking);
                    }
                }
                None if is_open(&new, path) => {}
                None => all.push(path, words(kinds), None, Class::Breaking),
            }
        }
        for (path, kinds) in new.iter().filter(|(path, _)| !old.contains_key(*path) && !is_open(&old, path)) {
            all.push(path, None, words(kinds), Class::Additive);
        }
        all
    }

    /// Returns whether there are no differences.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the most severe class.
    pub fn class(&self) -> Option<Class> {
        self.0.iter().map(|difference| difference.class).max()
    }

    /// Returns the old and the new values: one line for each member.
    pub fn texts(&self) -> (Option<String>, Option<String>) {
        let lines = |value: fn(&Difference) -> &Option<String>| {
            let lines = self.0.iter().filter_map(|one| Some(format!("{}: {}", one.path, value(one).as_ref()?)));
            Some(lines.collect::<Vec<_>>().join("\n")).filter(|lines| !lines.is_empty())
        };
        (lines(|one| &one.old), lines(|one| &one.new))
    }

    fn push(&mut self, path: &str, old: Option<String>, new: Option<String>, class: Class) {
        let path = if path.is_empty() { "/" } else { path }.to_owned();
        self.0.push(Difference { path, old, new, class });
    }

    fn compare(&mut self, path: &str, old: &Json, new: &Json) {
        match (old, new) {
            (Json::Object(before), Json::Object(after)) => {
                for (key, value) in before {
                    let path = format!("{path}/{}", escaped(key));
                    match after.iter().find(|(other, _)| other == key) {
                        Some((_, other)) => self.compare(&path, value, other),
                        None => self.push(&path, Some(text(value)), None, Class::Breaking),
                    }
                }
                for (key, value) in after.iter().filter(|(key, _)| before.iter().all(|(other, _)| other != key)) {
                    self.push(&format!("{path}/{}", escaped(key)), None, Some(text(value)), Class::Additive);
                }
            }
            (Json::List(before), Json::List(after)) => {
                for at in 0..before.len().max(after.len()) {
                    let path = format!("{path}/{at}");
                    match (before.get(at), after.get(at)) {
                        (Some(old), Some(new)) => self.compare(&path, old, new),
                        (Some(old), None) => self.push(&path, Some(text(old)), None, Class::Breaking),
                        (None, new) => self.push(&path, None, new.map(text), Class::Additive),
                    }
                }
            }
            (Json::Name { name, optional, .. }, Json::Name { name: other, optional: also, .. }) if name == other => {
                // A member that can be absent from now on is missed.
                let class = if *also { Class::Breaking } else { Class::Additive };
                if optional != also {
                    self.push(path, Some(text(old)), Some(text(new)), class);
                }
            }
            _ if text(old) == text(new) => {}
            _ => self.push(path, Some(text(old)), Some(text(new)), Class::Breaking),
        }
    }
}

/// Returns an envelope with the constants of a code, without optional places that nothing fills. `fills` says whether the code or
/// the context has a value of this name.
pub fn filled(template: &Json, constants: &[(&str, &Json)], fills: &dyn Fn(&str) -> bool) -> Json {
    let constant = |name: &str| constants.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    let stays = |part: &&Json| match part {
        Json::Name { name, optional: true, .. } => constant(name).is_some() || fills(name),
        _ => true,
    };
    match template {
        Json::Object(members) => {
            let members = members.iter().filter(|(_, value)| stays(&value));
            Json::Object(members.map(|(key, value)| (key.clone(), filled(value, constants, fills))).collect())
        }
        Json::List(items) => {
            Json::List(items.iter().filter(stays).map(|item| filled(item, constants, fills)).collect())
        }
        Json::Name { name, optional, span } => match constant(name) {
            Some(value) => filled(value, &[], fills),
            None => Json::Name { name: name.clone(), optional: *optional, span: *span },
        },
        Json::Null => Json::Null,
        Json::Bool(value) => Json::Bool(*value),
        Json::Number(value) => Json::Number(value.clone()),
        Json::String(value) => Json::String(value.clone()),
    }
}

/// Returns the shape of problem details, without the parameters of the code.
pub fn problem_details() -> Json {
    let name =
        |name: &str, optional| Json::Name { name: name.to_owned(), optional, span: errcat_compiler::Span::default() };
    let members = [
        ("type", "problem_type", true),
        ("title", "title", false),
        ("status", "status", true),
        ("detail", "message", false),
        ("instance", "instance", true),
        ("code", "code", false),
        ("details", "details", true),
    ];
    Json::Object(members.map(|(key, value, optional)| (key.to_owned(), name(value, optional))).into())
}

/// Returns JSON as text, with `$name` for each value. The members of a constant are sorted, because their order does not matter.
pub fn text(json: &Json) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(value) => value.clone(),
        Json::String(value) => quoted(value),
        Json::List(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(",")),
        Json::Object(members) => {
            let members: BTreeMap<&str, String> = members.iter().map(|(key, value)| (&**key, text(value))).collect();
            let members = members.iter().map(|(key, value)| format!("{}:{value}", quoted(key)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Json::Name { name, optional, .. } => format!("${name}{}", if *optional { "?" } else { "" }),
    }
}

/// Returns a key as a part of a JSON Pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns the path of the object or list around a value.
fn above(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(above, _)| above)
}

/// The types at each place of an example, as JSON Pointers; `-` is any item of a list.
type Types = BTreeMap<String, BTreeSet<&'static str>>;

/// Adds the types of a value and of everything inside it. The types of items are those of all of them.
fn add_types(path: &str, value: &serde_json::Value, types: &mut Types) {
    use serde_json::Value;
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    types.entry(path.to_owned()).or_default().insert(kind);
    match value {
        Value::Array(items) => items.iter().for_each(|item| add_types(&format!("{path}/-"), item, types)),
        Value::Object(members) => {
            for (key, value) in members {
                add_types(&format!("{path}/{}", escaped(key)), value, types);
            }
        }
        _ => {}
    }
}

/// Returns whether an example says nothing about a place, or the place above it says it: the value around it is missing, another
/// one, `null`, or an empty list.
fn is_open(types: &Types, path: &str) -> bool {
    above(path).is_some_and(|above| match types.get(above) {
        None => true,
        Some(kinds) => !kinds.contains("object") || path.ends_with("/-"),
    })
}

#[cfg(test)]
mod tests {
    use super::{Class, Differences};

    #[test]
    fn an_example_may_grow() {
        for (old, new, expected) in [
            (r#"{"a":1,"b":"x"}"#, r#"{"b":"y","a":2}"#, None),
            (r#"{"a":1}"#, r#"{"a":1,"b":{"c":true}}"#, Some((Class::Additive, None, Some("/b: object")))),
            (r#"{"a":{"c":1}}"#, r"{}", Some((Class::Breaking, Some("/a: object"), None))),
            (r#"{"a":1}"#, r#"{"a":"1"}"#, Some((Class::Breaking, Some("/a: number"), Some("/a: string")))),
            (r"[]", r"{}", Some((Class::Breaking, Some("/: list"), Some("/: object")))),
            (r#"{"errors":[{"m":1}]}"#, r#"{"errors":[{"m":1},{"m":2}]}"#, None),
            (
                r#"{"errors":[{"m":1}]}"#,
                r#"{"errors":[{"m":1,"n":2}]}"#,
                Some((Class::Additive, None, Some("/errors/-/n: number"))),
            ),
            (r#"{"a":null}"#, r#"{"a":1}"#, None),
            // The order of items does not matter; another type of an item does.
            (r#"[1,"a"]"#, r#"["a",1]"#, None),
            (r"[1]", r#"[1,"a"]"#, Some((Class::Breaking, Some("/-: number"), Some("/-: number or string")))),
            (r#"[1,"a"]"#, r#"["a"]"#, Some((Class::Breaking, Some("/-: number or string"), Some("/-: string")))),
            (r#"[{"a":1},{"b":2}]"#, r#"[{"b":2},{"a":1}]"#, None),
            (r#"[[1],{"x":1}]"#, r#"[{"x":1},[1]]"#, None),
            (
                r#"[[1],{"x":1}]"#,
                r#"[{"x":1},["1"]]"#,
                Some((Class::Breaking, Some("/-/-: number"), Some("/-/-: string"))),
            ),
            (
                r#"[{"a":1}]"#,
                r#"[{"a":null},{"a":1}]"#,
                Some((Class::Breaking, Some("/-/a: number"), Some("/-/a: null or number"))),
            ),
            // An empty list says nothing about its items.
            (r#"{"a":[1]}"#, r#"{"a":[]}"#, None),
            (r#"{"a":[]}"#, r#"{"a":[{"b":1}]}"#, None),
            (r#"{"a":1}"#, r#"{"a":null}"#, Some((Class::Breaking, Some("/a: number"), Some("/a: null")))),
        ] {
            let found = Differences::of_examples(old, new);
            let (before, after) = found.texts();
            let found = found.class().map(|class| (class, before.as_deref(), after.as_deref()));
            assert_eq!(found, expected, "{old} → {new}");
        }
    }
}
