//! The perfect hash: a 64-bit hash of the text picks a bucket, the bucket's pilot picks the slot, the slot names the one
//! candidate; comparing texts is left to the caller.
//!
//! Hash, displace and compress as in the phf family, with a hash that reads whole words instead of `SipHash`: keys are
//! known when the table is built, so nobody can choose them to collide.

/// A perfect hash table over borrowed arrays.
#[derive(Clone, Copy, Debug)]
pub struct Index<'a> {
    seed: u64,
    pilots: &'a [u16],
    slots: &'a [u16],
}

/// What stands in a slot that no key uses.
pub const EMPTY: u16 = u16::MAX;

impl<'a> Index<'a> {
    /// A table of `pilots` (one for each bucket) and `slots` (the number of a key, or [`EMPTY`]), built with `seed`.
    #[must_use]
    pub const fn new(seed: u64, pilots: &'a [u16], slots: &'a [u16]) -> Self {
        Self { seed, pilots, slots }
    }

    /// The number of the only key that may be `key`; the caller compares the texts.
    #[inline]
    #[must_use]
    pub const fn candidate(&self, key: &[u8]) -> Option<u16> {
        if self.pilots.is_empty() || self.slots.is_empty() {
            return None;
        }
        let hash = hash(key, self.seed);
        let pilot = self.pilots[bucket(hash, self.pilots.len())];
        match self.slots[slot(hash, pilot, self.slots.len())] {
            EMPTY => None,
            number => Some(number),
        }
    }
}

const LENGTH: u64 = 0x9e37_79b9_7f4a_7c15;
const FIRST: u64 = 0xa076_1d64_78bd_642f;
const LAST: u64 = 0xe703_7ed1_a0b4_28db;
const PILOT: u64 = 0x8ebc_6af0_9c88_c6e3;
const SLOT: u64 = 0x5895_65c6_9d1c_1f4d;

/// Hashes `key`: its length and its 8-byte words in little-endian order, on every machine alike.
#[inline]
#[must_use]
pub const fn hash(key: &[u8], seed: u64) -> u64 {
    let state = seed ^ (key.len() as u64).wrapping_mul(LENGTH);
    let (Some(first), Some(last)) = (key.first_chunk::<8>(), key.last_chunk::<8>()) else {
        return fold(state ^ short(key), FIRST);
    };
    let mut state = state ^ u64::from_le_bytes(*first);
    let mut rest = key.split_at(8).1;
    while rest.len() > 8 {
        let Some((word, after)) = rest.split_first_chunk::<8>() else { break };
        state = fold(state, FIRST) ^ u64::from_le_bytes(*word);
        rest = after;
    }
    fold(fold(state, FIRST) ^ u64::from_le_bytes(*last), LAST)
}

/// Up to seven bytes as one word; different texts of one length give different words.
#[inline]
const fn short(key: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (key.first_chunk::<4>(), key.last_chunk::<4>()) {
        return (u32::from_le_bytes(*first) as u64) | (u32::from_le_bytes(*last) as u64) << 32;
    }
    match key {
        [a, b, c] => (*a as u64) | (*b as u64) << 8 | (*c as u64) << 16,
        [a, b] => (*a as u64) | (*b as u64) << 8,
        [a] => *a as u64,
        _ => 0,
    }
}

/// Multiplies to 128 bits and folds the halves together, so that every bit of the input reaches the high bits.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves of the product are kept")]
const fn fold(a: u64, b: u64) -> u64 {
    let product = (a as u128) * (b as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The bucket of a hash, in `0..buckets`.
#[inline]
#[must_use]
pub const fn bucket(hash: u64, buckets: usize) -> usize {
    scale(hash, buckets)
}

/// The slot of a hash under its bucket's pilot, in `0..slots`.
#[inline]
#[must_use]
pub const fn slot(hash: u64, pilot: u16, slots: usize) -> usize {
    scale((hash ^ (pilot as u64).wrapping_mul(PILOT)).wrapping_mul(SLOT), slots)
}

/// Maps the high 32 bits of `value` to `0..below` without a division; `below` is at most 2³².
#[inline]
const fn scale(value: u64, below: usize) -> usize {
    (((value >> 32) * below as u64) >> 32) as usize
}
