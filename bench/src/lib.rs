//! Shared parts of the benchmarks: timing of contenders in turns, the cost of a process, and tables.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail};
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};
use wait4::Wait4;

/// A contender: its name, and a function that does the work once.
pub type Contender<'a> = (&'static str, Box<dyn FnMut() + 'a>);

/// The number of rounds. The contenders take turns in each round, so that a busy machine affects all of them alike.
const ROUNDS: usize = 400;

/// Returns each contender's minimum time for one operation, in nanoseconds. Its work consists of `operations`
/// operations.
pub fn nanoseconds(operations: usize, contenders: &mut [Contender<'_>]) -> Vec<f64> {
    let mut best = vec![f64::INFINITY; contenders.len()];
    for _ in 0..ROUNDS {
        for ((_, work), best) in contenders.iter_mut().zip(&mut best) {
            let start = Instant::now();
            work();
            *best = best.min(start.elapsed().as_secs_f64() * 1e9 / operations as f64);
        }
    }
    best
}

/// A pseudorandom number generator (SplitMix64). It gives the same numbers in each run.
pub struct Random(pub u64);

impl Random {
    /// Returns the next number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % end as u64) as usize
    }
}

/// The cost of a process and of the children that it waited for.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// The wall-clock time in seconds.
    pub wall: f64,
    /// The time of all processors in seconds.
    pub cpu: f64,
    /// The largest resident set size of one process, in bytes.
    pub memory: u64,
}

/// Runs a command and returns its cost. If the command fails, the error contains its stderr.
pub fn run(command: &mut Command) -> anyhow::Result<Cost> {
    let output = tempfile::NamedTempFile::new()?;
    let start = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(output.reopen()?)
        .spawn()
        .with_context(|| format!("{command:?}"))?;
    let end = child.wait4()?;
    let wall = start.elapsed().as_secs_f64();
    if !end.status.success() {
        bail!("{command:?}: {}\n{}", end.status, std::fs::read_to_string(output.path())?);
    }
    Ok(Cost { wall, cpu: (end.rusage.utime + end.rusage.stime).as_secs_f64(), memory: end.rusage.maxrss })
}

/// Returns the median.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Returns a Markdown table. All columns except the first contain numbers.
pub fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(ASCII_MARKDOWN).set_header(header.iter().copied());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
