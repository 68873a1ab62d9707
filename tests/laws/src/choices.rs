//! Where random decisions come from: a seed in tests, bytes in a fuzz target.

/// A source of decisions.
#[derive(Debug)]
pub enum Choices<'a> {
    /// Numbers that follow from a seed.
    Seed(u64, fastrand::Rng),
    /// Bytes, one or two for each decision; zeros behind the last.
    Bytes(&'a [u8]),
}

impl Choices<'_> {
    /// Decides by a seed.
    #[must_use]
    pub fn of_seed(seed: u64) -> Self {
        Self::Seed(seed, fastrand::Rng::with_seed(seed))
    }

    /// Returns the text by which a failure can be repeated.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Seed(seed, _) => format!("seed {seed}"),
            Self::Bytes(_) => "the bytes of the fuzz target".to_owned(),
        }
    }

    /// Returns whether every further decision is 0.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Bytes([]))
    }

    /// Returns a number below a limit; 0 if the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        match self {
            Self::Seed(_, random) => random.usize(..limit.max(1)),
            Self::Bytes(bytes) => {
                let mut number = 0;
                for _ in 0..if limit > 256 { 2 } else { 1 } {
                    let Some((first, rest)) = bytes.split_first() else { break };
                    (number, *bytes) = (number << 8 | usize::from(*first), rest);
                }
                number % limit.max(1)
            }
        }
    }

    /// Returns true once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// Returns one of several values.
    pub fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }

    /// Returns some of several values, in their order.
    pub fn some<T: Copy>(&mut self, values: &[T]) -> Vec<T> {
        values.iter().copied().filter(|_| self.one_in(2)).collect()
    }
}
