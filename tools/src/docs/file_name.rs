//! The names of pages: the ids, except where a file system or a program treats such a file specially.

use std::borrow::Cow;

use errcat_compiler::is_device;

/// The longest id that is the name of its page, in bytes. File systems allow 255 with the ending.
const MAX_ID: usize = 200;

/// Other files of a catalog's folder, where upper and lower case may be the same: `index.html` and `catalog.json`. mdBook writes
/// `README.md` as `index.html`, and `SUMMARY.md` is its table of contents.
const TAKEN: [&str; 4] = ["INDEX", "CATALOG", "README", "SUMMARY"];

/// Returns the name of the page of an id, without its ending. Different ids have different names, also where upper and lower
/// case are the same.
pub fn stem(id: &str) -> Cow<'_, str> {
    // Ids are ASCII, and none contains `-`.
    if let Some(beginning) = id.get(..MAX_ID).filter(|beginning| *beginning != id) {
        return format!("{beginning}-{:016x}", fingerprint(id)).into();
    }
    if TAKEN.contains(&id) || is_device(id) {
        return format!("{id}-code").into();
    }
    id.into()
}

/// Returns a hash (FNV-1a) of a text.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn special_names_are_changed() {
        for id in ["NOT_FOUND", "A", "COM", "COM10", "COM1_LOST", "CONS", "INDEXED", "NULL", "XCOM1", &"A".repeat(200)]
        {
            assert_eq!(stem(id), id);
        }
        for id in ["CON", "PRN", "AUX", "NUL", "COM0", "COM9", "LPT1", "INDEX", "CATALOG", "README", "SUMMARY"] {
            assert_eq!(stem(id), format!("{id}-code"));
        }
        let long = [0, 1, 2, 300].map(|more| "A".repeat(201 + more));
        let mut names: Vec<_> = long.iter().map(|id| stem(id)).collect();
        names.dedup();
        assert!(names.len() == 4 && names.iter().all(|name| name.len() == 217));
    }
}
