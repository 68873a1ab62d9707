//! What an edit does to programs, found by the engine alone: one version answers, the other reads.
//!
//! The oracle shares nothing with the comparison that it judges. It tries answers, names, provider codes and raw answers of
//! upstreams with both versions, and reports where they part.

use std::collections::BTreeSet;

use errcat_core::__private::Carried;
use errcat_core::{AnyCode, Catalog, Found, ParamKind, Public, Recognize, Recognized, Shown, Value as Carries};
use serde_json::Value;

use super::samples;
use crate::tree::Tree;

/// What is at least true of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something changed.
    Changed,
    /// An answer, a name or a value is lost or another's.
    Breaking,
}

/// One version of a catalog.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    pub tree: &'a Tree,
    pub catalog: Catalog<'a>,
}

/// What the versions do differently.
#[derive(Debug, Default)]
pub struct Findings(pub BTreeSet<(Verdict, String)>);

impl Findings {
    fn add(&mut self, verdict: Verdict, text: String) {
        self.0.insert((verdict, text));
    }

    pub fn verdict(&self) -> Option<Verdict> {
        self.0.iter().map(|(verdict, _)| *verdict).max()
    }
}

/// Compares two versions.
pub fn compare(old: Version<'_>, new: Version<'_>) -> Findings {
    let mut findings = Findings::default();
    answers(old.catalog, new.catalog, &mut findings);
    answers_of_new_servers(old.catalog, new.catalog, &mut findings);
    unknown_answers(old.catalog, new.catalog, &mut findings);
    shapes(old.catalog, new.catalog, &mut findings);
    names(old.catalog, new.catalog, &mut findings);
    provider_codes(old, new, &mut findings);
    upstreams(old, new, &mut findings);
    properties(old.catalog, new.catalog, &mut findings);
    findings
}

/// The values of an error. `0` are the examples.
struct Values<'a> {
    code: AnyCode<'a>,
    variant: usize,
}

/// How many sets of values are tried for each code.
const VARIANTS: usize = 3;

fn value(param: errcat_core::Param<'_>, variant: usize) -> Carries<'_> {
    match (variant, param.kind) {
        (0, _) => param.example_value(),
        (1, ParamKind::String) => Carries::Text("another value, longer"),
        (1, ParamKind::Integer) => Carries::Integer(-7),
        (1, ParamKind::Number) => Carries::Number(0.25),
        (1, ParamKind::Boolean) => Carries::Boolean(true),
        (1, ParamKind::Json) => Carries::Json(r#"{"a":[1,"x"]}"#),
        (_, ParamKind::String) => Carries::Text("7"),
        (_, ParamKind::Integer) => Carries::Integer(1_234_567),
        (_, ParamKind::Number) => Carries::Number(3.0),
        (_, ParamKind::Boolean) => Carries::Boolean(false),
        (_, _) => Carries::Json("null"),
    }
}

impl Carried for Values<'_> {
    fn param(&self, at: usize) -> Option<Carries<'_>> {
        Some(value(self.code.params().nth(at)?, self.variant))
    }

    fn detail(&self, at: usize) -> Option<&str> {
        ["a detail"].get(at).copied().filter(|_| self.variant == 1)
    }

    fn context(&self, at: usize) -> Option<Carries<'_>> {
        Some(value(self.code.catalog().context().nth(at)?, self.variant))
    }
}

/// The values of a code of the older version, for the same code of the newer one.
struct Same<'a> {
    new: AnyCode<'a>,
    old: Values<'a>,
}

impl Carried for Same<'_> {
    fn param(&self, at: usize) -> Option<Carries<'_>> {
        let new = self.new.params().nth(at)?;
        let old = self.old.code.params().find(|old| old.name == new.name && old.kind == new.kind);
        Some(value(old.unwrap_or(new), self.old.variant))
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.old.detail(at)
    }

    fn context(&self, at: usize) -> Option<Carries<'_>> {
        let new = self.new.catalog().context().nth(at)?;
        let old = self.old.code.catalog().context().find(|old| old.name == new.name && old.kind == new.kind);
        Some(value(old.unwrap_or(new), self.old.variant))
    }
}

/// An answer of a version, and what the version itself reads in it.
struct Answer<'a> {
    code: AnyCode<'a>,
    /// How it was made, for messages.
    how: String,
    status: Option<u16>,
    body: String,
    own: Recognized<'a>,
}

/// Calls a function with each answer that a version can read back itself.
fn each_answer<'a>(catalog: Catalog<'a>, mut each: impl FnMut(&Answer<'a>)) {
    for code in catalog.codes().filter(|code| code.shown() == Shown::Itself) {
        for (language, variant) in catalog.languages().flat_map(|one| (0..VARIANTS).map(move |at| (one.tag, at))) {
            let values = Values { code, variant };
            let public = Public::new(code, &values).in_language(language);
            let mut bodies = vec![("", public.body().to_string())];
            if code.envelope().is_some() && variant == 0 {
                bodies.push((" as problem details", public.problem().to_string()));
            }
            for (form, body) in bodies {
                let status = public.status();
                let own = catalog.recognize(status, body.as_bytes()).filter(|own| own.code() == code);
                let Some(own) = own else { continue };
                let how = format!("{code}{form} in {language}, values {variant}");
                each(&Answer { code, how, status, body, own });
            }
        }
    }
}

/// Returns the code that a name of an older version is now.
fn successor(found: Found<'_>) -> Option<AnyCode<'_>> {
    let code = match found {
        Found::Code(code) => code,
        Found::Retired(retired) if retired.shown == Shown::Itself => retired.replaced_by?,
        Found::Retired(_) => return None,
    };
    (code.shown() == Shown::Itself).then_some(code)
}

/// Returns the values that were read, by name.
fn read_values(read: &Recognized<'_>) -> Vec<(String, String)> {
    let code = read.code();
    let params = code.params().enumerate().filter_map(|(at, param)| {
        Some((format!("parameter {}", param.name), format!("{} {}", param.kind, read.param(at)?)))
    });
    let context = code.catalog().context().enumerate().filter_map(|(at, value)| {
        Some((format!("context {}", value.name), format!("{} {}", value.kind, read.context(at)?)))
    });
    let details = read.details().enumerate().map(|(at, detail)| (format!("detail {at}"), detail.to_owned()));
    params.chain(context).chain(details).collect()
}

/// Answers of the older version, read by the newer one.
fn answers(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    each_answer(old, |answer| {
        let Answer { code, how, status, body, own } = answer;
        let expected = new.find(code.as_str()).and_then(successor);
        let read = new.recognize(*status, body.as_bytes());
        let found = read.as_ref().map(Recognized::code);
        let (Some(expected), Some(read)) = (expected, &read) else {
            let found = found.map_or("unknown", AnyCode::as_str);
            return findings.add(Verdict::Breaking, format!("old answer of {how} is {found} to new clients: {body}"));
        };
        if read.code() != expected {
            let found = read.code();
            return findings.add(Verdict::Breaking, format!("old answer of {how} is {found} to new clients: {body}"));
        }
        if expected.as_str() == code.as_str() {
            let values = read_values(read);
            for lost in read_values(own).iter().filter(|value| !values.contains(value)) {
                let text = format!("{} in the old answer of {how} is lost to new clients: {body}", lost.0);
                findings.add(Verdict::Breaking, text);
            }
        }
    });
}

/// Answers of the newer version, read by the older one.
fn answers_of_new_servers(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    each_answer(new, |answer| {
        let Answer { code, how, status, body, own } = answer;
        let read = old.recognize(*status, body.as_bytes());
        let known = match old.find(code.as_str()) {
            Some(Found::Code(known)) if known.shown() == Shown::Itself => Some(known),
            _ => None,
        };
        let found = read.as_ref().map(Recognized::code);
        match (known, &read) {
            (Some(known), Some(read)) if read.code() == known => {
                let values = read_values(read);
                let params = known.params().map(|param| format!("parameter {}", param.name));
                let context = old.context().map(|value| format!("context {}", value.name));
                let names: Vec<String> = params.chain(context).collect();
                let is_known = |name: &str| name.starts_with("detail ") || names.iter().any(|own| own == name);
                // What an older version never had, it cannot lose.
                let lost = read_values(own).into_iter().filter(|value| is_known(&value.0) && !values.contains(value));
                for lost in lost {
                    let text = format!("{} in the new answer of {how} is lost to old clients: {body}", lost.0);
                    findings.add(Verdict::Breaking, text);
                }
            }
            (Some(_), _) => {
                let found = found.map_or("unknown", AnyCode::as_str);
                findings.add(Verdict::Breaking, format!("new answer of {how} is {found} to old clients: {body}"));
            }
            (None, Some(read)) => {
                let found = read.code();
                let is_fallback = found.recognize() == Recognize::Status;
                let is_same = new.find(found.as_str()).and_then(successor) == Some(*code);
                if !is_fallback && !is_same {
                    findings.add(Verdict::Breaking, format!("new answer of {how} is {found} to old clients: {body}"));
                }
            }
            (None, None) => {}
        }
    });
}

/// The unknown error is no code, in both directions.
fn unknown_answers(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    for (writer, reader, direction) in [(old, new, "old answer"), (new, old, "new answer")] {
        let public = Public::unknown(writer);
        for (form, body) in [("", public.body().to_string()), (" as problem details", public.problem().to_string())] {
            let own = writer.recognize(public.status(), body.as_bytes());
            let read = reader.recognize(public.status(), body.as_bytes());
            if let (None, Some(read)) = (own, read)
                && read.code().recognize() != Recognize::Status
            {
                let found = read.code();
                let text = format!("{direction} of the unknown error{form} is {found} to the other version: {body}");
                findings.add(Verdict::Breaking, text);
            }
        }
    }
    let body = |catalog: Catalog<'_>| Public::unknown(catalog).body().to_string();
    shape("the unknown error", &body(old), &body(new), findings);
    if Public::unknown(old).status() != Public::unknown(new).status() {
        findings.add(Verdict::Breaking, "the unknown error has another status".to_owned());
    }
}

/// The same error, answered by both versions: for readers that are not errcat.
fn shapes(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    for code in old.codes() {
        let Some(Found::Code(after)) = new.find(code.as_str()) else { continue };
        if after.as_str() != code.as_str() {
            continue;
        }
        for variant in 0..VARIANTS {
            let (values, same) = (Values { code, variant }, Same { new: after, old: Values { code, variant } });
            for language in old.languages().filter(|one| new.languages().any(|other| other.tag == one.tag)) {
                let before = Public::new(code, &values).in_language(language.tag);
                let after = Public::new(after, &same).in_language(language.tag);
                let how = format!("{code} in {}, values {variant}", language.tag);
                shape(&how, &before.body().to_string(), &after.body().to_string(), findings);
                if before.status() != after.status() {
                    findings.add(Verdict::Breaking, format!("{how} has another status"));
                }
            }
        }
    }
}

fn shape(how: &str, before: &str, after: &str, findings: &mut Findings) {
    let parse = |body: &str| serde_json::from_str::<Value>(body).expect("a body is JSON");
    let (before, after) = (parse(before), parse(after));
    if before != after {
        findings.add(Verdict::Changed, format!("{how} is answered as {after}, not {before}"));
    }
    members(how, &before, &after, findings);
}

/// Reports members that vanished or have another type.
fn members(path: &str, before: &Value, after: &Value, findings: &mut Findings) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                let path = format!("{path}/{key}");
                match after.get(key) {
                    Some(other) => members(&path, value, other, findings),
                    None => findings.add(Verdict::Breaking, format!("the member {path} vanished")),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            for (at, (value, other)) in before.iter().zip(after).enumerate() {
                members(&format!("{path}/{at}"), value, other, findings);
            }
        }
        (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::Bool(_), Value::Bool(_))
        | (Value::Null, Value::Null) => {}
        _ => findings.add(Verdict::Breaking, format!("the member {path} has another type")),
    }
}

/// All names of the older version, looked up in both.
fn names(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    let codes = old.codes().flat_map(|code| [code.as_str(), code.wire_code()].into_iter().chain(code.aliases()));
    let retired = old.retired().flat_map(|retired| {
        let aliases = old.aliases(Found::Retired(retired));
        [Some(retired.id), retired.wire_code].into_iter().flatten().chain(aliases)
    });
    let all: BTreeSet<&str> = codes.chain(retired).collect();
    for name in all {
        name_is(name, "id", old.find(name), new.find(name), new, findings);
        name_is(name, "name on the wire", find_on_wire(old, name), find_on_wire(new, name), new, findings);
    }
    let types = old.codes().filter(|code| code.envelope().is_none() && code.shown() == Shown::Itself);
    let types = types.filter_map(AnyCode::problem_type).map(|uri| uri.to_string());
    for uri in types.collect::<BTreeSet<_>>() {
        let (before, after) = (old.find_by_problem_type(&uri), new.find_by_problem_type(&uri));
        name_is(&uri, "problem type", before, after, new, findings);
    }
}

/// Returns what a name in an answer names: a wire code, or another name.
fn find_on_wire<'a>(catalog: Catalog<'a>, name: &str) -> Option<Found<'a>> {
    catalog.find_on_wire(name).or_else(|| catalog.find(name))
}

fn name_is(
    name: &str,
    what: &str,
    before: Option<Found<'_>>,
    after: Option<Found<'_>>,
    new: Catalog<'_>,
    findings: &mut Findings,
) {
    let Some(before) = before else { return };
    let end = |found: Found<'_>| match found {
        Found::Code(code) => Some(code.as_str().to_owned()),
        Found::Retired(retired) => retired.replaced_by.map(|code| code.as_str().to_owned()),
    };
    let was = end(before);
    // A code that was retired since stands for its successor. A retired id without one can get one.
    let holds = match &was {
        Some(id) => after.and_then(end).is_some_and(|is| Some(is) == new.find(id).and_then(end)),
        None => matches!(after, Some(Found::Retired(_))),
    };
    if !holds {
        findings.add(Verdict::Breaking, format!("the {what} `{name}` was {was:?} and is {:?}", after.and_then(end)));
    }
}

fn provider_codes(old: Version<'_>, new: Version<'_>, findings: &mut Findings) {
    let patterns: Vec<(String, String)> = [old.catalog, new.catalog]
        .into_iter()
        .flat_map(Catalog::codes)
        .flat_map(|code| code.provider_codes().map(|own| (own.scope.to_owned(), own.code.to_owned())))
        .collect();
    let scopes: BTreeSet<&str> = patterns.iter().map(|(scope, _)| &**scope).collect();
    for scope in scopes {
        let own = patterns.iter().filter(|(other, _)| other == scope).map(|(_, pattern)| &**pattern);
        for key in samples::provider_codes(own) {
            let Some(was) = old.catalog.by_provider_code(scope, &key) else { continue };
            let is = new.catalog.by_provider_code(scope, &key);
            if is.map(AnyCode::as_str) != Some(was.as_str()) {
                findings.add(Verdict::Breaking, format!("the provider code {scope} `{key}` was {was} and is {is:?}"));
            }
        }
    }
}

fn upstreams(old: Version<'_>, new: Version<'_>, findings: &mut Findings) {
    for upstream in old.catalog.upstreams() {
        for (status, body) in samples::raw_answers(&[old.tree, new.tree], upstream) {
            let read = |catalog: Catalog<'_>| {
                let read = catalog.recognize_upstream(upstream, status, body.as_bytes());
                read.map(|read| (read.code().as_str().to_owned(), read_values(&read)))
            };
            let Some(was) = read(old.catalog) else { continue };
            let is = read(new.catalog);
            if is.as_ref() != Some(&was) {
                let text = format!("the answer {status:?} {body} of {upstream} was {was:?} and is {is:?}");
                findings.add(Verdict::Breaking, text);
            }
        }
    }
}

/// What programs decide by, apart from answers.
fn properties(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    for before in old.codes() {
        let Some(Found::Code(after)) = new.find(before.as_str()) else { continue };
        if after.as_str() != before.as_str() {
            continue;
        }
        let decisions = |code: AnyCode<'_>| {
            let retry = code.retry();
            let outcome = code.outcome().map(|outcome| {
                let redirect = outcome.redirect.map(|redirect| redirect.name().to_owned());
                (
                    outcome.name.to_owned(),
                    outcome.action,
                    outcome.to.map(str::to_owned),
                    outcome.session.to_string(),
                    redirect,
                )
            });
            let params: Vec<_> = code.params().map(|one| (one.name.to_owned(), one.kind, one.sensitive)).collect();
            format!(
                "status {:?}, fixable by {}, retry {} with {}, grpc {}, outcome {outcome:?}, parameters {params:?}",
                code.status(),
                code.fixable_by(),
                retry.kind(),
                retry.idempotency,
                code.grpc(),
            )
        };
        let (was, is) = (decisions(before), decisions(after));
        if was != is {
            findings.add(Verdict::Breaking, format!("{before} was {was} and is {is}"));
        }
        let texts = |code: AnyCode<'_>| {
            let languages: Vec<String> = code
                .catalog()
                .languages()
                .map(|one| format!("{} {:?} {:?}", one.tag, code.customer_in(one.tag), code.remediation_in(one.tag)))
                .collect();
            let see: Vec<&str> = code.see().map(AnyCode::as_str).collect();
            let tags: Vec<&str> = code.tags().collect();
            let citations: Vec<String> = code.citations().map(|one| format!("{one:?}")).collect();
            format!(
                "{:?} {:?} {languages:?} {:?} {:?} {:?} {:?} {:?} {see:?} {tags:?} {citations:?} {:?} {:?} {:?}",
                code.title(),
                code.message(),
                code.docs_url().map(|url| url.to_string()),
                code.since(),
                code.owner(),
                code.severity(),
                code.field(),
                code.deprecation(),
                code.retry().schedule(),
                code.shown(),
            )
        };
        let (was, is) = (texts(before), texts(after));
        if was != is {
            findings.add(Verdict::Changed, format!("{before} was {was} and is {is}"));
        }
    }
    let ids = |catalog: Catalog<'_>| {
        let codes = catalog.codes().map(|code| code.as_str().to_owned());
        codes.chain(catalog.retired().map(|retired| format!("{retired:?}"))).collect::<BTreeSet<_>>()
    };
    if ids(old) != ids(new) {
        findings.add(Verdict::Changed, "codes or retired ids came or went".to_owned());
    }
}
