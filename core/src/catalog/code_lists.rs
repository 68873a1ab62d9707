//! The lists of a code: parameters, provider codes, related codes, tags and citations.

use crate::catalog::citation::Citation;
use crate::catalog::code::AnyCode;
use crate::catalog::param::Param;
use crate::catalog::provider_code::ProviderCode;
use crate::tables::columns::U32Column;
use crate::tables::rows::{CitationRow, ParamRow, ProviderRow};

impl<'a> AnyCode<'a> {
    /// Returns the parameters, in the catalog's order.
    pub fn params(self) -> impl ExactSizeIterator<Item = Param<'a>> {
        let tables = self.catalog().tables();
        self.entries(U32Column::Params).map(move |at| {
            let ParamRow { name, kind, example, sensitive, optional } = ParamRow::read(tables, at);
            Param { name: tables.string(name), kind, example: tables.string(example), sensitive, optional }
        })
    }

    /// Returns the provider codes that mean this code, in the catalog's order; a range or a prefix is one of them.
    pub fn provider_codes(self) -> impl ExactSizeIterator<Item = ProviderCode<'a>> {
        let tables = self.catalog().tables();
        self.entries(U32Column::Providers).map(move |at| {
            let row = ProviderRow::read(tables, tables.u32(U32Column::ProviderRefs, at) as usize);
            ProviderCode { scope: tables.string(row.scope), code: tables.string(row.code) }
        })
    }

    /// Returns related codes.
    pub fn see(self) -> impl ExactSizeIterator<Item = AnyCode<'a>> {
        #[expect(clippy::cast_possible_truncation, reason = "a catalog has at most 65,533 codes")]
        self.entries(U32Column::See)
            .map(move |at| Self::new(self.catalog(), self.catalog().tables().u32(U32Column::SeeItems, at) as u16))
    }

    /// Returns the tags: words by which codes are filtered and found.
    pub fn tags(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.entries(U32Column::Tags).map(move |at| self.catalog().tables().string_at(U32Column::TagItems, at))
    }

    /// Returns the documents that the facts come from.
    pub fn citations(self) -> impl ExactSizeIterator<Item = Citation<'a>> {
        let tables = self.catalog().tables();
        self.entries(U32Column::Citations).map(move |at| {
            let CitationRow { page, edition, assumed } = CitationRow::read(tables, at);
            Citation { page: tables.string(page), edition: tables.optional_string(edition), assumed }
        })
    }
}
