//! The perfect hash: a 64-bit hash of the key selects a bucket, the pilot of the bucket selects a slot, and the slot holds the
//! place of the only candidate in the text.
//!
//! This is "hash, displace and compress", as in the crate `phf`, with a hash function that reads whole words. `SipHash` is not
//! needed: the keys are fixed when the table is built, so nobody can choose keys that collide.

/// A perfect hash table over borrowed arrays.
#[derive(Clone, Copy, Debug)]
pub struct PerfectHash<'a> {
    seed: u64,
    pilots: &'a [[u8; 2]],
    slots: &'a [[u8; 4]],
    text: &'a [u8],
}

impl<'a> PerfectHash<'a> {
    /// Returns the table with these `pilots`, one for each bucket, and `slots`, each an [`entry`], over keys in `text`. `seed` is
    /// the one that it was built with.
    #[must_use]
    pub const fn new(seed: u64, pilots: &'a [[u8; 2]], slots: &'a [[u8; 4]], text: &'a [u8]) -> Self {
        Self { seed, pilots, slots, text }
    }

    /// Returns the number of a key. If `key` has [`LONG`] bytes or more, the caller has to compare it with the key that was found,
    /// which may have another length.
    #[inline(always)]
    #[must_use]
    #[expect(clippy::inline_always, reason = "the inside of a look-up")]
    pub fn find(&self, key: &[u8]) -> Option<u16> {
        let slots = self.slots.as_chunks().0;
        if self.pilots.is_empty() || slots.is_empty() {
            return None;
        }
        let hash = hash(key, self.seed);
        let pilot = u16::from_le_bytes(self.pilots[bucket(hash, self.pilots.len())]);
        let [[low, high, number @ ..], start] = slots[slot(hash, pilot, slots.len())];
        if u16::from_le_bytes([low, high]) != tag(hash, key.len()) {
            return None;
        }
        let start = u32::from_le_bytes(start) as usize;
        // With 32-bit addresses, the end of a long key in an empty slot overflows. `get` then finds nothing, either.
        let end = start.wrapping_add(key.len());
        (self.text.get(start..end) == Some(key)).then_some(u16::from_le_bytes(number))
    }
}

/// The number of bytes from which on a slot does not hold the length of its key.
pub const LONG: usize = 0xff;

/// The content of an empty slot: a place beyond the text.
pub const EMPTY: [[u8; 4]; 2] = [[0xff; 4]; 2];

/// Returns the content of a slot: the [`tag`] of a key, its number, and where it starts in the text.
#[must_use]
pub const fn entry(tag: u16, number: u16, start: u32) -> [[u8; 4]; 2] {
    let number = (number as u32) << 16 | tag as u32;
    [number.to_le_bytes(), start.to_le_bytes()]
}

/// Returns the tag of a key: its length and 8 bits of its hash. It tells most texts that are not keys from the key of their slot.
#[inline]
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "one byte each")]
pub const fn tag(hash: u64, length: usize) -> u16 {
    let length = if length < LONG { length } else { LONG };
    (hash as u16) << 8 | length as u16
}

const LENGTH: u64 = 0x9e37_79b9_7f4a_7c15;
const OTHER: u64 = 0xa076_1d64_78bd_642f;

/// Hashes the length and the words of `key`: 16 bytes at a time, and the last 16 bytes at the end. The result is the same on every
/// machine.
#[inline]
#[must_use]
pub const fn hash(key: &[u8], seed: u64) -> u64 {
    let mut state = seed ^ (key.len() as u64).wrapping_mul(LENGTH);
    let Some(last) = key.last_chunk::<16>() else {
        let (first, last) = short(key);
        return fold(state ^ first, OTHER ^ last);
    };
    let mut rest = key;
    while let Some((chunk, after)) = rest.split_first_chunk::<16>() {
        let (first, second) = words(*chunk);
        state = fold(state ^ first, OTHER ^ second);
        rest = after;
        // `break` keeps the compiler from unrolling the loop: processors mispredict each branch on the length.
        if rest.len() <= 16 {
            break;
        }
    }
    let (first, second) = words(*last);
    fold(state ^ first, OTHER ^ second)
}

/// Reads up to fifteen bytes as two words. Different texts of one length give different words.
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

/// Multiplies to 128 bits and folds the halves, so that every bit of the input affects every bit of the output.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves of the product are kept")]
const fn fold(a: u64, b: u64) -> u64 {
    let product = (a as u128) * (b as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Returns the bucket of a hash, in `0..buckets`.
#[inline]
#[must_use]
pub const fn bucket(hash: u64, buckets: usize) -> usize {
    scale(hash, buckets)
}

/// Returns the slot of a hash with the pilot of its bucket, in `0..slots`.
#[inline]
#[must_use]
pub const fn slot(hash: u64, pilot: u16, slots: usize) -> usize {
    // An odd factor loses no bit of the hash.
    scale(hash.wrapping_mul(pilot as u64 * 2 + 1), slots)
}

/// Maps the high 32 bits of `value` to `0..below` without a division. `below` is at most 2³².
#[inline]
const fn scale(value: u64, below: usize) -> usize {
    (((value >> 32) * below as u64) >> 32) as usize
}
