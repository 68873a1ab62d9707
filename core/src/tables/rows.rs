//! The rows of columns, each with its writer for the compiler and its reader for the engine.

use crate::catalog::vocabulary::{Action, Idempotency, Jitter, ParamKind, PolicyKind};
use crate::tables::columns::U32Column;
use crate::tables::numbers::{Entries, OptionalNumber, StoredMask, StringNumber};
use crate::tables::{Tables, u32_of};

/// A row of a column, as the compiler writes it.
pub trait Row: Copy {
    /// The column that holds the rows.
    const COLUMN: U32Column;
    /// The number of cells of a row.
    const WIDTH: usize;

    /// Writes the cells in their order.
    fn write(self, cell: &mut dyn FnMut(u32));
}

/// How a field of a row is stored: its Rust type, its number of cells, how it is read and written. A type that is not named
/// here is a vocabulary, whose members are stored by their numbers.
macro_rules! field {
    (type OptionalString) => { Option<StringNumber> };
    (type Optional) => { Option<u32> };
    (type $type:ident) => { $type };
    (width u64) => { 2 };
    (width Entries) => { 2 };
    (width $type:ident) => { 1 };
    (read u32 $cells:ident $at:ident) => { u32_of($cells[$at]) };
    (read u64 $cells:ident $at:ident) => { (u32_of($cells[$at + 1]) as u64) << 32 | u32_of($cells[$at]) as u64 };
    (read bool $cells:ident $at:ident) => { u32_of($cells[$at]) != 0 };
    (read StoredMask $cells:ident $at:ident) => {
        StoredMask::decode(u16::from_le_bytes([$cells[$at][0], $cells[$at][1]]))
    };
    (read StringNumber $cells:ident $at:ident) => { StringNumber(u32_of($cells[$at])) };
    (read Optional $cells:ident $at:ident) => { OptionalNumber(u32_of($cells[$at])).decode() };
    (read OptionalString $cells:ident $at:ident) => {
        match OptionalNumber(u32_of($cells[$at])).decode() {
            Some(number) => Some(StringNumber(number)),
            None => None,
        }
    };
    (read Entries $cells:ident $at:ident) => {
        Entries { start: u32_of($cells[$at]), end: u32_of($cells[$at + 1]) }
    };
    (read $vocabulary:ident $cells:ident $at:ident) => { $vocabulary::of(u32_of($cells[$at])) };
    (write u32 $value:expr, $cell:ident) => { $cell($value) };
    (write u64 $value:expr, $cell:ident) => {{
        let [a, b, c, d, e, f, g, h] = $value.to_le_bytes();
        $cell(u32_of([a, b, c, d]));
        $cell(u32_of([e, f, g, h]));
    }};
    (write bool $value:expr, $cell:ident) => { $cell(u32::from($value)) };
    (write StoredMask $value:expr, $cell:ident) => { $cell(u32::from($value.encode())) };
    (write StringNumber $value:expr, $cell:ident) => { $cell($value.0) };
    (write Optional $value:expr, $cell:ident) => { $cell(OptionalNumber::encode($value).0) };
    (write OptionalString $value:expr, $cell:ident) => {
        $cell(OptionalNumber::encode($value.map(|string| string.0)).0)
    };
    (write Entries $value:expr, $cell:ident) => {{
        $cell($value.start);
        $cell($value.end);
    }};
    (write $vocabulary:ident $value:expr, $cell:ident) => { $cell($value as u32) };
}

macro_rules! rows {
    ($($(#[$outer:meta])* $name:ident in $column:ident { $($(#[$doc:meta])* $field:ident: $type:ident,)* })*) => {$(
        $(#[$outer])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name {
            $($(#[$doc])* pub $field: field!(type $type),)*
        }

        impl $name {
            const CELLS: usize = 0 $(+ field!(width $type))*;

            /// Reads a row of the column.
            ///
            /// # Panics
            ///
            /// If the column has no row with this number.
            #[inline]
            #[must_use]
            #[expect(unused_assignments, reason = "nothing follows the last field")]
            pub const fn read(tables: &Tables<'_>, number: usize) -> Self {
                let rows = tables.u32s[U32Column::$column as usize].as_chunks::<{ Self::CELLS }>().0;
                let (cells, mut at) = (&rows[number], 0);
                $(
                    let $field = field!(read $type cells at);
                    at += field!(width $type);
                )*
                Self { $($field,)* }
            }

            /// Returns the number of rows of the column.
            #[must_use]
            pub const fn count(tables: &Tables<'_>) -> usize {
                tables.u32s[U32Column::$column as usize].len() / Self::CELLS
            }
        }

        impl Row for $name {
            const COLUMN: U32Column = U32Column::$column;
            const WIDTH: usize = Self::CELLS;

            fn write(self, cell: &mut dyn FnMut(u32)) {
                $(field!(write $type self.$field, cell);)*
            }
        }
    )*};
}

rows! {
    /// The catalog itself.
    HeaderRow in Header {
        /// The name.
        name: StringNumber,
        /// The title.
        title: StringNumber,
        /// The version.
        version: StringNumber,
        /// The edition of the documentation.
        edition: OptionalString,
        /// The code of the unknown error.
        unknown_code: StringNumber,
        /// The message of the unknown error.
        unknown_message: StringNumber,
        /// The customer text of the unknown error.
        unknown_customer: StringNumber,
        /// The status of the unknown error.
        unknown_status: u32,
        /// The envelope of the unknown error; none for problem details.
        unknown_envelope: Optional,
        /// The constants of the unknown error: rows of `ConstantItems`.
        unknown_constants: Entries,
        /// The number of the code that the unknown error is; none if it is no code.
        unknown_is: Optional,
        /// The part of a link before the code.
        link_before: OptionalString,
        /// The part of a link after the code; none for a link without a code.
        link_after: OptionalString,
        /// The number of codes.
        codes: u32,
        /// The seed of the perfect hash over ids.
        id_seed: u64,
        /// The seed of the perfect hash over wire codes.
        wire_seed: u64,
        /// The seed of the perfect hash over provider codes.
        provider_seed: u64,
        /// The seed of the perfect hash over problem types.
        type_seed: u64,
        /// The part of a problem type before the id; none if problem types are links.
        type_before: OptionalString,
        /// The part of a problem type after the id; none for a type without an id.
        type_after: OptionalString,
        /// The code of the unknown error as a number; [`NO_NUMBER`](super::numbers::NO_NUMBER) for a text.
        unknown_number: u64,
    }

    /// A parameter of a code.
    ParamRow in ParamItems {
        /// The name.
        name: StringNumber,
        /// The type of its values.
        kind: ParamKind,
        /// The example, as text.
        example: StringNumber,
        /// Whether the value is left out of whatever is written.
        sensitive: bool,
        /// Whether an error may lack the value.
        optional: bool,
    }

    /// A value of the context.
    ContextRow in Context {
        /// The name.
        name: StringNumber,
        /// The type of its values.
        kind: ParamKind,
        /// The example, as text.
        example: StringNumber,
        /// Whether the value is left out of whatever is written.
        sensitive: bool,
    }

    /// A provider code.
    ProviderRow in ProviderItems {
        /// The scope.
        scope: StringNumber,
        /// The provider code, or a pattern.
        code: StringNumber,
        /// The number of the code that it means.
        means: u32,
    }

    /// A citation of a code.
    CitationRow in CitationItems {
        /// The page.
        page: StringNumber,
        /// The edition of the page.
        edition: OptionalString,
        /// Whether the fact is the catalog's own assumption.
        assumed: bool,
    }

    /// The deprecation of a code.
    DeprecationRow in Deprecations {
        /// The version that deprecated it.
        since: OptionalString,
        /// The number of the code to use instead.
        replaced_by: Optional,
        /// The reason.
        reason: OptionalString,
    }

    /// A retired id.
    RetiredRow in Retired {
        /// The version that brought it.
        since: OptionalString,
        /// The version that retired it.
        until: OptionalString,
        /// The number of the code to use instead.
        replaced_by: Optional,
        /// The reason.
        reason: OptionalString,
        /// What it was shown as.
        shown_as: StoredMask,
    }

    /// A place where answers name their codes.
    NamePlaceRow in NamePlaces {
        /// The rank: 1 for `$code` in an envelope, 2 for a member `code`, 3 for the `type` of problem details.
        rank: u32,
        /// Whether the catalog itself writes names there.
        decides: bool,
        /// The steps to it, entries of `NamePlaceItems`.
        path: Entries,
        /// The envelopes that have a name there, entries of `NamePlaceItems`.
        envelopes: Entries,
        /// The envelopes that have something else there, entries of `NamePlaceItems`.
        others: Entries,
    }

    /// A problem type that does not follow from the catalog's template.
    ProblemTypeRow in ProblemTypeItems {
        /// The number of its code or retired id; `None` for a type that several share.
        means: Optional,
    }

    /// A retry policy.
    PolicyRow in Policies {
        /// The name.
        name: StringNumber,
        /// The kind.
        kind: PolicyKind,
        /// The first wait in milliseconds; 0 for kinds without waits.
        first: u64,
        /// The factor of a backoff in thousandths.
        factor: u32,
        /// The longest wait in milliseconds; 0 for no limit.
        max: u64,
        /// The number of retries.
        retries: u32,
        /// The time for all attempts in milliseconds; 0 for no limit.
        total: u64,
        /// The jitter.
        jitter: Jitter,
        /// The longest `Retry-After` in milliseconds that is followed; 0 if it is ignored.
        retry_after: u64,
        /// The idempotency key of a retry.
        idempotency: Idempotency,
        /// The rows of its limits.
        limits: Entries,
    }

    /// A limit on retries that somebody else sets.
    LimitRow in Limits {
        /// Who sets it.
        scheme: StringNumber,
        /// The number of attempts.
        count: u32,
        /// The time in milliseconds within which attempts are counted.
        window: u64,
        /// The first day, as `2026-04-18`.
        from: OptionalString,
        /// Where it is written.
        citation: OptionalString,
    }

    /// An outcome.
    OutcomeRow in Outcomes {
        /// The name.
        name: StringNumber,
        /// What happens to the customer.
        action: Action,
        /// The name of the URL that the customer is sent to.
        to: OptionalString,
        /// The status of the session that follows.
        session: StringNumber,
        /// The number of the redirect whose parameters the URL carries.
        redirect: Optional,
    }

    /// A language.
    LanguageRow in Languages {
        /// The language tag (BCP 47).
        tag: StringNumber,
        /// The customer text of the unknown error.
        unknown_customer: StringNumber,
    }

    /// A piece of a text: literal text, and the value that follows it.
    SegmentRow in Segments {
        /// Where the literal text lies in the text of the catalog, in bytes.
        literal: Entries,
        /// The place of the parameter among those of the code.
        param: Optional,
    }

    /// A node of a JSON template; see [`Node`](super::template::Node).
    NodeRow in TemplateNodes {
        /// The kind of node.
        kind: u32,
        /// The string of a literal or a key.
        string: StringNumber,
        /// The number of a slot, or of the parts that follow.
        number: u32,
    }

    /// A constant that a code sets for its envelope.
    ConstantRow in ConstantItems {
        /// The name.
        name: StringNumber,
        /// The value as compact JSON.
        json: StringNumber,
    }

    /// An upstream whose raw answers are classified.
    UpstreamRow in Upstreams {
        /// The name.
        name: StringNumber,
        /// Its rows of `UpstreamRules`.
        rules: Entries,
    }

    /// A rule for raw answers of an upstream.
    UpstreamRuleRow in UpstreamRules {
        /// The text that the body contains.
        contains: OptionalString,
        /// Its rows of `UpstreamStatuses`; none for any status.
        statuses: Entries,
        /// The JSON Pointer of the member that is looked at.
        pointer: OptionalString,
        /// The values of which the member is one: entries of `UpstreamValues`.
        values: Entries,
        /// The scope of which the member is a provider code.
        scope: OptionalString,
        /// The number of the code that the answer means; none for the code that the provider code means.
        code: Optional,
        /// Its rows of `UpstreamTakes`.
        takes: Entries,
    }

    /// A parameter that is taken from the raw answer of an upstream.
    UpstreamTakeRow in UpstreamTakes {
        /// The name of the parameter.
        param: StringNumber,
        /// The JSON Pointer of the member that fills it.
        pointer: StringNumber,
    }

    /// A range of status codes.
    StatusRangeRow in UpstreamStatuses {
        /// The first status.
        first: u32,
        /// The last status.
        last: u32,
    }
}
