//! `errcat lookup`: the code of the catalog for a provider's code.

use errcat::{AnyCode, Catalog, Shown};
use errcat_compiler::Suggest;
use errcat_compiler::{escape, quote};
use errcat_tools::find::scopes;
use errcat_tools::json::pretty;
use errcat_tools::quote::shell_word;
use errcat_tools::text::full_name;
use serde::Serialize;

use crate::args::catalogs::{CatalogArgs, Folders, named};
use crate::output::quote::backticked;
use crate::output::style::{LABEL, STRONG, paint};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
#[command(override_usage = "errcat lookup [OPTIONS] <CATALOG> <SCOPE> <CODE>")]
pub struct Args {
    /// The name of the catalog
    #[arg(value_name = "CATALOG")]
    name: String,

    /// The scope of the code, such as iso8583
    #[arg(value_name = "SCOPE")]
    scope: String,

    /// The provider's code, exactly as received
    // Optional, so that the message for a code without its scope can name the scopes.
    #[arg(value_name = "CODE", allow_negative_numbers = true)]
    code: Option<String>,

    #[command(flatten)]
    catalogs: CatalogArgs,
}

/// The shape of `lookup --format json`.
#[derive(Default, Serialize)]
struct LookupResult<'a> {
    known: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// The id that the public may see: that of the code, or of its mask.
    #[serde(skip_serializing_if = "Option::is_none")]
    public_id: Option<&'a str>,
    /// Whether the catalog does not list the code, and the default of the scope, `*`, decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<bool>,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.catalogs.folders, "errcat lookup")?;
    let catalogs = folders.catalogs()?;
    let catalog = named(&catalogs, &args.name)?;
    let Some(code) = args.code.as_deref() else { return Err(args.incomplete(&catalogs, catalog).into()) };
    let Some(found) = catalog.by_provider_code(&args.scope, code) else {
        let stdout = format.write(String::new, || pretty(&LookupResult::default()));
        return Err(Output { stdout, ..args.unknown(&catalogs, catalog, code).into() });
    };
    let default = catalog.matching_provider_code(&args.scope, code).is_some_and(|listed| listed.code == "*");
    let answer = || LookupResult {
        known: true,
        id: Some(found.as_str()),
        public_id: Some(public_id(found)),
        default: Some(default),
    };
    Ok(Output::new(format.write(|| text(found, default), || pretty(&answer())), Exit::Fine))
}

fn text(code: AnyCode<'_>, default: bool) -> String {
    let (heading, label) = (paint(STRONG, &full_name(code)), paint(LABEL, "public id"));
    let matched = format!("  {}:  `*`, the default of the scope\n", paint(LABEL, "matched by"));
    let matched = if default { &*matched } else { "" };
    format!("{heading}: {}\n  {label}:   {}\n{matched}", code.title(), public_id(code))
}

fn public_id(code: AnyCode<'_>) -> &str {
    match code.shown() {
        Shown::Itself => code.as_str(),
        Shown::As(mask) => mask.as_str(),
        Shown::Unknown => code.catalog().unknown().code,
    }
}

impl Args {
    /// Returns the message for a scope without a code, or a code without its scope.
    fn incomplete(&self, catalogs: &[Catalog<'_>], catalog: Catalog<'_>) -> Failure {
        let (name, given) = (catalog.name(), quote(&self.scope));
        let all: Vec<&str> = catalog.scopes().collect();
        let Some(first) = all.first() else { return Failure { exit: Exit::Misuse, ..no_scopes(catalogs, name) } };
        if all.contains(&self.scope.as_str()) {
            let help = format!("add the provider's code: `{}`", self.command(name, &self.scope, "CODE"));
            return Failure::misuse(format!("{given} is a scope without a code"), help);
        }
        if let Some((scope, code)) = self.scope.split_once(':').filter(|(scope, _)| all.contains(scope)) {
            let help = format!("separate them with a space: `{}`", self.command(name, scope, code));
            return Failure::misuse(format!("{given} is a scope and a code in one argument"), help);
        }
        if let Some(help) = self.known_in(catalog, &self.scope) {
            return Failure::misuse(format!("{given} is a provider code without its scope"), help);
        }
        let command = self.command(name, first, &self.scope);
        let help = format!("the scopes are {}; put one before it: `{command}`", backticked(all.iter().copied()));
        Failure::misuse(format!("{given} needs a scope"), help)
    }

    /// Returns the message for an unknown code.
    fn unknown(&self, catalogs: &[Catalog<'_>], catalog: Catalog<'_>, code: &str) -> Failure {
        let (name, scope) = (catalog.name(), self.scope.as_str());
        let all: Vec<&str> = catalog.scopes().collect();
        let Some(first) = all.first() else { return no_scopes(catalogs, name) };
        if !all.contains(&scope) {
            let message = format!(
                "catalog `{name}` has no scope {}; its scopes are {}",
                quote(scope),
                backticked(all.iter().copied())
            );
            let help = match Suggest::new(scope, all.iter().copied()).name() {
                Some(near) => Suggest::ask(self.command(name, near, code)),
                None => format!("use one of them, as in `{}`", self.command(name, first, code)),
            };
            return Failure::finding(message, help);
        }
        let help = if catalog.by_provider_code(scope, code.trim()).is_some() {
            Suggest::ask(self.command(name, scope, code.trim()))
        } else {
            let list = || "add it to the `provider_codes` of a code".to_owned();
            self.known_in(catalog, code).unwrap_or_else(list)
        };
        Failure::finding(format!("scope `{scope}` of `{name}` has no code {}", quote(code)), help)
    }

    /// Suggests the scopes of a catalog that have a code.
    fn known_in(&self, catalog: Catalog<'_>, code: &str) -> Option<String> {
        let known = scopes(std::slice::from_ref(&catalog), code);
        let command = self.command(catalog.name(), known.first()?, code);
        Some(format!("it is a code of {}: `{command}`", backticked(known)))
    }

    /// Returns the command for a scope and a code.
    fn command(&self, catalog: &str, scope: &str, code: &str) -> String {
        self.catalogs.command(&format!("errcat lookup {catalog} {scope} {}", escape(&shell_word(code))))
    }
}

fn no_scopes(catalogs: &[Catalog<'_>], name: &str) -> Failure {
    let others: Vec<&str> =
        catalogs.iter().copied().filter(|other| other.scopes().next().is_some()).map(Catalog::name).collect();
    let help = if others.is_empty() {
        "add `provider_codes` to its codes".to_owned()
    } else {
        format!("these catalogs have some: {}", backticked(others))
    };
    Failure::finding(format!("catalog `{name}` has no provider codes"), help)
}
