//! Laws of recognition, over random catalogs and adversarial values.
//!
//! - An answer that names its code is that code, whatever was changed in the rest of it.
//! - A value that is read equals the one that was given, unless its member was changed.
//! - An answer is never another code.
//! - An answer of no code is unknown.
//! - A redirect carries what its error says, and is read back.
//!
//! A catalog is made as a value, written as YAML and compiled. What is expected of an answer follows from that value, not
//! from the tables. If a law is broken, the panic contains everything to reproduce it.

mod choices;
mod document;
mod generate;
mod laws;
mod mutate;
mod spec;
mod values;
mod yaml;

use errcat_compiler::{Compilation, File, Files, Rule, compile};

pub use crate::choices::Choices;

/// How often the laws held, and what was left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// The catalogs.
    pub catalogs: usize,
    /// The catalogs that the build refused as ambiguous.
    pub ambiguous: usize,
    /// The answers that were rendered.
    pub renderings: usize,
    /// The answers of masked codes that were compared with those of their masks.
    pub masked: usize,
    /// The changes to them.
    pub mutations: usize,
    /// The answers that were read.
    pub readings: usize,
    /// The values that were read.
    pub values: usize,
    /// The renderings of a general text that are another code's text without placeholders, or are read by their status.
    pub left_out: usize,
    /// The redirects that were built and read.
    pub redirects: usize,
    /// The answers in which another member can be a name too, and which were unknown.
    pub contested: usize,
}

/// Makes a catalog and checks the laws with so many of its answers.
///
/// # Panics
///
/// If a law is broken, or the compiler reports anything but ambiguous answers.
pub fn check(choices: &mut Choices<'_>, renderings: usize, tally: &mut Tally) {
    let spec = generate::spec(choices);
    let files = spec.files();
    let yaml = files.iter().map(|(path, text)| format!("# file: {path}\n{text}\n")).collect::<Vec<_>>().concat();
    let file = |(path, text): (String, String)| File::new(path, text);
    let files = Files { root: "laws".to_owned(), files: files.into_iter().map(file).collect() };
    let Compilation { sources, catalogs, diagnostics } = compile(files);
    if let Some(other) = diagnostics.iter().find(|one| one.rule != Rule::AmbiguousAnswer) {
        panic!("{}, {yaml}{}", choices.name(), other.to_text(&sources));
    }
    if !diagnostics.is_empty() {
        tally.ambiguous += 1;
        return;
    }
    tally.catalogs += 1;
    let catalog = catalogs[0].catalog();
    let laws = laws::Laws { spec: &spec, catalog, yaml: &yaml };
    for _ in 0..renderings {
        laws.check(choices, tally);
        if choices.is_over() {
            break;
        }
    }
}
