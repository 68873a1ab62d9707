//! The list of columns, with what each holds.

macro_rules! columns {
    ($(#[$outer:meta])* $name:ident, $count:ident: $($(#[$doc:meta])* $variant:ident,)*) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All columns, in their order in [`Tables`](crate::tables::Tables).
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name of the column, for comments in generated code.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                }
            }
        }

        /// The number of columns.
        pub const $count: usize = $name::ALL.len();
    };
}

columns! {
    /// A column of `u16`. It has one value for each code unless its description says otherwise.
    U16Column, U16_COLUMNS:
    /// The HTTP status code; 0 for none.
    Status,
    /// The number of the `FixableBy`.
    FixableBy,
    /// The number of the `Severity`.
    Severity,
    /// The gRPC code.
    Grpc,
    /// [`OptionalNumber`](super::numbers::OptionalNumber) of a row of `Policies`; none for never.
    Retry,
    /// [`OptionalNumber`](super::numbers::OptionalNumber) of a row of `Outcomes`.
    Outcome,
    /// [`StoredMask`](super::numbers::StoredMask).
    ShownAs,
    /// The number of the `Recognize`.
    Recognize,
    /// [`OptionalNumber`](super::numbers::OptionalNumber) of an entry of `Envelopes`; none for problem details.
    Envelope,
    /// [`OptionalNumber`](super::numbers::OptionalNumber) of a row of `Deprecations`.
    Deprecated,
    /// Pilots of the perfect hash over ids, with retired ids.
    IdPilots,
    /// Pilots of the perfect hash over wire codes; empty if every wire code is the id.
    WirePilots,
    /// Pilots of the perfect hash over provider codes.
    ProviderPilots,
    /// Pilots of the perfect hash over problem types; empty if all of them follow from the catalog's template.
    TypePilots,
    /// For each envelope without `$code`: the codes that it may mean, sorted by the literal text before the first value of
    /// their messages.
    Recognized,
}

columns! {
    /// A column of `u32`.
    ///
    /// A column of starts has one value more than it has entries: entry `i` lies in `starts[i]..starts[i + 1]`. A column of
    /// rows holds the cells of one type in [`rows`](super::rows), row after row. A string is a number of an entry of `Strings`.
    U32Column, U32_COLUMNS:
    /// One row of [`HeaderRow`](super::rows::HeaderRow).
    Header,
    /// Slots of the perfect hash over ids, two values each; see [`entry`](super::perfect_hash::entry).
    IdSlots,
    /// Slots of the perfect hash over wire codes.
    WireSlots,
    /// Slots of the perfect hash over provider codes.
    ProviderSlots,
    /// Slots of the perfect hash over problem types.
    TypeSlots,
    /// Starts in the text of the problem types that do not follow from the catalog's template.
    ProblemTypes,
    /// Rows of [`ProblemTypeRow`](super::rows::ProblemTypeRow), one for each entry of `ProblemTypes`.
    ProblemTypeItems,
    /// Rows of [`NamePlaceRow`](super::rows::NamePlaceRow), sorted by rank.
    NamePlaces,
    /// Steps: the [`OptionalNumber`](super::numbers::OptionalNumber) of a string, none for each item of a list. Envelopes: their
    /// numbers, that of problem details behind all others.
    NamePlaceItems,
    /// For each alias: the number of its code, or of its retired id.
    Aliases,
    /// For each wire code of a retired code: the number of the retired id.
    RetiredWireCodes,
    /// For each code, then for each wire code of a retired code: the number, low half first; see [`NO_NUMBER`](super::numbers::NO_NUMBER). Empty if every wire
    /// code is a text.
    WireNumbers,
    /// Numbers of masked codes and of retired ids that public texts may name.
    Mentions,
    /// Strings: JSON values that members of raw answers are compared with.
    UpstreamValues,
    /// Rows of [`UpstreamTakeRow`](super::rows::UpstreamTakeRow).
    UpstreamTakes,
    /// Starts of the shared strings in the text.
    Strings,
    /// Starts of ids in the text: codes, then retired ids, then aliases.
    Ids,
    /// Starts of titles in the text.
    Titles,
    /// Starts of messages in the text.
    Messages,
    /// Starts of remediations in the text.
    Remediations,
    /// Starts of customer texts in the text; the code of an empty entry has none.
    Customers,
    /// Starts of wire codes in the text: those of codes, then those of retired codes; empty if every wire code is the id.
    WireCodes,
    /// Starts of links in the text; the code of an empty entry has the link that the header makes.
    DocsUrls,
    /// For each code: the [`OptionalNumber`](super::numbers::OptionalNumber) of a string.
    Field,
    /// For each code: the [`OptionalNumber`](super::numbers::OptionalNumber) of a string.
    Owner,
    /// For each code: the [`OptionalNumber`](super::numbers::OptionalNumber) of a string.
    Since,
    /// Starts of a code's rows in `ParamItems`.
    Params,
    /// Rows of [`ParamRow`](super::rows::ParamRow).
    ParamItems,
    /// Starts of a code's entries in `SeeItems`.
    See,
    /// Numbers of codes.
    SeeItems,
    /// Starts of a code's entries in `TagItems`.
    Tags,
    /// Strings.
    TagItems,
    /// Starts of a code's entries in `ProviderRefs`.
    Providers,
    /// Numbers of rows in `ProviderItems`.
    ProviderRefs,
    /// Rows of [`ProviderRow`](super::rows::ProviderRow): exact codes, sorted by code, then patterns, sorted by scope and
    /// then by precedence.
    ProviderItems,
    /// Starts of the scopes in `ScopeItems`: one entry.
    Scopes,
    /// Strings.
    ScopeItems,
    /// Starts of a scope's patterns in `ProviderItems`; empty if no scope has patterns.
    Patterns,
    /// Starts of a code's rows in `CitationItems`.
    Citations,
    /// Rows of [`CitationRow`](super::rows::CitationRow).
    CitationItems,
    /// Rows of [`DeprecationRow`](super::rows::DeprecationRow).
    Deprecations,
    /// Rows of [`RetiredRow`](super::rows::RetiredRow).
    Retired,
    /// Rows of [`PolicyRow`](super::rows::PolicyRow).
    Policies,
    /// Rows of [`LimitRow`](super::rows::LimitRow).
    Limits,
    /// Rows of [`OutcomeRow`](super::rows::OutcomeRow).
    Outcomes,
    /// Strings: the names of the redirects.
    Redirects,
    /// Strings: the names of the envelopes.
    Envelopes,
    /// Rows of [`LanguageRow`](super::rows::LanguageRow), the catalog's own language first.
    Languages,
    /// Starts of translated customer texts in the text: all codes of the second language, then of the third, …
    Translations,
    /// Starts of translated remediations in the text, in the same order.
    RemediationTranslations,
    /// Rows of [`SegmentRow`](super::rows::SegmentRow): the pieces of texts with placeholders or braces.
    Segments,
    /// Starts of a message's segments; a text without segments is literal.
    MessageSegments,
    /// Starts of a remediation's segments.
    RemediationSegments,
    /// Starts of a customer text's segments.
    CustomerSegments,
    /// Starts of a translated customer text's segments, in the order of `Translations`.
    TranslationSegments,
    /// Starts of a translated remediation's segments, in the order of `RemediationTranslations`.
    RemediationTranslationSegments,
    /// Rows of [`ContextRow`](super::rows::ContextRow).
    Context,
    /// Starts of a JSON template's nodes in `TemplateNodes`, by the number of the template.
    Templates,
    /// Rows of [`NodeRow`](super::rows::NodeRow).
    TemplateNodes,
    /// Starts of an envelope's codes in `U16Column::Recognized`.
    RecognizedStarts,
    /// Starts of a code's rows in `ConstantItems`.
    Constants,
    /// Rows of [`ConstantRow`](super::rows::ConstantRow).
    ConstantItems,
    /// Rows of [`UpstreamRow`](super::rows::UpstreamRow).
    Upstreams,
    /// Rows of [`UpstreamRuleRow`](super::rows::UpstreamRuleRow).
    UpstreamRules,
    /// Rows of [`StatusRangeRow`](super::rows::StatusRangeRow).
    UpstreamStatuses,
}
