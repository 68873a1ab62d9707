//! The perfect hash finds every key and nothing else.

use std::collections::BTreeSet;

use errcat_compiler::perfect;
use errcat_core::hash::Index;
use proptest::prelude::*;

/// Builds a table, finds every key in it, and no miss.
fn check(keys: &BTreeSet<Vec<u8>>, misses: &[Vec<u8>]) {
    let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
    let table = perfect::build(&keys).expect("keys that differ");
    assert_eq!(perfect::build(&keys).as_ref(), Some(&table), "the same keys give the same table");
    let index = Index::new(table.seed, &table.pilots, &table.slots);
    let find = |key: &[u8]| index.candidate(key).map(usize::from).filter(|number| keys.get(*number) == Some(&key));
    for (number, key) in keys.iter().enumerate() {
        assert_eq!(find(key), Some(number), "of {key:?}");
    }
    for miss in misses {
        assert_eq!(find(miss).is_some(), keys.contains(&miss.as_slice()), "of {miss:?}");
    }
    let numbers: BTreeSet<usize> =
        table.slots.iter().map(|slot| usize::from(u16::from_le_bytes([slot[2], slot[3]]))).collect();
    assert!(numbers.into_iter().eq(0..keys.len()), "every key has a slot");
}

/// What is only almost a key.
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

    /// Keys that differ in one byte only, in all places where the hash reads them.
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
    assert_eq!(perfect::build(&[b"a", b"b", b"a"]), None);
    let keys: Vec<Vec<u8>> = (0..65_535).map(|number: u32| number.to_le_bytes().to_vec()).collect();
    assert_eq!(perfect::build(&keys.iter().map(Vec::as_slice).collect::<Vec<_>>()), None);
    assert_eq!(Index::new(0, &[], &[]).candidate(b"a"), None);
}
