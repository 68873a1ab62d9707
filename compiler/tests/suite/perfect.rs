//! The perfect hash finds every key and nothing else.

use std::collections::BTreeSet;

use errcat_compiler::__private::perfect::{self, Key, Perfect};
use errcat_compiler::{File, Files, compile};
use errcat_core::__private::perfect_hash::{EMPTY, LONG, PerfectHash};
use errcat_core::{AnyCode, Found};
use proptest::prelude::*;

/// Builds a table of keys that follow each other in the text.
fn build(keys: &[&[u8]]) -> Option<Perfect> {
    let mut end = 0;
    let keys = keys.iter().zip(0..).map(|(key, number)| {
        let start = end;
        end += u32::try_from(key.len()).unwrap();
        Key { key, number, start }
    });
    perfect::build(&keys.collect::<Vec<_>>())
}

/// Checks that a table finds every key, and no other text.
fn check(keys: &BTreeSet<Vec<u8>>, misses: &[Vec<u8>]) {
    let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
    let table = build(&keys).expect("keys that differ");
    assert_eq!(build(&keys).as_ref(), Some(&table), "the same keys give the same table");
    let text = keys.concat();
    let index = PerfectHash::new(table.seed, &table.pilots, &table.slots, &text);
    for (key, number) in keys.iter().zip(0..) {
        assert_eq!(index.find(key), Some(number), "of {key:?}");
    }
    for miss in misses {
        let found = index.find(miss).map(|number| keys[usize::from(number)]);
        let found = found.filter(|key| miss.len() < LONG || key.len() == miss.len());
        assert_eq!(found, keys.contains(&miss.as_slice()).then_some(miss.as_slice()), "of {miss:?}");
    }
}

/// Returns texts that are almost keys.
fn almost(keys: &BTreeSet<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut misses = vec![Vec::new(), vec![0], vec![0xff; 100]];
    for key in keys {
        misses.extend((0..key.len()).map(|end| key[..end].to_vec()));
        misses.extend((0..key.len()).map(|at| {
            let mut changed = key.clone();
            changed[at] ^= 1;
            changed
        }));
        misses.extend([[key.as_slice(), &[0]].concat(), [&[0], key.as_slice()].concat(), key.repeat(9)]);
    }
    misses
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ids(keys in prop::collection::btree_set("[A-Z][A-Z0-9_]{0,40}", 1..60)) {
        let keys = keys.into_iter().map(String::into_bytes).collect();
        check(&keys, &almost(&keys));
    }

    #[test]
    fn any_bytes(keys in prop::collection::btree_set(prop::collection::vec(any::<u8>(), 0..30), 1..60)) {
        check(&keys, &almost(&keys));
    }

    /// Keys that differ in one byte, at any place.
    #[test]
    fn alike(length in 1usize..40, at in any::<prop::sample::Index>()) {
        let at = at.index(length);
        let keys = (0..=255).map(|byte| { let mut key = vec![b'x'; length]; key[at] = byte; key }).collect();
        check(&keys, &[]);
    }
}

#[test]
fn every_size() {
    for size in (0..70).chain([1_000, 10_000]) {
        let keys = (0..size).map(|number: u32| format!("CODE_{number}").into_bytes()).collect();
        check(&keys, &[b"CODE_".to_vec(), b"CODE_10001".to_vec(), b"CODE_00".to_vec()]);
    }
}

#[test]
fn the_largest() {
    let keys: BTreeSet<Vec<u8>> = (0..65_534).map(|number: u32| format!("C{number:05}").into_bytes()).collect();
    check(&keys, &[b"C65534".to_vec()]);
}

#[test]
fn what_cannot_be() {
    assert_eq!(build(&[b"a", b"b", b"a"]), None);
    let keys: Vec<Vec<u8>> = (0..65_535).map(|number: u32| number.to_le_bytes().to_vec()).collect();
    assert_eq!(build(&keys.iter().map(Vec::as_slice).collect::<Vec<_>>()), None);
    assert_eq!(PerfectHash::new(0, &[], &[], b"").find(b"a"), None);
    // A long key may have the tag of an empty slot; with 32-bit addresses its end would overflow.
    let text = [b'a'; 4_000];
    let empty = PerfectHash::new(0, &[[0; 2]], &EMPTY, &text);
    assert!((0..text.len()).all(|length| empty.find(&vec![b'a'; length]).is_none()));
}

/// Ids, wire codes and provider codes that are too long for the index to hold their lengths. They follow each other in the text,
/// so that each key is also the beginning of a longer text.
#[test]
fn long_keys() {
    let lengths = LONG - 5..LONG + 40;
    let code = |length: usize| {
        let (id, wire, provider) = ("A".repeat(length), "w".repeat(length), "7".repeat(length));
        format!(
            "  {id}: {{message: M, remediation: R, wire_code: {wire}, provider_codes: {{bank: [\"{provider}\"]}}}}\n"
        )
    };
    let header = "catalog: long\ntitle: T\nversion: 1.0.0\nlanguage: en\nunknown: {message: M, customer: C}\n\
                  defaults: {status: 400, fixable_by: nobody}\n";
    let codes = "codes:\n".to_owned() + &lengths.clone().map(code).collect::<String>();
    let file = |path: &str, text: &str| File::new(path, text);
    let files = vec![file("catalog.yaml", header), file("codes.yaml", &codes)];
    let compilation = compile(Files { root: "catalog".to_owned(), files });
    assert_eq!(compilation.diagnostics, []);
    let catalog = compilation.catalogs[0].catalog();
    for length in 0..2_000 {
        let expected = lengths.contains(&length).then(|| length - lengths.start);
        let number = |code: Option<AnyCode<'_>>| code.map(|code| usize::from(code.number()));
        let id = catalog.find(&"A".repeat(length)).map(|found| match found {
            Found::Code(code) => usize::from(code.number()),
            Found::Retired(retired) => panic!("{} is not retired", retired.id),
        });
        let wire = number(catalog.by_wire_code(&"w".repeat(length)));
        let provider = number(catalog.by_provider_code("bank", &"7".repeat(length)));
        assert_eq!([id, wire, provider], [expected; 3], "{length}");
    }
}
