//! Redirects of one version, read by the page of the other.

use errcat_core::{AnyCode, Catalog, NamedUrls, Public, Redirect, RedirectReader, RedirectTemplate, Schemes, Shown};

use super::values::Values;
use super::{Findings, Verdict, successor};

/// Every URL that an outcome or a redirect can need.
struct Anywhere;

impl NamedUrls for Anywhere {
    fn url(&self, _: &str) -> Option<&str> {
        Some("https://shop.example/page")
    }
}

/// Compares the codes that pages read in redirects.
pub fn compare(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    redirects(old, new, "old redirect", &|code| new.find(code.as_str()).and_then(successor), findings);
    redirects(new, old, "new redirect", &|code| old.find(code.as_str()).and_then(successor), findings);
}

fn redirects<'r>(
    writer: Catalog<'_>,
    reader: Catalog<'r>,
    what: &str,
    expected: &dyn Fn(AnyCode<'_>) -> Option<AnyCode<'r>>,
    findings: &mut Findings,
) {
    for code in writer.codes().filter(|code| code.shown() == Shown::Itself) {
        let Some(name) = code.outcome().and_then(|outcome| outcome.redirect).map(RedirectTemplate::name) else {
            continue;
        };
        let values = Values { code, variant: 0 };
        let public = Public::new(code, &values);
        let Ok(Redirect { url: Some(url), .. }) = Redirect::of(&public, &Anywhere, Schemes::Https) else { continue };
        if read(writer, name, &url) != Some(code.as_str().to_owned()) {
            continue;
        }
        // What the other version does not have, it cannot read.
        let Some(expected) = expected(code) else { continue };
        let is = read(reader, name, &url);
        if is.as_deref() != Some(expected.as_str()) {
            findings.add(Verdict::Breaking, format!("the {what} of {code} is {is:?} to the other version: {url}"));
        }
    }
}

fn read(catalog: Catalog<'_>, redirect: &str, url: &str) -> Option<String> {
    let reader = RedirectReader::new(catalog, redirect, ["https://shop.example"], &Anywhere, Schemes::Https).ok()?;
    reader.read(url).code().map(|code| code.as_str().to_owned())
}
