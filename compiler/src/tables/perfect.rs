//! Builds the perfect hash that [`errcat_core::hash`] reads.

use errcat_core::hash::{EMPTY, bucket, entry, hash, slot, tag};

/// The parts of an [`errcat_core::hash::Index`].
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Perfect {
    /// The seed that worked.
    pub seed: u64,
    /// One pilot for each bucket, little-endian.
    pub pilots: Vec<[u8; 2]>,
    /// The entries of keys, two values each, little-endian.
    pub slots: Vec<[u8; 4]>,
}

/// What is looked up.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    /// The key itself.
    pub key: &'a [u8],
    /// What a look-up gives.
    pub number: u16,
    /// Where it stands in the text.
    pub start: u32,
}

/// Keys in a bucket, on average, or fewer: to find a bucket among a power of two is one shift.
const BUCKET: usize = 4;

/// Seeds that are tried; two different keys whose hashes are equal under all of them have not been seen.
const SEEDS: u64 = 64;

/// Builds a table of `keys`; `None` if a key stands there twice or there are too many.
///
/// The same keys give the same table, on every machine.
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
