//! Compiles any bytes as the files of a catalog. The result is diagnostics, or a catalog whose look-ups find every
//! code.
#![no_main]

use errcat_compiler::{File, Files, compile};
use errcat_core::Found;
use libfuzzer_sys::fuzz_target;

/// A valid header, so that the fuzzer can change the other files alone.
const HEADER: &[u8] = b"catalog: a\ntitle: b\nversion: 1.0.0\nlanguage: en\nunknown: {message: c, customer: d}\n\
    defaults: {status: 400, fixable_by: nobody, recognize: never}\n";

// The byte 0xff separates the files, because UTF-8 never contains it. An empty header means HEADER.
fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0xff);
    let names = ["catalog.yaml", "codes.yaml", "locales/de.yaml"];
    let files = names.into_iter().zip(&mut parts).map(|(name, content)| {
        let content = if name == "catalog.yaml" && content.is_empty() { HEADER } else { content };
        File::new(name, content)
    });
    let compilation = compile(Files { root: "catalog".to_owned(), files: files.collect() });
    for diagnostic in &compilation.diagnostics {
        assert_ne!(diagnostic.rule, errcat_compiler::Rule::Internal, "{}", diagnostic.message);
        diagnostic.to_text(&compilation.sources);
    }
    for compiled in &compilation.catalogs {
        compiled.rust("::errcat");
        let catalog = compiled.catalog();
        for code in catalog.codes().filter(|_| compilation.diagnostics.is_empty()) {
            assert_eq!(catalog.find(code.as_str()), Some(Found::Code(code)));
            assert_eq!(catalog.by_wire_code(code.wire_code()), Some(code));
        }
    }
});
