//! Redirects before they are filled in: the query that an outcome's URL carries.

use core::fmt;

use crate::catalog::Catalog;
use crate::catalog::envelope::Part;
use crate::tables::columns::U32Column;
use crate::tables::numbers::Entries;
use crate::tables::template::{Node, Slot, TemplateNumber};

/// A named redirect: the parameters of the query that the URL of an outcome carries.
#[derive(Clone, Copy)]
pub struct RedirectTemplate<'a> {
    catalog: Catalog<'a>,
    number: usize,
}

impl<'a> RedirectTemplate<'a> {
    pub(crate) const fn new(catalog: Catalog<'a>, number: usize) -> Self {
        Self { catalog, number }
    }

    /// Returns the catalog.
    #[must_use]
    pub const fn catalog(self) -> Catalog<'a> {
        self.catalog
    }

    /// Returns the name.
    #[must_use]
    pub const fn name(self) -> &'a str {
        self.catalog.tables().string_at(U32Column::Redirects, self.number)
    }

    /// Returns the names of the URLs that the query carries, such as `cancel_url`, in the catalog's order.
    pub fn urls(self) -> impl Iterator<Item = &'a str> {
        let tables = self.catalog.tables();
        self.nodes().slots(tables).filter_map(|slot| match slot {
            Slot::Named(name) => Some(tables.string(name)),
            _ => None,
        })
    }

    /// Returns the parts in the order in which they are written: one object, with the parameters of the URL.
    pub fn parts(self) -> impl Iterator<Item = Part<'a>> {
        let tables = self.catalog.tables();
        self.nodes().numbers().map(move |at| Part::of(tables, Node::read(tables, at)))
    }

    pub(crate) const fn nodes(self) -> Entries {
        let tables = self.catalog.tables();
        TemplateNumber::redirect(tables, self.number).nodes(tables)
    }
}

/// The name.
impl fmt::Display for RedirectTemplate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for RedirectTemplate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RedirectTemplate({})", self.name())
    }
}

/// Redirects are equal if the names of their catalogs and their own names are.
impl PartialEq for RedirectTemplate<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.catalog.name(), self.name()) == (other.catalog.name(), other.name())
    }
}

impl Eq for RedirectTemplate<'_> {}
