//! The files of the site.

use errcat::{AnyCode, Catalog, Retired, Unknown};
use serde::Serialize;

use super::{Planned, index, page, search};
use crate::catalogs::full;
use crate::explain::Explanation;
use crate::output::json;
use crate::profile::Profile;
use crate::record::{Record, RetiredRecord};

/// The shape of `catalog.json`.
#[derive(Serialize)]
struct Whole<'a> {
    catalog: &'a str,
    title: &'a str,
    version: &'a str,
    edition: Option<&'a str>,
    languages: Vec<&'a str>,
    unknown: UnknownRecord<'a>,
    codes: Vec<Record<'a>>,
    retired: Vec<RetiredRecord<'a>>,
}

#[derive(Serialize)]
struct UnknownRecord<'a> {
    code: &'a str,
    message: &'a str,
    customer: &'a str,
    status: u16,
}

/// All files of a site.
pub fn plan<'a>(profile: Profile, catalogs: &'a [Catalog<'a>]) -> Vec<Planned<'a>> {
    // What takes longest comes first.
    let mut files = vec![
        Planned::new("search.js", move || search::script(profile, catalogs)),
        Planned::new("index.html", move || index::all(profile, catalogs)),
        Planned::new("site.css", || include_str!("site.css").to_owned()),
        Planned::new("site.js", || include_str!("site.js").to_owned()),
        Planned::new("icon.svg", || include_str!("icon.svg").to_owned()),
    ];
    for catalog in catalogs.iter().copied() {
        let path = |name: &str, ending: &str| format!("{}/{name}.{ending}", catalog.name());
        files.push(Planned::new(path("catalog", "json"), move || json(&whole(profile, catalog))));
        files.push(Planned::new(path("index", "html"), move || index::one(profile, catalog)));
        for code in profile.codes(catalog) {
            let id = code.as_str();
            files.push(Planned::new(path(id, "html"), move || page::code(profile, code)));
            files.push(Planned::new(path(id, "json"), move || explained(profile, code)));
        }
        for retired in profile.retired(catalog) {
            files.push(Planned::new(path(retired.id, "html"), move || page::retired(catalog, retired)));
            files.push(Planned::new(path(retired.id, "json"), move || tomb(profile, catalog, &retired)));
        }
    }
    files
}

/// What `explain --format json` says of a code.
fn explained(profile: Profile, code: AnyCode<'_>) -> String {
    json(&Explanation::new(&full(code), code.catalog(), None, Some(Record::seen(profile, code))))
}

/// What `explain --format json` says of a retired id.
fn tomb<'a>(profile: Profile, catalog: Catalog<'a>, retired: &Retired<'a>) -> String {
    let what = format!("{}/{}", catalog.name(), retired.id);
    json(&Explanation::new(&what, catalog, Some(retired), retired.replaced_by.map(|next| Record::seen(profile, next))))
}

fn whole(profile: Profile, catalog: Catalog<'_>) -> Whole<'_> {
    let Unknown { code, message, customer, status, .. } = catalog.unknown();
    Whole {
        catalog: catalog.name(),
        title: catalog.title(),
        version: catalog.version(),
        edition: catalog.edition(),
        languages: catalog.languages().map(|language| language.tag).collect(),
        unknown: UnknownRecord { code, message, customer, status },
        codes: profile.codes(catalog).map(|code| Record::seen(profile, code)).collect(),
        retired: profile.retired(catalog).map(|retired| RetiredRecord::new(catalog.name(), &retired)).collect(),
    }
}
