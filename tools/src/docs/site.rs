//! The files of the site.

use errcat_core::{AnyCode, Catalog, Retired};

use super::file_name::stem;
use super::{index, page, search};
use crate::audience::Audience;
use crate::gate::Cleared;
use crate::json::{CatalogJson, CodeJson, Explanation, pretty};
use crate::plan::PlannedFile;
use crate::text::full_name;

/// Plans a site of static files: an index, a page and a JSON file for each code and retired id, and a search.
///
/// The site works from a disk and below any path of a server, without JavaScript, and loads nothing from other sites.
#[must_use]
pub fn plan<'a>(cleared: &'a Cleared<'a>) -> Vec<PlannedFile<'a>> {
    let (audience, catalogs) = (cleared.audience(), cleared.catalogs());
    // The slowest files come first, so that threads finish together.
    let mut files = vec![
        PlannedFile::new("search.js", move || search::script(audience, catalogs)),
        PlannedFile::new("index.html", move || index::all(audience, catalogs)),
        PlannedFile::new("site.css", || include_str!("site.css").to_owned()),
        PlannedFile::new("site.js", || include_str!("site.js").to_owned()),
        PlannedFile::new("icon.svg", || include_str!("icon.svg").to_owned()),
    ];
    for catalog in catalogs.iter().copied() {
        let path = |name: &str, ending: &str| format!("{}/{name}.{ending}", catalog.name());
        files.push(PlannedFile::new(path("catalog", "json"), move || pretty(&CatalogJson::seen_by(audience, catalog))));
        files.push(PlannedFile::new(path("index", "html"), move || index::one(audience, catalog)));
        for code in audience.codes(catalog) {
            let id = &stem(code.as_str());
            files.push(PlannedFile::new(path(id, "html"), move || page::code(audience, code)));
            files.push(PlannedFile::new(path(id, "json"), move || explained(audience, code)));
        }
        for retired in audience.retired(catalog) {
            files.push(PlannedFile::new(path(&stem(retired.id), "html"), move || {
                page::retired(audience, catalog, retired)
            }));
            files.push(PlannedFile::new(path(&stem(retired.id), "json"), move || tomb(audience, catalog, &retired)));
        }
    }
    files
}

/// Returns what `errcat explain --format json` prints for a code.
fn explained(audience: Audience, code: AnyCode<'_>) -> String {
    pretty(&Explanation::new(&full_name(code), code.catalog(), None, Some(CodeJson::seen_by(audience, code))))
}

/// Returns what `errcat explain --format json` prints for a retired id.
fn tomb<'a>(audience: Audience, catalog: Catalog<'a>, retired: &Retired<'a>) -> String {
    let what = format!("{}/{}", catalog.name(), retired.id);
    pretty(&Explanation::new(
        &what,
        catalog,
        Some(retired),
        retired.replaced_by.map(|next| CodeJson::seen_by(audience, next)),
    ))
}
