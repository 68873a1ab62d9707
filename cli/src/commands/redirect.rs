//! `errcat redirect`: builds the URL that a code or an outcome redirects to, and reads such a URL.

mod parse;

use std::collections::BTreeSet;

use errcat::{AddressProblem, AnyCode, Catalog, NamedUrls, Outcome, Public, Redirect, RedirectError, Schemes};
use errcat_compiler::Suggest;
use errcat_compiler::quote;
use errcat_tools::json::pretty;
use errcat_tools::text::full_name;
use serde::Serialize;

use crate::args::catalogs::{CatalogArgs, Folders, language, named};
use crate::args::code::code;
use crate::args::values::{ValueArgs, pair};
use crate::output::quote::backticked;
use crate::output::style::{LABEL, STRONG, paint};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// CATALOG/CODE or CATALOG/OUTCOME; the catalog may be left out if only one has the name. With `--parse`, the catalog
    #[arg(value_name = "WHAT", allow_negative_numbers = true)]
    what: String,

    /// The page for customers whose payment cannot continue
    #[arg(long, value_name = "URL")]
    error_url: Option<String>,

    /// The page for customers who cancel
    #[arg(long, value_name = "URL")]
    cancel_url: Option<String>,

    /// The page for customers who have paid
    #[arg(long, value_name = "URL")]
    success_url: Option<String>,

    /// Another URL of the catalog (repeatable)
    #[arg(long = "url", value_name = "NAME=URL", value_parser = pair)]
    urls: Vec<(String, String)>,

    /// A parameter of the code (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = pair)]
    params: Vec<(String, String)>,

    /// The language of customer texts (BCP 47, such as de-AT)
    #[arg(long = "lang", value_name = "TAG")]
    language: Option<String>,

    /// Read this URL of a redirect
    #[arg(long, value_name = "URL", conflicts_with_all = ["error_url", "success_url", "params"])]
    parse: Option<String>,

    /// An origin that URLs in the query may have, such as `https://shop.example` (repeatable)
    #[arg(long = "allow-origin", value_name = "ORIGIN", requires = "parse")]
    origins: Vec<String>,

    /// The redirect to read the URL by, if the catalog has several
    #[arg(long, value_name = "NAME", requires = "parse")]
    redirect: Option<String>,

    /// Also accept `http` for this machine, such as `http://localhost:3000`
    #[arg(long)]
    allow_local_http: bool,

    #[command(flatten)]
    catalogs: CatalogArgs,
}

/// An example of a URL.
const EXAMPLE: &str = "https://shop.example/…";

/// The help for an `http` URL.
const USE_HTTPS: &str = "use `https`, or `--allow-local-http` for this machine";

/// The shape of `redirect --format json`.
#[derive(Serialize)]
struct Next<'a> {
    action: &'static str,
    url: Option<String>,
    session: &'a str,
    terminal: bool,
    outcome: &'a str,
}

/// A placeholder for a URL that is not given.
const NOWHERE: &str = "https://nowhere.invalid";

/// One URL as it was given and a placeholder for the others, so that each URL is checked by itself.
struct Only<'a>(&'a Args, &'a str);

impl NamedUrls for Only<'_> {
    fn url(&self, name: &str) -> Option<&str> {
        if name == self.1 { self.0.url(name) } else { Some(NOWHERE) }
    }
}

impl NamedUrls for Args {
    fn url(&self, name: &str) -> Option<&str> {
        self.named_by_option(name)
            .or_else(|| self.urls.iter().find(|(own, _)| own == name).map(|(_, url)| url.as_str()))
    }
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.catalogs.folders, "errcat redirect")?;
    let catalogs = folders.catalogs()?;
    let stdout = match &args.parse {
        Some(url) => args.read(named(&catalogs, &args.what)?, url, format)?,
        None => args.next(&catalogs, format)?,
    };
    Ok(Output::new(stdout, Exit::Fine))
}

impl Args {
    /// Returns the URL of `--error-url`, `--cancel-url` or `--success-url`.
    fn named_by_option(&self, name: &str) -> Option<&str> {
        match name {
            "error_url" => self.error_url.as_deref(),
            "cancel_url" => self.cancel_url.as_deref(),
            "success_url" => self.success_url.as_deref(),
            _ => None,
        }
    }

    const fn schemes(&self) -> Schemes {
        if self.allow_local_http { Schemes::HttpsOrLocal } else { Schemes::Https }
    }

    fn next(&self, catalogs: &[Catalog<'_>], format: Format) -> Result<String, Failure> {
        if let Some((catalog, outcome)) = outcome(catalogs, &self.what)? {
            if !self.params.is_empty() || self.language.is_some() {
                let message = format!("{} is an outcome: it has no parameters and no language", quote(&self.what));
                return Err(Failure::misuse(message, "leave out `--set` and `--lang`, or name a code"));
            }
            self.check_urls(named(catalogs, catalog)?, outcome)?;
            let next = Redirect::after(outcome, self, self.schemes()).map_err(|error| refused(&error))?;
            return Ok(write(&next, &format!("{catalog}/{}", outcome.name), format));
        }
        let code =
            code(catalogs, &self.what, &self.catalogs).map_err(|failure| or_outcome(failure, catalogs, &self.what))?;
        let outcome = Public::new(code, &()).outcome().ok_or_else(|| no_outcome(code))?;
        let given = ValueArgs { params: self.params.clone(), ..ValueArgs::default() };
        let given = given.of(code)?;
        let public = Public::new(code, &given);
        let language = language(code.catalog(), self.language.as_deref())?;
        let public = language.map_or(public, |language| public.in_language(language.tag));
        self.check_urls(code.catalog(), outcome)?;
        let next = Redirect::of(&public, self, self.schemes()).map_err(|error| refused(&error))?;
        Ok(write(&next, &full_name(code), format))
    }

    /// Checks that the catalog has the given URLs, and that those of the outcome are given and safe.
    fn check_urls(&self, catalog: Catalog<'_>, outcome: Outcome<'_>) -> Result<(), Failure> {
        let mut wrong = self.misnamed(catalog, &[]);
        let problem = |name| Redirect::after(outcome, &Only(self, name), self.schemes()).err();
        let mut names: Vec<&str> = outcome.urls().collect();
        names.dedup();
        wrong.extend(names.into_iter().filter_map(problem).map(|error| refused(&error)));
        together(wrong)
    }

    /// Returns a failure for each `--url` that neither an outcome of the catalog nor `own` names, or that is given twice.
    fn misnamed(&self, catalog: Catalog<'_>, own: &[&str]) -> Vec<Failure> {
        let all = catalog.outcomes().flat_map(|outcome| outcome.urls()).chain(own.iter().copied());
        let known: BTreeSet<&str> = all.collect();
        let example = |name: &str| format!("write it as `{}`", option(name, EXAMPLE));
        let misnamed = |(at, (name, _)): (usize, &(String, String))| {
            if !known.contains(name.as_str()) {
                let suggest = Suggest::new(name, known.iter().copied());
                let near = suggest.name();
                let hint = suggest.question().map_or_else(String::new, |question| format!("; {question}"));
                let message = format!("{} has no URL {}{hint}", catalog.name(), quote(name));
                let help = match near {
                    Some(near) => example(near),
                    None if known.is_empty() => "leave out `--url`".to_owned(),
                    None => format!("the URLs are {}", backticked(known.iter().copied())),
                };
                return Some(Failure::misuse(message, help));
            }
            let twice = self.named_by_option(name).is_some() || self.urls[..at].iter().any(|(other, _)| other == name);
            twice.then(|| Failure::misuse(format!("URL {} is given twice", quote(name)), example(name)))
        };
        self.urls.iter().enumerate().filter_map(misnamed).collect()
    }
}

/// Splits `catalog/name` into the catalog and the name; a name alone may be in any catalog.
fn split<'a, 'w>(catalogs: &'a [Catalog<'a>], what: &'w str) -> (Vec<Catalog<'a>>, &'w str) {
    match what.split_once('/') {
        Some((own, name)) => {
            (catalogs.iter().copied().filter(|one| one.name().eq_ignore_ascii_case(own)).collect(), name)
        }
        None => (catalogs.to_vec(), what),
    }
}

/// Returns the outcome that a text names, and its catalog.
fn outcome<'a>(catalogs: &'a [Catalog<'a>], what: &str) -> Result<Option<(&'a str, Outcome<'a>)>, Failure> {
    let (within, name) = split(catalogs, what);
    let hits = within.into_iter().filter_map(|one| Some((one.name(), one.outcome(name)?)));
    let hits: Vec<(&str, Outcome<'a>)> = hits.collect();
    match hits[..] {
        [] => Ok(None),
        [hit] => Ok(Some(hit)),
        [(first, _), ..] => {
            let names = hits.iter().map(|(catalog, outcome)| format!("{catalog}/{outcome}"));
            let message = format!("{} names several outcomes", quote(what));
            Err(Failure::misuse(message, format!("name one of them, such as `{first}/{name}`")).lines(names))
        }
    }
}

/// Suggests outcomes for an unknown code in lowercase.
fn or_outcome(failure: Failure, catalogs: &[Catalog<'_>], what: &str) -> Failure {
    let (within, name) = split(catalogs, what);
    let named = within.first().copied();
    let near = within.into_iter().find_map(|one| {
        let near = Suggest::new(name, one.outcomes().map(|outcome| outcome.name)).name()?;
        Some(format!("{}/{near}", one.name()))
    });
    if failure.exit != Exit::Findings || name.chars().any(|letter| letter.is_ascii_uppercase()) {
        return failure;
    }
    let all = named.filter(|_| what.contains('/')).map(|one| backticked(one.outcomes().map(|outcome| outcome.name)));
    match (near, all.filter(|all| !all.is_empty())) {
        (Some(near), _) => Failure { help: Suggest::ask(near), ..failure },
        (None, Some(all)) => Failure { help: format!("name a code, or one of the outcomes {all}"), ..failure },
        (None, None) => failure,
    }
}

fn write(next: &Redirect<'_>, what: &str, format: Format) -> String {
    let Outcome { name, action, session, .. } = next.outcome;
    let terminal = session.is_terminal();
    let json_of =
        || Next { action: action.as_str(), url: next.url.clone(), session: session.as_str(), terminal, outcome: name };
    let text = || {
        let end = if terminal { "final" } else { "not final" };
        let session = format!("{session} ({end})");
        let rows = [("action", Some(action.as_str())), ("url", next.url.as_deref()), ("session", Some(&session))];
        let rows = rows.into_iter().filter_map(|(label, value)| Some((label, value?)));
        table(&format!("{}: {name}", paint(STRONG, what)), rows)
    };
    format.write(text, || pretty(&json_of()))
}

/// Returns several failures as one: the first, with the messages of the others.
fn together(all: Vec<Failure>) -> Result<(), Failure> {
    let mut all = all.into_iter();
    all.next().map_or(Ok(()), |first| Err(first.lines(all.map(|other| other.message))))
}

/// Returns labeled values below a heading.
fn table<'a>(heading: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let rows = rows.map(|(label, value)| {
        format!("  {}:{:2$}{value}\n", paint(LABEL, label), "", 12_usize.saturating_sub(label.len()).max(1))
    });
    format!("{heading}\n") + &rows.collect::<String>()
}

fn no_outcome(code: AnyCode<'_>) -> Failure {
    let message = format!("{} has no outcome, so it redirects nobody", quote(&full_name(code)));
    let mut others = code.catalog().codes().filter(|other| other.outcome().is_some()).map(full_name);
    let help = match others.next() {
        Some(other) => format!("name a code that has one, such as `{other}`"),
        None => "give it an `outcome` in its catalog".to_owned(),
    };
    Failure::misuse(message, help)
}

fn refused(error: &RedirectError) -> Failure {
    let url = match error {
        RedirectError::Missing { url } => return missing(url),
        RedirectError::Refused { url, .. } | RedirectError::Collision { url, .. } => url.as_str(),
        _ => "error_url",
    };
    let help = match error {
        RedirectError::Collision { parameter, .. } => {
            format!("rename the parameter `{parameter}` of `{}`", option(url, "…"))
        }
        RedirectError::Refused { problem: AddressProblem::Insecure, .. } => USE_HTTPS.to_owned(),
        _ => format!("write a whole URL, as in `{}`", option(url, EXAMPLE)),
    };
    Failure::misuse(error.to_string(), help)
}

fn missing(url: &str) -> Failure {
    Failure::misuse(format!("`{url}` is missing"), format!("write it as `{}`", option(url, EXAMPLE)))
}

/// Returns the option for a URL, with its value.
fn option(url: &str, value: &str) -> String {
    match url {
        "error_url" | "cancel_url" | "success_url" => format!("--{} {value}", url.replace('_', "-")),
        _ => format!("--url {url}={value}"),
    }
}
