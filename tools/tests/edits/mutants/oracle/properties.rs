//! Properties that programs decide by, and everything else that anybody can see.

use std::collections::BTreeSet;

use errcat_core::{AnyCode, Catalog, ParamKind};
use serde_json::Value;

use super::shapes::members;
use super::{Findings, Verdict, common};

/// What programs decide by, apart from answers.
pub fn compare(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    for (before, after) in common(old, new) {
        examples(before, after, findings);
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
            let params: Vec<_> = code.params().map(|one| (one.name.to_owned(), one.kind)).collect();
            format!(
                "status {:?}, fixable by {}, retry {} with {}, grpc {}, outcome {outcome:?}, parameters {params:?}",
                // What a masked code answers is its mask's.
                code.public().status(),
                code.fixable_by(),
                retry.kind(),
                retry.idempotency,
                code.public().grpc(),
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
                "{:?} {:?} {:?} {:?} {languages:?} {:?} {:?} {:?} {:?} {:?} {see:?} {tags:?} {citations:?} {:?} {:?} {:?}",
                code.status(),
                code.grpc(),
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

/// The example of a JSON value documents its shape.
fn examples(before: AnyCode<'_>, after: AnyCode<'_>, findings: &mut Findings) {
    for (old, new) in before.params().filter_map(|old| Some((old, after.params().find(|new| new.name == old.name)?))) {
        if old.kind == ParamKind::Json && new.kind == ParamKind::Json {
            let parse = |text: &str| serde_json::from_str::<Value>(text).expect("an example is JSON");
            let path = format!("{} of {before}", old.name);
            // `null` tells nothing about the shape.
            if old.example != "null" {
                members(&path, &parse(old.example), &parse(new.example), findings);
            }
        }
        if old.sensitive != new.sensitive {
            // Answers lose the value, or contain it from now on.
            let verdict = if new.sensitive { Verdict::Breaking } else { Verdict::Added };
            findings.add(verdict, format!("{} of {before} is sensitive: {}", old.name, new.sensitive));
        }
        if old.example != new.example {
            findings.add(Verdict::Changed, format!("{before} has another example of {}", old.name));
        }
    }
}
