//! Catalogs as text: everything that their tables hold.

use std::fmt::Write;

use errcat::{AnyCode, Catalog, Found, Policy, Shown};

/// Returns everything that can be read from a catalog, in lines.
pub fn catalog(catalog: Catalog<'_>) -> String {
    let mut out = String::new();
    write(catalog, &mut out).expect("a string takes all that is written");
    out
}

fn write(catalog: Catalog<'_>, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{catalog:?} {:?} edition {:?}", catalog.title(), catalog.edition())?;
    writeln!(out, "{:?}", catalog.unknown())?;
    for language in catalog.languages() {
        writeln!(out, "language {} {:?}", language.tag, language.unknown_customer)?;
    }
    for retired in catalog.retired() {
        writeln!(out, "{} since {:?} {retired}", retired.id, retired.since)?;
        if let Some(wire) = retired.wire_code {
            writeln!(out, "  | wire code {wire:?} number {:?}", catalog.number_on_wire(wire))?;
        }
        names(catalog, Found::Retired(retired), out)?;
    }
    for code in catalog.codes() {
        writeln!(out, "\n{code:#}")?;
        properties(catalog, code, out)?;
    }
    Ok(())
}

fn properties(catalog: Catalog<'_>, code: AnyCode<'_>, out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "  | envelope {:?} recognize {} grpc {} severity {}",
        code.envelope(),
        code.recognize(),
        code.grpc(),
        code.severity()
    )?;
    match code.shown() {
        Shown::Itself => {}
        Shown::As(mask) => writeln!(out, "  | shown as {mask}")?,
        Shown::Unknown => writeln!(out, "  | shown as the unknown error")?,
    }
    for language in catalog.languages() {
        writeln!(out, "  | {} customer {:?}", language.tag, code.customer_in(language.tag))?;
        if language.tag != catalog.languages().next().map_or("", |first| first.tag) {
            writeln!(out, "  | {} remediation {:?}", language.tag, code.remediation_in(language.tag))?;
        }
    }
    let said = [("field", code.field()), ("since", code.since()), ("owner", code.owner())];
    for (name, value) in said.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        writeln!(out, "  | {name} {value:?}")?;
    }
    for param in code.params() {
        let sensitive = if param.sensitive { " sensitive" } else { "" };
        writeln!(out, "  | param {} {} {:?}{sensitive}", param.name, param.kind, param.example)?;
    }
    if let Some(number) = code.wire_number() {
        writeln!(out, "  | wire number {number}")?;
    }
    names(catalog, Found::Code(code), out)?;
    if let Some(uri) = code.problem_type().filter(|uri| Some(*uri) != code.docs_url()) {
        writeln!(out, "  | problem type {uri}")?;
    }
    policy(code.retry(), out)?;
    if let Some(outcome) = code.outcome() {
        writeln!(out, "  | {outcome:?}")?;
    }
    if let Some(deprecation) = code.deprecation() {
        writeln!(out, "  | {deprecation:?}")?;
    }
    for provider in code.provider_codes() {
        writeln!(out, "  | provider {} {:?}", provider.scope, provider.code)?;
    }
    for source in code.citations() {
        writeln!(out, "  | {source:?}")?;
    }
    let (see, tags): (Vec<_>, Vec<_>) = (code.see().collect(), code.tags().collect());
    if !see.is_empty() || !tags.is_empty() {
        writeln!(out, "  | see {see:?} tags {tags:?}")?;
    }
    Ok(())
}

fn names(catalog: Catalog<'_>, of: Found<'_>, out: &mut String) -> std::fmt::Result {
    catalog.aliases(of).try_for_each(|alias| writeln!(out, "  | alias {alias:?}"))
}

fn policy(policy: Policy<'_>, out: &mut String) -> std::fmt::Result {
    if let Some(schedule) = policy.schedule() {
        writeln!(out, "  | {schedule:?}")?;
    }
    for limit in policy.limits() {
        writeln!(out, "  | {limit:?}")?;
    }
    Ok(())
}
