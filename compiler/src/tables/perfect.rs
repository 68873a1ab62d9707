//! The builder of perfect hashes.

use errcat_core::__private::perfect_hash::{EMPTY, bucket, entry, hash, slot, tag};

/// The parts of a perfect hash.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Perfect {
    /// The seed.
    pub seed: u64,
    /// One pilot for each bucket, little-endian.
    pub pilots: Vec<[u8; 2]>,
    /// The entries of keys, two values each, little-endian.
    pub slots: Vec<[u8; 4]>,
}

/// A key of a perfect hash.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    /// The key itself.
    pub key: &'a [u8],
    /// The number that a look-up returns.
    pub number: u16,
    /// Where it starts in the text, in bytes.
    pub start: u32,
}

/// The average number of keys in a bucket, at most. The number of buckets is a power of two, so that selecting one is a shift.
const BUCKET: usize = 4;

/// The number of seeds that are tried. No two keys are known whose hashes are equal under all of them.
const SEEDS: u64 = 64;

/// Builds a perfect hash of `keys`; `None` if a key is repeated, or if there are 65,535 keys or more.
///
/// The same keys give the same result on every machine.
pub fn build(keys: &[Key<'_>]) -> Option<Perfect> {
    if keys.is_empty() || keys.len() >= usize::from(u16::MAX) {
        return keys.is_empty().then(Perfect::default);
    }
    (0..SEEDS).find_map(|seed| place(keys, seed))
}

/// Places the buckets, the fullest first, each under the first pilot that puts all its keys into free slots.
fn place(keys: &[Key<'_>], seed: u64) -> Option<Perfect> {
    let mut pilots = vec![0u16; keys.len().div_ceil(BUCKET).next_power_of_two()];
    let mut slots = vec![None; keys.len() + keys.len() / 16];
    let mut buckets: Vec<Vec<(u64, &Key<'_>)>> = vec![Vec::new(); pilots.len()];
    for key in keys {
        let hash = hash(key.key, seed);
        buckets[bucket(hash, pilots.len())].push((hash, key));
    }
    let fullest = buckets.iter().map(Vec::len).max().unwrap_or_default();
    let mut taken = Vec::new();
    for size in (1..=fullest).rev() {
        for (bucket, own) in buckets.iter().zip(&mut pilots).filter(|(bucket, _)| bucket.len() == size) {
            *own = (0..=u16::MAX).find(|&pilot| {
                taken.clear();
                taken.extend(bucket.iter().map(|&(hash, _)| slot(hash, pilot, slots.len())));
                taken.iter().enumerate().all(|(i, &slot)| slots[slot].is_none() && !taken[..i].contains(&slot))
            })?;
            for &(hash, &Key { key, number, start }) in bucket {
                let slot = slot(hash, *own, slots.len());
                slots[slot] = Some(entry(tag(hash, key.len()), number, start));
            }
        }
    }
    let slots = slots.into_iter().flat_map(|entry| entry.unwrap_or(EMPTY)).collect();
    Some(Perfect { seed, pilots: pilots.into_iter().map(u16::to_le_bytes).collect(), slots })
}
