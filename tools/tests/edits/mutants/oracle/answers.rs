//! Answers of one version, read by the other, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use errcat_core::{AnyCode, Catalog, Found, Public, Recognize, Recognized, Shown};

use super::shapes::shape;
use super::values::{VARIANTS, Values, read_values};
use super::{Findings, Verdict, successor};

/// An answer of a version, and what the version itself reads in it.
struct Answer<'a> {
    code: AnyCode<'a>,
    /// The form of the body: the code's envelope, or problem details.
    form: &'static str,
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
                each(&Answer { code, form, how, status, body, own });
            }
        }
    }
}

/// Answers of the older version, read by the newer one.
pub fn of_old_servers(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    each_answer(old, |answer| {
        let Answer { code, how, status, body, own, .. } = answer;
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
pub fn of_new_servers(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    // What old clients read in answers of old servers: the forms of codes, each with its values. They can lose nothing else.
    let mut promises: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    each_answer(old, |answer| {
        let names = read_values(&answer.own).into_iter().map(|(name, _)| name);
        promises.entry((answer.code.as_str(), answer.form)).or_default().extend(names);
    });
    each_answer(new, |answer| {
        let Answer { code, form, how, status, body, own } = answer;
        let read = old.recognize(*status, body.as_bytes());
        let known = match old.find(code.as_str()) {
            Some(Found::Code(known)) if known.shown() == Shown::Itself => Some(known),
            _ => None,
        };
        let promise = promises.get(&(code.as_str(), *form));
        let found = read.as_ref().map(Recognized::code);
        match (known, &read) {
            (Some(known), Some(read)) if read.code() == known => {
                let values = read_values(read);
                let is_known = |name: &str| promise.is_some_and(|all| all.contains(name));
                let lost = read_values(own).into_iter().filter(|value| is_known(&value.0) && !values.contains(value));
                for lost in lost {
                    let text = format!("{} in the new answer of {how} is lost to old clients: {body}", lost.0);
                    findings.add(Verdict::Breaking, text);
                }
            }
            (Some(_), None) if promise.is_none() => {}
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
pub fn unknown(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
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
