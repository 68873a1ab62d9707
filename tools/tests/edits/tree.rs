//! The files of a catalog as values, which edits change, and as YAML.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use errcat_compiler::{Compilation, File, Files, compile};
use errcat_corpus::Case;
use serde_json::Value;

/// The path of the header.
pub const HEADER: &str = "catalog.yaml";

/// A catalog: path and value of each file.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The name of the case or of the bundled catalog.
    pub name: String,
    pub files: BTreeMap<String, Value>,
}

/// How values are written as YAML. All styles mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// One line of JSON, which is YAML.
    Flow,
    /// Blocks with texts in single quotes, a comment before each member, and CRLF.
    Block,
}

impl Tree {
    /// Returns the catalogs of the repository: the bundled ones and the good cases of the corpus.
    pub fn all() -> Vec<Self> {
        ["errcat", "mozarto", "ozura"].map(Self::bundled).into_iter().chain(Self::cases()).collect()
    }

    /// Returns the catalogs of the good cases of the corpus.
    pub fn cases() -> Vec<Self> {
        let cases = Case::all("good").into_iter().filter(|case| !case.is_large());
        cases.flat_map(|case| Self::of_case(&case)).collect()
    }

    fn bundled(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog").join(name);
        let mut texts = Vec::new();
        let mut folders = vec![folder.clone()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).expect("a bundled catalog") {
                let path = entry.expect("a file of a bundled catalog").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "yaml") {
                    let name = path.strip_prefix(&folder).expect("a path in the folder").to_string_lossy().into_owned();
                    texts.push((name, fs::read_to_string(&path).expect("a text")));
                }
            }
        }
        Self::parse(name, texts.iter().map(|(path, text)| (&**path, &**text)))
    }

    /// Returns the catalogs of a case.
    pub fn of_case(case: &Case) -> Vec<Self> {
        let folders: Vec<&str> = case.texts().filter_map(|(path, _)| path.strip_suffix(HEADER)).collect();
        let texts = |folder: &str| {
            let own = case.texts().filter_map(|(path, text)| Some((path.strip_prefix(folder)?, text)));
            own.map(|(path, text)| (path.to_owned(), text.to_owned())).collect::<Vec<_>>()
        };
        let tree = |folder: &&str| {
            let name = format!("{} {}", case.name(), folder.trim_end_matches('/'));
            Self::parse(name.trim(), texts(folder).iter().map(|(path, text)| (&**path, &**text)))
        };
        folders.iter().map(tree).collect()
    }

    fn parse<'t>(name: &str, texts: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        // Only block texts can contain tabs, and a tree is written in other styles.
        let value = |text: &str| serde_yaml::from_str(&text.replace('\t', " ")).expect("a good case is YAML");
        Self { name: name.to_owned(), files: texts.map(|(path, text)| (path.to_owned(), value(text))).collect() }
    }

    /// Compiles the catalog. Returns its diagnostics if it has any.
    pub fn compile(&self, style: Style) -> Result<Compilation, Compilation> {
        let file = |(path, value): (&String, &Value)| {
            let text = write(value, style);
            File::new(path.clone(), text)
        };
        let compilation = compile(Files { root: "catalog".to_owned(), files: self.files.iter().map(file).collect() });
        if compilation.diagnostics.is_empty() { Ok(compilation) } else { Err(compilation) }
    }

    /// Returns whether the files are the same, with all members in the same order.
    pub fn is_same(&self, other: &Self) -> bool {
        let texts = |tree: &Self| tree.files.iter().map(|(path, value)| format!("{path} {value}")).collect::<Vec<_>>();
        texts(self) == texts(other)
    }

    /// Returns the files in one text, as in the corpus.
    pub fn text(&self) -> String {
        let text = |(path, value): (&String, &Value)| format!("# file: {path}\n{value:#}\n");
        self.files.iter().map(text).collect()
    }

    /// Returns the value at a place.
    pub fn get(&self, place: &Place) -> Option<&Value> {
        place.path.iter().try_fold(self.files.get(&place.file)?, |value, step| match value {
            Value::Object(members) => members.get(step),
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Returns the value at a place, to change it.
    pub fn get_mut(&mut self, place: &Place) -> Option<&mut Value> {
        place.path.iter().try_fold(self.files.get_mut(&place.file)?, |value, step| match value {
            Value::Object(members) => members.get_mut(step),
            Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Sets a value; the mapping or list around it must exist.
    pub fn set(&mut self, place: &Place, new: Value) -> Option<()> {
        let (last, around) = place.split()?;
        match self.get_mut(&around)? {
            Value::Object(members) => {
                members.insert(last.to_owned(), new);
            }
            Value::Array(items) => match items.get_mut(last.parse::<usize>().ok()?) {
                Some(item) => *item = new,
                None => items.push(new),
            },
            _ => return None,
        }
        Some(())
    }

    /// Removes a value, and keeps the order of the others.
    pub fn remove(&mut self, place: &Place) -> Option<Value> {
        let (last, around) = place.split()?;
        match self.get_mut(&around)? {
            Value::Object(members) => members.shift_remove(last),
            Value::Array(items) => {
                let at = last.parse::<usize>().ok().filter(|at| *at < items.len())?;
                Some(items.remove(at))
            }
            _ => None,
        }
    }

    /// Returns the places of all values, the ones around others first.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (file, value) in &self.files {
            walk(&mut Place { file: file.clone(), path: Vec::new() }, value, &mut places);
        }
        places
    }
}

fn walk(place: &mut Place, value: &Value, places: &mut Vec<Place>) {
    places.push(place.clone());
    let mut inner = |step: String, value: &Value| {
        place.path.push(step);
        walk(place, value, places);
        place.path.pop();
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| inner(key.clone(), value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| inner(at.to_string(), value)),
        _ => {}
    }
}

/// The place of a value: its file, then keys and indexes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: String,
    pub path: Vec<String>,
}

impl Place {
    /// Reads a place such as `cards.yaml/codes/CARD_DECLINED/status`.
    pub fn new(text: &str) -> Self {
        let at = text.find(".yaml").map_or(text.len(), |at| at + ".yaml".len());
        let (file, path) = text.split_at(at);
        Self { file: file.to_owned(), path: path.split('/').skip(1).map(str::to_owned).collect() }
    }

    /// Returns the place of a member.
    pub fn member(&self, key: &str) -> Self {
        let mut place = self.clone();
        place.path.push(key.to_owned());
        place
    }

    /// Returns the last step, and the place of the value around.
    pub fn split(&self) -> Option<(&str, Self)> {
        let (last, around) = self.path.split_last()?;
        Some((last, Self { file: self.file.clone(), path: around.to_vec() }))
    }

    /// Returns the kind of place: `*` instead of indexes and of names that authors give, such as `codes.yaml/codes/*/status`.
    pub fn kind(&self) -> String {
        const NAMED: [&str; 14] = [
            "codes",
            "context",
            "customer",
            "envelopes",
            "outcomes",
            "params",
            "provider_codes",
            "redirects",
            "remediation",
            "retired",
            "retry",
            "set",
            "take",
            "upstreams",
        ];
        let mut kind = match &*self.file {
            HEADER => "header",
            file if file.starts_with("locales/") => "locale",
            _ => "codes",
        }
        .to_owned();
        let mut before = "";
        for step in &self.path {
            let is_index = step.bytes().all(|byte| byte.is_ascii_digit());
            let step = if is_index || NAMED.contains(&before) { "*" } else { step };
            kind.push('/');
            kind.push_str(step);
            before = step;
        }
        kind
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        self.path.iter().try_for_each(|step| write!(f, "/{step}"))
    }
}

fn write(value: &Value, style: Style) -> String {
    match style {
        Style::Flow => value.to_string(),
        Style::Block => {
            let mut out = String::from("# A comment at the beginning.");
            block(value, 0, &mut out);
            out.replace('\n', "\r\n") + "\r\n"
        }
    }
}

/// Writes a value as a block below a key or the mark of an item.
fn block(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                write!(out, "\n{indent}# About the next line.\n{indent}{}:", quoted(key)).expect("writes to memory");
                block(value, depth + 1, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                write!(out, "\n{indent}-").expect("writes to memory");
                block(item, depth + 1, out);
            }
        }
        Value::String(text) => write!(out, " {} # a comment", quoted(text)).expect("writes to memory"),
        other => write!(out, " {other}").expect("writes to memory"),
    }
}

fn quoted(text: &str) -> String {
    if text.chars().any(char::is_control) {
        return Value::String(text.to_owned()).to_string();
    }
    format!("'{}'", text.replace('\'', "''"))
}
