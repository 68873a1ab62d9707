//! The perfect hash: a 64-bit hash of the text picks a bucket, the bucket's pilot picks the slot, the slot names the one
//! candidate; comparing texts is left to the caller.
//!
//! Hash, displace and compress as in the phf family, with a hash that reads whole words instead of `SipHash`: keys are
//! known when the table is built, so nobody can choose them to collide.

/// A perfect hash table over borrowed arrays.
#[derive(Clone, Copy, Debug)]
pub struct Index<'a> {
    seed: u64,
    pilots: &'a [[u8; 2]],
    slots: &'a [[u8; 4]],
}

impl<'a> Index<'a> {
    /// A table of `pilots` (one for each bucket) and `slots` (each an [`entry`]), built with `seed`; little-endian.
    #[must_use]
    pub const fn new(seed: u64, pilots: &'a [[u8; 2]], slots: &'a [[u8; 4]]) -> Self {
        Self { seed, pilots, slots }
    }

    /// The number of the only key that may be `key`; the caller compares the texts. Of texts that are no key, all but one in
    /// 65,536 end here.
    #[inline(always)]
    #[must_use]
    #[expect(clippy::inline_always, reason = "the inside of a look-up")]
    #[expect(clippy::cast_possible_truncation, reason = "an entry has two halves")]
    pub const fn candidate(&self, key: &[u8]) -> Option<u16> {
        if self.pilots.is_empty() || self.slots.is_empty() {
            return None;
        }
        let hash = hash(key, self.seed);
        let pilot = u16::from_le_bytes(self.pilots[bucket(hash, self.pilots.len())]);
        let found = u32::from_le_bytes(self.slots[slot(hash, pilot, self.slots.len())]);
        if found as u16 == hash as u16 { Some((found >> 16) as u16) } else { None }
    }
}

/// What a slot holds: 16 bits of a key's hash, and above them its number.
#[inline]
#[must_use]
pub const fn entry(hash: u64, number: u16) -> u32 {
    (number as u32) << 16 | (hash & 0xffff) as u32
}

const LENGTH: u64 = 0x9e37_79b9_7f4a_7c15;
const OTHER: u64 = 0xa076_1d64_78bd_642f;

/// Hashes `key`: its length and its words, 16 bytes at a time, in little-endian order, on every machine alike.
#[inline]
#[must_use]
pub const fn hash(key: &[u8], seed: u64) -> u64 {
    let mut state = seed ^ (key.len() as u64).wrapping_mul(LENGTH);
    let Some(last) = key.last_chunk::<16>() else {
        let (first, last) = short(key);
        return fold(state ^ first, OTHER ^ last);
    };
    let mut rest = key;
    while rest.len() > 16 {
        let Some((chunk, after)) = rest.split_first_chunk::<16>() else { break };
        let (first, second) = words(*chunk);
        state = fold(state ^ first, OTHER ^ second);
        rest = after;
    }
    let (first, second) = words(*last);
    fold(state ^ first, OTHER ^ second)
}

/// Up to fifteen bytes as two words; different texts of one length give different words.
#[inline]
const fn short(key: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (key.first_chunk::<8>(), key.last_chunk::<8>()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (key.first_chunk::<4>(), key.last_chunk::<4>()) {
        return (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64);
    }
    match key {
        [a, b, c] => (*a as u64 | (*b as u64) << 8, *c as u64),
        [a, b] => (*a as u64, *b as u64),
        [a] => (*a as u64, 0),
        _ => (0, 0),
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves are kept")]
const fn words(bytes: [u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(bytes);
    (both as u64, (both >> 64) as u64)
}

/// Multiplies to 128 bits and folds the halves together, so that every bit of the input reaches every bit of the output.
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
    // An odd factor loses no bit of the hash.
    scale(hash.wrapping_mul(pilot as u64 * 2 + 1), slots)
}

/// Maps the high 32 bits of `value` to `0..below` without a division; `below` is at most 2³².
#[inline]
const fn scale(value: u64, below: usize) -> usize {
    (((value >> 32) * below as u64) >> 32) as usize
}
