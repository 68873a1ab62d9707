//! The rules of a catalog. Each has a variant here, a check, cases in `tests/cases/`, and an entry in `catalog/errcat/`.

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// A rule of the catalog format. Its code is stable, and `errcat explain` explains it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $variant,)*
        }

        impl Rule {
            /// All rules, in the order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the stable code, such as `EC0103`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }
    };
}

rules! {
    /// A file or folder cannot be read.
    Unreadable = "EC0001",
    /// A file is not valid UTF-8.
    NotUtf8 = "EC0002",
    /// A file is larger than 16 MiB.
    FileTooLarge = "EC0003",
    /// The text is not YAML.
    YamlSyntax = "EC0004",
    /// The text uses YAML that a catalog does not: an anchor, an alias, a tag, a merge key, a second document, or a comment without
    /// a space after its `#`.
    YamlFeature = "EC0005",
    /// Values are nested deeper than 64 levels.
    TooDeep = "EC0006",
    /// A mapping has a key twice.
    DuplicateKey = "EC0007",
    /// A text contains a control character or a bidirectional control.
    ControlCharacter = "EC0008",
    /// A folder has no catalog, or a catalog has no code.
    EmptyCatalog = "EC0009",
    /// A file would be silently ignored.
    StrayFile = "EC0010",
    /// A key is unknown.
    UnknownKey = "EC0101",
    /// A required key is missing.
    MissingKey = "EC0102",
    /// An id is defined twice.
    DuplicateCode = "EC0103",
    /// A value has the wrong type.
    WrongType = "EC0104",
    /// A value is not allowed.
    InvalidValue = "EC0105",
    /// A name is unknown.
    UnknownName = "EC0106",
    /// An id or another name is invalid.
    InvalidName = "EC0107",
    /// Two names become the same name in Rust.
    NameClash = "EC0108",
    /// Two codes have the same wire code.
    DuplicateWireCode = "EC0109",
    /// Two codes have the same provider code of one scope, or overlapping ranges.
    DuplicateProviderCode = "EC0110",
    /// A catalog has more codes or other definitions than tables can hold.
    TooManyCodes = "EC0111",
    /// A text is not written yet, such as `TODO`.
    PlaceholderText = "EC0201",
    /// A message template is malformed.
    InvalidTemplate = "EC0202",
    /// A text names a parameter that the code does not declare.
    UndeclaredParam = "EC0203",
    /// A text uses a sensitive parameter.
    SensitiveParam = "EC0204",
    /// No text separates two placeholders, so their values cannot be read back.
    AdjacentPlaceholders = "EC0205",
    /// A mask is a code that is masked as well.
    MaskOfMask = "EC0301",
    /// A mask needs a parameter that the masked code lacks.
    MaskParams = "EC0302",
    /// References form a cycle.
    Cycle = "EC0303",
    /// A retired id is used, or defined again.
    RetiredId = "EC0304",
    /// A code is mentioned that is not masked, or that no public text names.
    NeedlessMention = "EC0305",
    /// A retry policy contradicts itself.
    InvalidPolicy = "EC0401",
    /// An outcome contradicts itself.
    InvalidOutcome = "EC0402",
    /// An envelope or redirect is invalid.
    InvalidEnvelope = "EC0403",
    /// A row of an upstream can never be reached.
    UnreachableRow = "EC0404",
    /// One answer is recognized as two codes.
    AmbiguousAnswer = "EC0405",
    /// A row of an upstream gives a code a parameter that it cannot, or lacks one that the code requires.
    UpstreamParam = "EC0406",
    /// A locale lacks a translation.
    IncompleteLocale = "EC0501",
    /// A translation has other placeholders than the original.
    PlaceholderMismatch = "EC0502",
    /// A locale translates an unknown code.
    UnknownTranslation = "EC0503",
    /// A bug in errcat: the compiler broke one of its own laws.
    Internal = "EC0901",
}
