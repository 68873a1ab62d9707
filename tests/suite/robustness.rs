//! Broken catalogs: whatever the bytes are, the compiler reports errors and ends.

use std::fs;
use std::path::Path;

use errcat_compiler::__private::Sink;
use errcat_compiler::__private::{add_file, yaml};
use errcat_compiler::Sources;
use errcat_compiler::{Compilation, File, Files, compile};

use crate::differential::files;

/// Compiles files, given by path and content, and renders every diagnostic and all Rust code.
pub fn run(files: &[(String, Vec<u8>)]) -> Compilation {
    let file = |(path, content): &(String, Vec<u8>)| File::new(path.clone(), content.clone());
    let compilation = compile(Files { root: "catalog".to_owned(), files: files.iter().map(file).collect() });
    for diagnostic in &compilation.diagnostics {
        let text = diagnostic.to_text(&compilation.sources);
        assert!(text.ends_with('\n') && !text.contains('\r'), "{text:?}");
        assert_eq!(diagnostic.one_line(&compilation.sources).lines().count(), 1);
    }
    for catalog in &compilation.catalogs {
        catalog.rust("::errcat");
    }
    compilation
}

/// Reads the files of a bundled catalog.
fn catalog(name: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog").join(name);
    let read = |path: &Path| {
        let inside = path.strip_prefix(&folder).expect("a file of the folder").to_string_lossy().into_owned();
        (inside, fs::read(path).expect("a file of a catalog"))
    };
    files(&folder).iter().map(|path| read(path)).collect()
}

/// A random number generator (`SplitMix64`) with the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap_or_default()
    }
}

#[test]
fn every_truncation_is_read() {
    for name in ["ozura", "mozarto", "errcat"] {
        for (path, content) in catalog(name) {
            let word = |at: usize| content.get(at).is_some_and(u8::is_ascii_alphanumeric);
            // Within a word all places are alike.
            for end in (0..=content.len()).filter(|end| *end < 2 || !(word(end - 2) && word(end - 1) && word(*end))) {
                let mut sources = Sources::default();
                let mut sink = Sink::new();
                // The last 160 bytes, from the beginning of a line: the rest of a long file does not matter.
                let start =
                    content[..end.saturating_sub(160)].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                if let Some(file) = add_file(&path, content[start..end].to_vec(), &mut sources, &mut sink) {
                    yaml::parse(&sources, file, &mut sink);
                }
                for diagnostic in sink.into_sorted(&sources) {
                    diagnostic.to_text(&sources);
                }
            }
        }
    }
}

#[test]
fn truncations_are_compiled() {
    let mut files = catalog("mozarto");
    for number in 0..files.len() {
        let whole = files[number].1.clone();
        for end in (0..whole.len()).step_by(127) {
            whole[..end].clone_into(&mut files[number].1);
            run(&files);
        }
        files[number].1 = whole;
    }
}

#[test]
fn mutations_are_compiled() {
    const BITS: [&[u8]; 40] = [
        b"\n",
        b" ",
        b"  ",
        b":",
        b": ",
        b"- ",
        b"-",
        b"\"",
        b"'",
        b"{",
        b"}",
        b"{{",
        b"[",
        b"]",
        b",",
        b"#",
        b" #",
        b"|\n",
        b">",
        b"&x ",
        b"*x",
        b"!t ",
        b"\t",
        b"\r",
        b"$",
        b"$code",
        b"{code}",
        b"0",
        b"00",
        b"null",
        b"none",
        b"never",
        b"\xff",
        b"\0",
        b"\xe2\x80\xae",
        b"\xef\xbb\xbf",
        b"unknown",
        b"\xc3\xa9",
        b"99999999999999999999",
        b"codes:\n",
    ];
    let mut dice = Dice(1);
    for name in ["ozura", "mozarto", "errcat"] {
        let whole = catalog(name);
        for _ in 0..80 {
            let mut files = whole.clone();
            for _ in 0..=dice.roll(6) {
                let number = dice.roll(files.len());
                let content = &mut files[number].1;
                let at = dice.roll(content.len() + 1);
                let until = (at + dice.roll(12)).min(content.len());
                match dice.roll(5) {
                    0 => drop(content.drain(at..until)),
                    1 => drop(content.splice(at..until, BITS[dice.roll(BITS.len())].iter().copied())),
                    2 => drop(content.splice(at..at, BITS[dice.roll(BITS.len())].iter().copied())),
                    // Copy a part of the file to another place.
                    3 => {
                        let part: Vec<u8> = content[at..(at + dice.roll(200)).min(content.len())].to_vec();
                        let to = dice.roll(content.len() + 1);
                        content.splice(to..to, part);
                    }
                    _ => content.truncate(until.max(content.len() / 2)),
                }
            }
            run(&files);
        }
    }
}
