//! Every rule that a catalog can break: one variant here, one check, one fixture, one entry in `catalog/errcat/`.

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// A rule of the catalog format; its code is stable and explained by `errcat explain`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $variant,)*
        }

        impl Rule {
            /// All rules, in the order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code, such as `EC0103`.
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
    /// Anchors, aliases, tags, merge keys, further documents, and comments that touch their `#` behind a text, are not used in a catalog.
    YamlFeature = "EC0005",
    /// Values are nested deeper than 64 levels.
    TooDeep = "EC0006",
    /// A mapping says one key twice.
    DuplicateKey = "EC0007",
    /// A text holds a control character or a bidirectional control.
    ControlCharacter = "EC0008",
    /// A folder holds no catalog, or a catalog holds no code.
    EmptyCatalog = "EC0009",
    /// A file or folder would be passed over in silence.
    StrayFile = "EC0010",
    /// A key that the format does not know.
    UnknownKey = "EC0101",
    /// A required key is missing.
    MissingKey = "EC0102",
    /// One id is defined twice.
    DuplicateCode = "EC0103",
    /// A value has another type than its key wants.
    WrongType = "EC0104",
    /// A value is outside what its key allows.
    InvalidValue = "EC0105",
    /// A name refers to nothing.
    UnknownName = "EC0106",
    /// An id or another name is not spelt as the format wants.
    InvalidName = "EC0107",
    /// Two names become one name in Rust.
    NameClash = "EC0108",
    /// Two codes share one wire code.
    DuplicateWireCode = "EC0109",
    /// Two codes share one provider code of one scope, or ranges of them overlap.
    DuplicateProviderCode = "EC0110",
    /// A catalog has more codes than a table can hold.
    TooManyCodes = "EC0111",
    /// A text is a stand-in such as `TODO`.
    PlaceholderText = "EC0201",
    /// A template is not well formed.
    InvalidTemplate = "EC0202",
    /// A text names a parameter that the code does not declare.
    UndeclaredParam = "EC0203",
    /// A sensitive parameter stands in a text.
    SensitiveParam = "EC0204",
    /// Two placeholders stand side by side and could not be told apart again.
    AdjacentPlaceholders = "EC0205",
    /// A mask points to a code that is itself masked.
    MaskOfMask = "EC0301",
    /// A mask says what its masked code cannot.
    MaskParams = "EC0302",
    /// References lead back to where they began.
    Cycle = "EC0303",
    /// A retired id is used, or defined again.
    RetiredId = "EC0304",
    /// A retry policy contradicts itself.
    InvalidPolicy = "EC0401",
    /// An outcome contradicts itself.
    InvalidOutcome = "EC0402",
    /// An envelope cannot be filled.
    InvalidEnvelope = "EC0403",
    /// a row of an upstream can never be reached.
    UnreachableRow = "EC0404",
    /// One answer would be recognized as two codes.
    AmbiguousAnswer = "EC0405",
    /// A locale lacks a translation.
    IncompleteLocale = "EC0501",
    /// A translation has other placeholders than its original.
    PlaceholderMismatch = "EC0502",
    /// A locale translates what there is not.
    UnknownTranslation = "EC0503",
    /// The compiler broke one of its own laws.
    Internal = "EC0901",
}
