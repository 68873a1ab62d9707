//! Laws over random catalogs: the tables hold what the files say, and look-ups find codes by exactly their names.

use std::fs;
use std::path::Path;

use errcat::{Action, AnyCode, Catalog, Found, Shown};
use proptest::prelude::*;

use crate::differential::files_of;
use crate::generate::{CodeSpec, MaskSpec, PolicySpec, Spec, Successor, spec};
use crate::{robustness, yaml};

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(spec in spec()) {
        let files = spec.files();
        for (path, text) in &files {
            prop_assert_eq!(yaml::compare(text), Ok(()), "{} is\n{}", path, text);
        }
        let files: Vec<_> = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        let compilation = robustness::run(&files);
        let lines: Vec<_> = compilation.diagnostics.iter().map(|one| one.to_text(&compilation.sources)).collect();
        prop_assert_eq!(lines, Vec::<String>::new());
        let catalog = compilation.catalogs[0].catalog();
        prop_assert_eq!((catalog.name(), catalog.title(), catalog.len()), ("generated", &*spec.title, spec.codes.len()));
        for (code, expected) in catalog.codes().zip(&spec.codes) {
            check_code(&spec, catalog, code, expected)?;
        }
        check_sections(&spec, catalog)?;
        check_retired(&spec, catalog)?;
        check_misses(catalog)?;
    }
}

/// A law that fails leaves no file in the checkout: every `proptest!` says so.
#[test]
fn laws_leave_no_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut laws = 0;
    for folder in ["tests/suite", "tests/service", "compiler/tests", "tools/tests", "cli/tests", "examples/tests"] {
        for path in files_of(&root.join(folder), "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            let count = |part: &str| text.matches(part).count();
            let (blocks, silent) = (count(concat!("proptest", "! {")), count(concat!("failure_persistence", ": None")));
            assert_eq!(blocks, silent, "{}", path.display());
            laws += blocks;
        }
    }
    assert!(laws >= 7, "{laws} blocks of laws were found");
}

fn check_code<'c>(
    spec: &Spec,
    catalog: Catalog<'c>,
    code: AnyCode<'c>,
    expected: &CodeSpec,
) -> Result<(), TestCaseError> {
    let text = |text: &Option<String>| text.clone();
    prop_assert_eq!(code.as_str(), &expected.id);
    prop_assert_eq!(code.status(), expected.status);
    prop_assert_eq!(code.fixable_by(), expected.fixable_by);
    prop_assert_eq!(code.message(), &expected.message);
    prop_assert_eq!(code.remediation(), &expected.remediation);
    if let Some(title) = &expected.title {
        prop_assert_eq!(code.title(), title);
    }
    prop_assert_eq!(code.wire_code(), expected.wire_code.as_ref().unwrap_or(&expected.id));
    prop_assert_eq!(code.field().map(str::to_owned), text(&expected.field));
    prop_assert_eq!(code.since().map(str::to_owned), text(&expected.since));
    prop_assert_eq!(code.owner().map(str::to_owned), text(&expected.owner));
    let link = expected.docs_url.clone().unwrap_or_else(|| format!("https://example.com/{}.html", expected.id));
    prop_assert_eq!(code.docs_url().map(|link| link.to_string()), Some(link));
    if let Some(grpc) = expected.grpc {
        prop_assert_eq!(code.grpc(), grpc);
    }
    if let Some(severity) = expected.severity {
        prop_assert_eq!(code.severity(), severity);
    }
    prop_assert_eq!(code.tags().map(str::to_owned).collect::<Vec<_>>(), expected.tags.clone());
    prop_assert_eq!(code.see().map(|code| usize::from(code.number())).collect::<Vec<_>>(), expected.see.clone());
    let sources: Vec<_> =
        code.citations().map(|one| (one.page.to_owned(), one.edition.map(str::to_owned), one.assumed)).collect();
    prop_assert_eq!(sources, expected.sources.clone());
    let params: Vec<_> =
        code.params().map(|param| (param.name, param.kind, param.example.to_owned(), param.sensitive)).collect();
    let wanted = expected.params.iter();
    let wanted: Vec<_> =
        wanted.map(|(name, example, sensitive)| (&**name, example.kind(), example.text(), *sensitive)).collect();
    prop_assert_eq!(params, wanted);
    let deprecation = code
        .deprecation()
        .map(|one| (one.replaced_by.map(|by| usize::from(by.number())), one.reason.map(str::to_owned)));
    prop_assert_eq!(deprecation, expected.deprecated.clone());
    check_references(spec, code, expected)?;
    check_mask(spec, catalog, code, expected)?;
    prop_assert_eq!(catalog.find(&expected.id), Some(Found::Code(code)));
    prop_assert_eq!(catalog.by_wire_code(code.wire_code()), Some(code));
    prop_assert_eq!(code.provider_codes().len(), expected.provider_codes.len());
    for (scope, provider) in &expected.provider_codes {
        prop_assert_eq!(catalog.by_provider_code(scope, provider), Some(code));
    }
    Ok(())
}

/// The context, the envelopes and the redirects.
fn check_sections(spec: &Spec, catalog: Catalog<'_>) -> Result<(), TestCaseError> {
    let context: Vec<_> = catalog.context().map(|value| (value.name.to_owned(), value.kind)).collect();
    prop_assert_eq!(&context, &spec.sections.context);
    prop_assert_eq!(catalog.envelopes().len(), spec.sections.envelopes.len());
    for (envelope, shape) in catalog.envelopes().zip(&spec.sections.envelopes) {
        let mut parts = envelope.parts();
        prop_assert!(shape.is(&mut parts) && parts.next().is_none(), "{:?} is not {:?}", envelope.name(), shape);
    }
    let redirects: Vec<Vec<&str>> = catalog.redirects().map(|redirect| redirect.urls().collect()).collect();
    prop_assert_eq!(&redirects, &spec.sections.redirects);
    Ok(())
}

/// The policy, the envelope and the outcome of a code.
fn check_references(spec: &Spec, code: AnyCode<'_>, expected: &CodeSpec) -> Result<(), TestCaseError> {
    let name = |prefix: char, at: Option<usize>| at.map(|at| format!("{prefix}{at}"));
    prop_assert_eq!(code.envelope().map(str::to_owned), name('e', expected.envelope));
    let policy = expected.retry.map(|at| &spec.sections.policies[at]);
    prop_assert_eq!(code.retry().name, name('p', expected.retry).unwrap_or_else(|| "never".to_owned()));
    prop_assert_eq!(code.retry().schedule().map(PolicySpec::parts), policy.and_then(PolicySpec::schedule));
    if let Some(policy) = policy {
        prop_assert_eq!(code.retry().idempotency, policy.idempotency);
    }
    if let (Some(outcome), Some(at)) = (code.outcome(), expected.outcome) {
        let own = spec.sections.outcomes[at];
        let to = Some(own.to).filter(|_| own.action != Action::Inline);
        prop_assert_eq!((outcome.action, outcome.to), (own.action, to));
        let redirect = outcome.redirect.map(|redirect| redirect.name().to_owned());
        prop_assert_eq!(redirect, name('r', own.redirect));
    }
    // What is seen of a masked code has an outcome that is not written in it.
    if let MaskSpec::Itself = expected.mask {
        prop_assert_eq!(code.outcome().map(|outcome| outcome.name.to_owned()), name('o', expected.outcome));
    }
    Ok(())
}

/// The customer text is that of the mask, in every language.
fn check_mask<'c>(
    spec: &Spec,
    catalog: Catalog<'c>,
    code: AnyCode<'c>,
    expected: &CodeSpec,
) -> Result<(), TestCaseError> {
    let (shown, public) = match expected.mask {
        MaskSpec::Itself => (Shown::Itself, Some(expected)),
        MaskSpec::As(at) => (Shown::As(catalog.get(at).expect("a code")), Some(&spec.codes[at])),
        MaskSpec::Unknown => (Shown::Unknown, None),
    };
    prop_assert_eq!(code.shown(), shown);
    let public = public.filter(|public| public.customer.is_some());
    let customer = public.and_then(|public| public.customer.as_ref()).unwrap_or(&spec.customer);
    prop_assert_eq!(code.customer(), customer);
    if let Some(german) = &spec.german {
        prop_assert_eq!(code.customer_in("de"), public.map_or(german, |public| &public.german));
    }
    Ok(())
}

fn check_retired(spec: &Spec, catalog: Catalog<'_>) -> Result<(), TestCaseError> {
    let mut before = None;
    prop_assert_eq!(catalog.retired().len(), spec.retired.len());
    for (retired, expected) in catalog.retired().zip(&spec.retired) {
        let end = match expected.replaced_by {
            None => None,
            Some(Successor::Before) => before,
            Some(Successor::Code(code)) => Some(code),
        };
        prop_assert_eq!(retired.id, &expected.id);
        prop_assert_eq!(retired.replaced_by.map(|code| usize::from(code.number())), end);
        prop_assert_eq!(retired.reason.map(str::to_owned), expected.reason.clone());
        prop_assert_eq!(catalog.find(&expected.id), Some(Found::Retired(retired)));
        before = end;
    }
    Ok(())
}

/// A text that is almost an id, a wire code or a provider code finds nothing.
fn check_misses(catalog: Catalog<'_>) -> Result<(), TestCaseError> {
    for code in catalog.codes() {
        let almost = |text: &str| {
            let mut all =
                vec![String::new(), format!("{text} "), format!(" {text}"), format!("{text}\0"), text.repeat(40)];
            all.extend((0..text.len()).filter(|end| text.is_char_boundary(*end)).map(|end| text[..end].to_owned()));
            all
        };
        for miss in almost(code.as_str()) {
            let known = catalog.codes().any(|code| code.as_str() == miss)
                || catalog.retired().any(|retired| retired.id == miss);
            prop_assert_eq!(catalog.find(&miss).is_some(), known, "{:?}", miss);
        }
        for miss in almost(code.wire_code()) {
            let known = catalog.codes().any(|code| code.wire_code() == miss);
            prop_assert_eq!(catalog.by_wire_code(&miss).is_some(), known, "{:?}", miss);
        }
        for provider in code.provider_codes() {
            for miss in almost(provider.code) {
                let known = catalog
                    .codes()
                    .any(|code| code.provider_codes().any(|other| other.scope == provider.scope && other.code == miss));
                prop_assert_eq!(catalog.by_provider_code(provider.scope, &miss).is_some(), known, "{:?}", miss);
            }
        }
    }
    Ok(())
}
