//! Places in files.

/// A range of bytes in a file.
///
/// It is small and copied everywhere. [`Sources`](super::source::Sources) turns it into a path, a line and a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The number of the file, given by [`Sources::add`](super::source::Sources::add).
    pub file: u32,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Creates the span of the bytes `start..end` of a file.
    pub const fn new(file: u32, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// Returns the empty span at the start of a file.
    pub const fn start_of(file: u32) -> Self {
        Self::new(file, 0, 0)
    }
}

/// A value and its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place where it is written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Creates a value at a place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}
