//! Random catalogs, as values and as YAML files.

pub mod sections;
mod strategies;

use errcat::{FixableBy, Grpc, ParamKind, Severity};
use serde_yaml::{Mapping, Value};

pub use sections::{PolicySpec, Sections};
pub use strategies::spec;

/// A catalog as values.
#[derive(Clone, Debug)]
pub struct Spec {
    pub title: String,
    pub customer: String,
    pub sections: Sections,
    pub codes: Vec<CodeSpec>,
    pub retired: Vec<RetiredSpec>,
    /// The translated customer text of the unknown error, if there is a locale.
    pub german: Option<String>,
}

#[derive(Clone, Debug)]
pub struct CodeSpec {
    pub id: String,
    pub status: Option<u16>,
    pub fixable_by: FixableBy,
    pub message: String,
    pub remediation: String,
    pub title: Option<String>,
    pub customer: Option<String>,
    pub german: String,
    pub wire_code: Option<String>,
    pub params: Vec<(String, Example, bool)>,
    pub mask: MaskSpec,
    pub retry: Option<usize>,
    pub envelope: Option<usize>,
    /// Only of a code that is not masked.
    pub outcome: Option<usize>,
    pub field: Option<String>,
    pub provider_codes: Vec<(String, String)>,
    pub grpc: Option<Grpc>,
    pub severity: Option<Severity>,
    pub since: Option<String>,
    pub owner: Option<String>,
    pub docs_url: Option<String>,
    pub tags: Vec<String>,
    pub see: Vec<usize>,
    /// Of a deprecated code: the code that replaces it, which comes later in the list, and the reason.
    pub deprecated: Option<(Option<usize>, Option<String>)>,
    pub sources: Vec<(String, Option<String>, bool)>,
}

#[derive(Clone, Copy, Debug)]
pub enum MaskSpec {
    Itself,
    As(usize),
    Unknown,
}

#[derive(Clone, Debug)]
pub struct RetiredSpec {
    pub id: String,
    pub replaced_by: Option<Successor>,
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug)]
pub enum Successor {
    Code(usize),
    /// The retired id before this one.
    Before,
}

#[derive(Clone, Debug)]
pub enum Example {
    Text(String),
    Integer(i64),
    Decimal(i32),
    Boolean(bool),
}

impl Example {
    pub fn kind(&self) -> ParamKind {
        match self {
            Self::Text(_) => ParamKind::String,
            Self::Integer(_) => ParamKind::Integer,
            Self::Decimal(_) => ParamKind::Number,
            Self::Boolean(_) => ParamKind::Boolean,
        }
    }

    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(value) => value.to_string(),
            Self::Decimal(value) => format!("{value}.5"),
            Self::Boolean(value) => value.to_string(),
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Integer(value) => (*value).into(),
            Self::Decimal(_) => self.text().parse::<f64>().unwrap_or_default().into(),
            Self::Boolean(value) => (*value).into(),
        }
    }
}

impl Spec {
    /// Writes the files of the catalog with `serde_yaml`.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![("catalog.yaml", self.header()), ("codes.yaml", self.body())];
        if let Some(german) = &self.german {
            let own =
                self.codes.iter().filter(|code| code.customer.is_some() && !matches!(code.mask, MaskSpec::Unknown));
            let customer: Mapping = own.map(|code| (code.id.as_str().into(), code.german.as_str().into())).collect();
            let mut locale = mapping([("unknown", mapping([("customer", german.as_str().into())]).into())]);
            locale.insert("customer".into(), customer.into());
            files.push(("locales/de.yaml", locale));
        }
        let text = |mapping| serde_yaml::to_string(&mapping).expect("YAML can say it");
        files.into_iter().map(|(path, mapping)| (path.to_owned(), text(mapping))).collect()
    }

    fn header(&self) -> Mapping {
        let unknown = mapping([("message", "Not known".into()), ("customer", self.customer.as_str().into())]);
        let mut header = mapping([
            ("catalog", "generated".into()),
            ("title", self.title.as_str().into()),
            ("version", "1.2.3".into()),
            ("language", "en".into()),
            ("docs_url", "https://example.com/{code}.html".into()),
            ("unknown", unknown.into()),
            ("defaults", mapping([("recognize", "never".into())]).into()),
        ]);
        header.extend(self.sections.yaml().into_iter().map(|(key, section)| (key.into(), section.into())));
        header
    }

    fn body(&self) -> Mapping {
        let id = |at: usize| Value::from(self.codes[at].id.as_str());
        let codes: Mapping = self.codes.iter().map(|code| (code.id.as_str().into(), self.code(code).into())).collect();
        let mut retired = Mapping::new();
        let mut before: Option<&str> = None;
        for tombstone in &self.retired {
            let mut entry = Mapping::new();
            if let Some(by) = &tombstone.replaced_by {
                let name = match by {
                    Successor::Code(at) => id(*at),
                    Successor::Before => before.unwrap_or_default().into(),
                };
                entry.insert("replaced_by".into(), name);
            }
            put(&mut entry, "reason", tombstone.reason.as_deref());
            retired.insert(tombstone.id.as_str().into(), entry.into());
            before = Some(&tombstone.id);
        }
        mapping([("codes", codes.into()), ("retired", retired.into())])
    }

    fn code(&self, code: &CodeSpec) -> Mapping {
        let id = |at: usize| Value::from(self.codes[at].id.as_str());
        let mut entry = mapping([
            ("status", code.status.map_or_else(|| "none".into(), Value::from)),
            ("fixable_by", code.fixable_by.as_str().into()),
            ("message", code.message.as_str().into()),
            ("remediation", code.remediation.as_str().into()),
        ]);
        let texts = [
            ("title", &code.title),
            ("customer", &code.customer),
            ("wire_code", &code.wire_code),
            ("field", &code.field),
            ("since", &code.since),
            ("owner", &code.owner),
            ("docs_url", &code.docs_url),
        ];
        for (key, text) in texts {
            put(&mut entry, key, text.as_deref());
        }
        put(&mut entry, "grpc", code.grpc.map(Grpc::as_str));
        put(&mut entry, "severity", code.severity.map(Severity::as_str));
        let named = [("retry", 'p', code.retry), ("envelope", 'e', code.envelope), ("outcome", 'o', code.outcome)];
        for (key, prefix, at) in named {
            put(&mut entry, key, at.map(|at| format!("{prefix}{at}")).as_deref());
        }
        match code.mask {
            MaskSpec::Itself => {}
            MaskSpec::As(at) => drop(entry.insert("shown_as".into(), id(at))),
            MaskSpec::Unknown => put(&mut entry, "shown_as", Some("unknown")),
        }
        let param = |(name, example, sensitive): &(String, Example, bool)| {
            let long = || mapping([("example", example.value()), ("sensitive", true.into())]).into();
            (Value::from(name.as_str()), if *sensitive { long() } else { example.value() })
        };
        entry.insert("params".into(), code.params.iter().map(param).collect::<Mapping>().into());
        let mut scopes = Mapping::new();
        for (scope, code) in &code.provider_codes {
            let codes = scopes.entry(scope.as_str().into()).or_insert_with(|| Value::Sequence(Vec::new()));
            codes.as_sequence_mut().expect("a list").push(code.as_str().into());
        }
        entry.insert("provider_codes".into(), scopes.into());
        entry.insert("tags".into(), code.tags.iter().map(String::as_str).collect::<Value>());
        entry.insert("see".into(), code.see.iter().map(|at| id(*at)).collect::<Value>());
        let source = |(page, edition, assumed): &(String, Option<String>, bool)| {
            let mut source = mapping([("page", page.as_str().into()), ("assumed", (*assumed).into())]);
            put(&mut source, "edition", edition.as_deref());
            Value::from(source)
        };
        entry.insert("citations".into(), code.sources.iter().map(source).collect::<Value>());
        if let Some((by, reason)) = &code.deprecated {
            let mut deprecated = Mapping::new();
            put(&mut deprecated, "reason", reason.as_deref());
            by.map(|by| deprecated.insert("replaced_by".into(), id(by)));
            entry.insert("deprecated".into(), deprecated.into());
        }
        entry
    }
}

fn mapping<const N: usize>(entries: [(&str, Value); N]) -> Mapping {
    entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect()
}

fn put(mapping: &mut Mapping, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        mapping.insert(key.into(), text.into());
    }
}
