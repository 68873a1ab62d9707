//! Parses any bytes as a YAML file. Parsing ends, and every diagnostic can be displayed.
#![no_main]

use errcat_compiler::__private::{Sink, add_file};
use errcat_compiler::Sources;
use errcat_compiler::__private::yaml::{self, Node, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    let Some(file) = add_file("fuzz.yaml", bytes.to_vec(), &mut sources, &mut sink) else { return };
    if let Some(node) = yaml::parse(&sources, file, &mut sink) {
        check(&node, &sources);
    }
    for diagnostic in sink.into_sorted(&sources) {
        assert_eq!(diagnostic.one_line(&sources).lines().count(), 1);
        diagnostic.to_text(&sources);
    }
});

/// Checks that the span of each value lies within that of its parent.
fn check(node: &Node, sources: &Sources) {
    let inside = |span: errcat_compiler::Span| assert!(node.span.start <= span.start && span.end <= node.span.end);
    match &node.value {
        Value::Scalar(_) => drop(sources.position(node.span)),
        Value::Sequence(items) => items.iter().for_each(|item| {
            inside(item.span);
            check(item, sources);
        }),
        Value::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            inside(key.span);
            inside(value.span);
            check(value, sources);
        }),
    }
}
