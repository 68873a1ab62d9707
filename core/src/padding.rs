//! Width and precision for values that are written piece by piece, without memory for the whole text.

use core::fmt::{self, Alignment, Formatter, Write};

/// Writes what `write` writes, cut to the formatter's precision and padded to its width, as [`Formatter::pad`] does.
///
/// With a width it calls `write` twice: to count characters, then to write them.
pub(crate) fn pad(f: &mut Formatter<'_>, write: impl Fn(&mut dyn Write) -> fmt::Result) -> fmt::Result {
    let most = f.precision().unwrap_or(usize::MAX);
    if f.width().is_none() && f.precision().is_none() {
        return write(f);
    }
    let mut counter = Counter { count: 0, most };
    write(&mut counter)?;
    let missing = f.width().unwrap_or_default().saturating_sub(counter.count);
    let before = match f.align() {
        None | Some(Alignment::Left) => 0,
        Some(Alignment::Center) => missing / 2,
        Some(Alignment::Right) => missing,
    };
    let fill = f.fill();
    (0..before).try_for_each(|_| f.write_char(fill))?;
    write(&mut Cut { out: f, left: most })?;
    (before..missing).try_for_each(|_| f.write_char(fill))
}

/// Counts characters, up to the most that are written.
struct Counter {
    count: usize,
    most: usize,
}

impl Write for Counter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.count = self.count.saturating_add(text.chars().count()).min(self.most);
        Ok(())
    }
}

/// Writes so many characters, and drops the rest.
struct Cut<'w> {
    out: &'w mut dyn Write,
    left: usize,
}

impl Write for Cut<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = text.char_indices().nth(self.left).map_or(text.len(), |(end, _)| end);
        let kept = text.get(..end).unwrap_or_default();
        self.left -= kept.chars().count();
        self.out.write_str(kept)
    }
}
