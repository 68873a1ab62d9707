//! The tables as they stand in memory: one text, columns of `u16`, columns of `u32`.
//!
//! Tables hold integers and one string, never pointers or enum values: rustc reads them in linear time, a binary loads
//! them without relocations, and 32-bit and big-endian machines read the same. The integers are little-endian bytes, since
//! rustc takes one byte string in no time, and three microseconds for every number of an array. A column that no code of a catalog uses is
//! empty and stands for zeros.

pub mod perfect_hash;

/// The version of this layout; generated code of another version is refused when it is compiled.
pub const FORMAT: u32 = 1;

macro_rules! columns {
    ($(#[$outer:meta])* $name:ident, $count:ident: $($(#[$doc:meta])* $variant:ident,)*) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All columns in the order in which they stand in [`Tables`].
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name of the column, for the comments of generated code.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                }
            }
        }

        /// How many columns there are.
        pub const $count: usize = $name::ALL.len();
    };
}

columns! {
    /// A column of `u16`: one value for each code unless said otherwise.
    Half, HALVES:
    /// HTTP status code, 0 for none.
    Status,
    /// Index into `FixableBy::ALL`.
    FixableBy,
    /// Index into `Severity::ALL`.
    Severity,
    /// The gRPC code's number.
    Grpc,
    /// Row of `Word::Policies` plus one, 0 for never.
    Retry,
    /// Row of `Word::Outcomes` plus one, 0 for none.
    Outcome,
    /// 0 for itself, 1 for unknown, else a code plus two.
    ShownAs,
    /// Index into `Recognize::ALL`.
    Recognize,
    /// Row of `Word::Envelopes` plus one, 0 for problem details.
    Envelope,
    /// Row of `Word::Deprecations` plus one, 0 for not deprecated.
    Deprecated,
    /// For each parameter: index into `ParamKind::ALL`, plus 256 if sensitive.
    ParamKinds,
    /// Pilots of the perfect hash over ids, retired ones included.
    IdPilots,
    /// Pilots of the perfect hash over wire codes; empty if every wire code is the id.
    WirePilots,
    /// Pilots of the perfect hash over provider codes.
    ProviderPilots,
    /// The codes that an envelope without `$code` may mean, those of an envelope side by side, by what their messages begin with.
    Recognised,
}

columns! {
    /// A column of `u32`. A column of starts has one value more than entries: entry `i` lies in `starts[i]..starts[i + 1]`.
    /// A string is an entry of `Strings`; an optional one is its number plus one.
    Word, WORDS:
    /// The catalog itself; see [`header`].
    Header,
    /// Slots of the perfect hash over ids, two values each; see [`crate::tables::perfect_hash::entry`].
    IdSlots,
    /// Slots of the perfect hash over wire codes.
    WireSlots,
    /// Slots of the perfect hash over provider codes.
    ProviderSlots,
    /// Starts of the shared strings in the text.
    Strings,
    /// Starts of ids in the text: codes, then retired ids.
    Ids,
    /// Starts of titles in the text.
    Titles,
    /// Starts of messages in the text.
    Messages,
    /// Starts of remediations in the text.
    Remediations,
    /// Starts of customer texts in the text; an empty one is absent.
    Customers,
    /// Starts of wire codes in the text; empty if every wire code is the id.
    WireCodes,
    /// Starts of links in the text; an empty one follows the catalog's template.
    DocsUrls,
    /// Optional string.
    Field,
    /// Optional string.
    Owner,
    /// Optional string.
    Since,
    /// Starts of a code's parameters.
    Params,
    /// For each parameter: its name, a string.
    ParamNames,
    /// For each parameter: its example, a string.
    ParamExamples,
    /// Starts of a code's references.
    See,
    /// For each reference: a code.
    SeeItems,
    /// Starts of a code's tags.
    Tags,
    /// For each tag: a string.
    TagItems,
    /// Starts of a code's provider codes.
    Providers,
    /// For each provider code of a code: its row in `ProviderItems`.
    ProviderRefs,
    /// Rows of (scope, provider code, code), those of one provider code side by side; behind them the patterns, those of a
    /// scope in the order in which they count.
    ProviderItems,
    /// Starts of the catalog's scopes: one entry.
    Scopes,
    /// The scopes, strings.
    ScopeItems,
    /// Starts of a scope's patterns, rows of `ProviderItems`; empty if there are none.
    Patterns,
    /// Starts of a code's sources.
    Sources,
    /// Rows of (page, optional edition, assumed).
    SourceItems,
    /// Rows of (optional since, code plus one or 0, optional reason).
    Deprecations,
    /// Rows of (optional since, optional until, code plus one or 0, optional reason).
    Retired,
    /// Rows of retry policies; see [`row`].
    Policies,
    /// Rows of (scheme, count, window ms high, low, optional from, optional source).
    Limits,
    /// Rows of (name, action, optional URL, session, redirect plus one or 0).
    Outcomes,
    /// Names of redirects.
    Redirects,
    /// Names of envelopes.
    Envelopes,
    /// Rows of (tag, unknown customer text) for each language, the catalog's own first.
    Languages,
    /// Starts of translated customer texts in the text: all codes of the second language, then of the third, …
    Translations,
    /// Starts of translated remediations in the text, likewise.
    RemediationTranslations,
    /// Rows of (start in the text, end, parameter plus one or 0): what a text with placeholders or braces is made of.
    Segments,
    /// Starts of a message's segments; a text without segments is as it stands.
    MessageSegments,
    /// Starts of a remediation's segments.
    RemediationSegments,
    /// Starts of a customer text's segments.
    CustomerSegments,
    /// Starts of a translated customer text's segments, in the order of `Translations`.
    TranslationSegments,
    /// Starts of a translated remediation's segments, in the order of `RemediationTranslations`.
    RemediationTranslationSegments,
    /// Rows of (name, kind, example, sensitive) for each value of the context.
    Context,
    /// Starts of an envelope's rows in `EnvelopeRows`; behind the catalog's own stands what problem details are recognised by,
    /// and behind that the redirects.
    EnvelopeStarts,
    /// Rows of a template's tree; see `crate::error::body`.
    EnvelopeRows,
    /// Starts of an envelope's codes in `Half::Recognised`.
    RecognisedStarts,
    /// Starts of a code's constants.
    Sets,
    /// Rows of (name, JSON).
    SetItems,
    /// Rows of (name, first row, end of rows) for each source of raw answers.
    Signals,
    /// Rows of (optional text that the body contains, first range of statuses, end of ranges, code).
    SignalRows,
    /// Rows of (first status, last status).
    SignalStatuses,
}

/// Places in `Word::Header`.
pub mod header {
    /// Catalog name.
    pub const NAME: usize = 0;
    /// Catalog title.
    pub const TITLE: usize = 1;
    /// Catalog version.
    pub const VERSION: usize = 2;
    /// Optional edition.
    pub const EDITION: usize = 3;
    /// Code of what is not recognised.
    pub const UNKNOWN_CODE: usize = 4;
    /// Message of what is not recognised.
    pub const UNKNOWN_MESSAGE: usize = 5;
    /// Customer text of what is not recognised.
    pub const UNKNOWN_CUSTOMER: usize = 6;
    /// Status of what is not recognised.
    pub const UNKNOWN_STATUS: usize = 7;
    /// Optional: what stands before the code in a link.
    pub const LINK_BEFORE: usize = 8;
    /// What stands after the code in a link, if there is one; optional.
    pub const LINK_AFTER: usize = 9;
    /// The number of codes.
    pub const COUNT: usize = 10;
    /// Seeds of the perfect hashes: id high, low; wire high, low; provider high, low.
    pub const SEEDS: usize = 11;
    /// Row of `Word::Envelopes` plus one for what is not recognised, 0 for problem details.
    pub const UNKNOWN_ENVELOPE: usize = 17;
    /// How many places there are.
    pub const LEN: usize = 18;
}

/// Widths of the rows in columns of rows, in values.
pub mod row {
    /// `Word::ProviderItems`
    pub const PROVIDER: usize = 3;
    /// `Word::SourceItems`
    pub const SOURCE: usize = 3;
    /// `Word::Deprecations`
    pub const DEPRECATION: usize = 3;
    /// `Word::Retired`
    pub const RETIRED: usize = 4;
    /// `Word::Policies`: name, kind, first ms high, low, factor in thousandths, max ms high, low, retries, total ms high, low,
    /// jitter, retry-after, idempotency, first limit, end of limits
    pub const POLICY: usize = 15;
    /// `Word::Limits`
    pub const LIMIT: usize = 6;
    /// `Word::Outcomes`
    pub const OUTCOME: usize = 5;
    /// `Word::Languages`
    pub const LANGUAGE: usize = 2;
    /// `Word::Segments`
    pub const SEGMENT: usize = 3;
    /// `Word::Context`
    pub const CONTEXT: usize = 4;
    /// `Word::EnvelopeRows`
    pub const ENVELOPE: usize = 3;
    /// `Word::SetItems`
    pub const SET: usize = 2;
    /// `Word::Signals`
    pub const SIGNAL: usize = 3;
    /// `Word::SignalRows`
    pub const SIGNAL_ROW: usize = 4;
    /// `Word::SignalStatuses`
    pub const SIGNAL_STATUS: usize = 2;
}

/// A column that generated code holds as a byte string: whole values of `W` bytes.
#[must_use]
pub const fn column<const W: usize>(bytes: &[u8]) -> &[[u8; W]] {
    bytes.as_chunks().0
}

/// The same as an array.
///
/// # Panics
///
/// If there are fewer than `N` values; in a constant that is an error of the compiler.
#[must_use]
pub const fn array<const W: usize, const N: usize>(bytes: &[u8]) -> [[u8; W]; N] {
    *column(bytes).first_chunk().expect("generated code knows its length")
}

/// One text and the columns over it.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// All text of the catalog.
    pub text: &'a str,
    /// The columns named by [`Half`].
    pub halves: [&'a [[u8; 2]]; HALVES],
    /// The columns named by [`Word`].
    pub words: [&'a [[u8; 4]]; WORDS],
}

impl<'a> Tables<'a> {
    /// One value of a column; 0 if the column is empty.
    #[inline]
    pub(crate) const fn half(&self, column: Half, at: usize) -> u16 {
        let values = self.halves[column as usize];
        if values.is_empty() { 0 } else { u16::from_le_bytes(values[at]) }
    }

    /// One value of a column; 0 if the column is empty.
    #[inline]
    pub(crate) const fn word(&self, column: Word, at: usize) -> u32 {
        let values = self.words[column as usize];
        if values.is_empty() { 0 } else { u32::from_le_bytes(values[at]) }
    }

    /// The number of values of a column.
    pub(crate) const fn len(&self, column: Word) -> usize {
        self.words[column as usize].len()
    }

    /// The range of an entry in a column of starts; empty if the column is.
    #[inline]
    pub(crate) const fn range(&self, starts: Word, at: usize) -> (usize, usize) {
        let values = self.words[starts as usize];
        if values.is_empty() {
            return (0, 0);
        }
        (u32::from_le_bytes(values[at]) as usize, u32::from_le_bytes(values[at + 1]) as usize)
    }

    /// An entry of a column of starts into the text.
    #[inline]
    pub(crate) const fn text(&self, starts: Word, at: usize) -> &'a str {
        let (start, end) = self.range(starts, at);
        self.text.split_at(end).0.split_at(start).1
    }

    /// An entry of a column of starts into the text, where the empty text stands for none.
    #[inline]
    pub(crate) const fn optional_text(&self, starts: Word, at: usize) -> Option<&'a str> {
        let text = self.text(starts, at);
        if text.is_empty() { None } else { Some(text) }
    }

    /// The column where wire codes start.
    #[inline]
    pub(crate) const fn wire_codes(&self) -> Word {
        if self.words[Word::WireCodes as usize].is_empty() { Word::Ids } else { Word::WireCodes }
    }

    /// The shared string that a column names.
    #[inline]
    pub(crate) const fn string(&self, column: Word, at: usize) -> &'a str {
        self.text(Word::Strings, self.word(column, at) as usize)
    }

    /// The shared string that a column may name.
    #[inline]
    pub(crate) const fn optional_string(&self, column: Word, at: usize) -> Option<&'a str> {
        match self.word(column, at) {
            0 => None,
            number => Some(self.text(Word::Strings, number as usize - 1)),
        }
    }

    /// Two values as one number, high half first.
    pub(crate) const fn long(&self, column: Word, at: usize) -> u64 {
        (self.word(column, at) as u64) << 32 | self.word(column, at + 1) as u64
    }
}
