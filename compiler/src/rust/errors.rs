//! Writes the constructors of errors: a function for each code, with its parameters.

use std::collections::HashSet;
use std::fmt::Write;

use errcat_core::__private::upstream_fits_all;
use errcat_core::{Catalog, ParamKind, PlainText};

use super::Module;
use super::code::{code_span, deprecated, link};
use crate::text::id::is_keyword;

const CLASSIFY: &str = "
/// Finds the error that an answer of this catalog means, by its envelopes and statuses. Without a status, the body alone
/// decides.
#[allow(dead_code, reason = \"not every service is a client\")]
#[must_use]
pub fn classify(status: ::core::option::Option<u16>, body: &[u8]) -> errcat::Classified<'_, Code> {
    errcat::Classified::read(status, body)
}";

const UNUSED: &str = "#[allow(dead_code, reason = \"a service raises what it needs\")]\n";

/// Writes the type `Error`, the function `classify`, and the modules `errors`, `upstream` and `context`.
pub(super) fn write(module: &Module<'_>, catalog: Catalog<'_>, out: &mut String) -> std::fmt::Result {
    let krate = module.krate;
    writeln!(out, "/// An error of this catalog.\n{UNUSED}pub type Error = {krate}::Error<Code>;\n")?;
    out.push_str("/// Raises the errors of this catalog: one function for each code, with its parameters.\n");
    out.push_str("#[allow(clippy::too_many_arguments, reason = \"one for each parameter of the code\")]\n");
    out.push_str("#[allow(non_snake_case, reason = \"the names are the catalog's\")]\n");
    writeln!(out, "{UNUSED}pub mod errors {{")?;
    let mut names = HashSet::new();
    for (code, variant) in catalog.codes().zip(module.variants) {
        let message = code_span(&PlainText(code.message()).to_string());
        writeln!(out, "    /// [`{}`]({}): {message}", code.as_str(), link(variant, module.variants))?;
        deprecated(code, module.variants, out)?;
        let name = identifier(&code.as_str().to_ascii_lowercase(), &mut names);
        let mut own = HashSet::new();
        let (mut arguments, mut optional, mut values) = (Vec::new(), Vec::new(), String::new());
        for param in code.params() {
            let name = identifier(param.name, &mut own);
            if param.optional {
                write!(values, ".optional({name}, super::Error::{})", param.kind)?;
                optional.push(format!("{name}: ::core::option::Option<{}>", optional_type_of(param.kind, krate)));
            } else {
                write!(values, ".{}({name})", param.kind)?;
                arguments.push(format!("{name}: {}", type_of(param.kind, krate)));
            }
        }
        arguments.append(&mut optional);
        writeln!(out, "    #[must_use]\n    pub fn {name}({}) -> super::Error {{", arguments.join(", "))?;
        writeln!(out, "        super::Error::raise({}){values}\n    }}", code.number())?;
    }
    writeln!(out, "}}\n{}", CLASSIFY.replace("errcat", krate))?;
    upstreams(catalog, krate, out)?;
    contexts(krate, catalog, out)
}

/// Writes the module `context`, with a function for each value of the context.
fn contexts(krate: &str, catalog: Catalog<'_>, out: &mut String) -> std::fmt::Result {
    if catalog.context().len() == 0 {
        return Ok(());
    }
    out.push_str("\n/// Values that only a request has, for `Error::with_context`.\n");
    writeln!(out, "{UNUSED}pub mod context {{")?;
    writeln!(
        out,
        "    /// A value of the context.\n    pub type Context = {}{krate}::Context<super::Code>;\n",
        up(krate)
    )?;
    let mut own = HashSet::new();
    for (at, value) in catalog.context().enumerate() {
        let (name, kind) = (identifier(value.name, &mut own), value.kind);
        writeln!(out, "    /// Such as {}.", code_span(value.example))?;
        writeln!(out, "    #[must_use]\n    pub fn {name}(value: {}) -> Context {{", type_of(kind, krate))?;
        writeln!(out, "        Context::{kind}({at}, value)\n    }}")?;
    }
    out.push_str("}\n");
    Ok(())
}

/// Writes the module `upstream`: a function for each upstream. Where its last row fits every answer, it returns an error.
fn upstreams(catalog: Catalog<'_>, krate: &str, out: &mut String) -> std::fmt::Result {
    if catalog.upstreams().len() == 0 {
        return Ok(());
    }
    out.push_str("\n/// Makes errors of this catalog from raw answers of its upstreams.\n");
    writeln!(out, "{UNUSED}pub mod upstream {{")?;
    let mut own = HashSet::new();
    for (number, upstream) in catalog.upstreams().enumerate() {
        let name = identifier(upstream, &mut own);
        let path = format!("{}{krate}::__private", up(krate));
        let (returns, call) = if upstream_fits_all(catalog, number) {
            ("super::Error".to_owned(), "raise_upstream")
        } else {
            (format!("{}{krate}::Classified<'_, super::Code>", up(krate)), "read_upstream")
        };
        writeln!(out, "    /// Returns the error that a raw answer of `{upstream}` becomes: the first row that fits.")?;
        writeln!(out, "    #[must_use]")?;
        writeln!(out, "    pub fn {name}(status: ::core::option::Option<u16>, body: &[u8]) -> {returns} {{")?;
        writeln!(out, "        {path}::{call}({number}, status, body)\n    }}")?;
    }
    out.push_str("}\n");
    Ok(())
}

/// Returns a valid and unused name for a function or an argument.
pub(super) fn identifier(name: &str, taken: &mut HashSet<String>) -> String {
    let mut name = match name {
        "self" | "super" | "crate" => format!("{name}_"),
        _ if is_keyword(name) => format!("r#{name}"),
        _ => name.to_owned(),
    };
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// Returns the type of an argument.
fn type_of(kind: ParamKind, krate: &str) -> String {
    match kind {
        ParamKind::Integer => format!("impl ::core::convert::Into<{}{krate}::Integer>", up(krate)),
        ParamKind::Number => "impl ::core::convert::Into<f64>".to_owned(),
        ParamKind::Boolean => "bool".to_owned(),
        ParamKind::Json => format!("{}{krate}::Json", up(krate)),
        _ => format!("impl ::core::convert::Into<{}{krate}::Str>", up(krate)),
    }
}

/// Returns the type of an optional argument, inside its `Option`. It is one type, so that a plain `None` has a type.
fn optional_type_of(kind: ParamKind, krate: &str) -> String {
    match kind {
        ParamKind::Integer => format!("{}{krate}::Integer", up(krate)),
        ParamKind::Number => "f64".to_owned(),
        ParamKind::Boolean => "bool".to_owned(),
        ParamKind::Json => format!("{}{krate}::Json", up(krate)),
        _ => format!("{}{krate}::Str", up(krate)),
    }
}

/// Returns the prefix for a path of errcat in a nested module.
fn up(krate: &str) -> &'static str {
    if krate.starts_with("::") || krate.starts_with("crate::") || krate == "crate" { "" } else { "super::" }
}
