//! The tests, one by one: what each reaches, and whether it notices a mutant.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::copy::Copy;

/// The memory of a test in KiB, so that a mutant that never stops growing ends.
const MEMORY: u32 = 4 << 20;

/// A test.
pub struct Test {
    pub name: String,
    /// The numbers of the mutants whose code it runs.
    pub reached: BTreeSet<usize>,
    program: PathBuf,
    folder: PathBuf,
    time: Duration,
}

/// Runs each test without a mutant. The fastest are the first of the result; tests that fail are left out.
pub fn baseline(copy: &Copy) -> Result<Vec<Test>> {
    let reached = copy.folder.with_file_name("reached");
    let mut tests = Vec::new();
    for (program, folder) in copy.tests()? {
        let listed = Command::new(&program).args(["--list", "--format", "terse"]).output()?;
        for name in String::from_utf8(listed.stdout)?.lines().filter_map(|line| line.strip_suffix(": test")) {
            let mut test = Test {
                name: name.to_owned(),
                reached: BTreeSet::new(),
                program: program.clone(),
                folder: folder.clone(),
                time: Duration::from_secs(600),
            };
            let _ = fs::remove_file(&reached);
            let start = Instant::now();
            let mut command = test.command(0);
            if !test.ends_well(command.env("ERRCAT_REACHED", &reached)) {
                println!("left out, because it fails without a mutant: {name}");
                continue;
            }
            test.time = start.elapsed();
            let numbers = fs::read_to_string(&reached).unwrap_or_default();
            test.reached = numbers.lines().filter_map(|number| number.parse().ok()).collect();
            tests.push(test);
        }
    }
    ensure!(!tests.is_empty(), "no test passes without a mutant");
    tests.sort_by_key(|test| test.time);
    Ok(tests)
}

impl Test {
    /// Runs the test with a mutant. A test that does not end notices it, too.
    pub fn passes(&self, mutant: usize) -> bool {
        self.ends_well(&mut self.command(mutant))
    }

    fn command(&self, mutant: usize) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$@\""), "sh"]).arg(&self.program);
        command.args(["--exact", &self.name]).current_dir(&self.folder).env("ERRCAT_MUTANT", mutant.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn ends_well(&self, command: &mut Command) -> bool {
        let Ok(mut child) = command.spawn() else { return false };
        let last = Instant::now() + self.time * 10 + Duration::from_secs(20);
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) if Instant::now() < last => thread::sleep(Duration::from_millis(2)),
                _ => {
                    let _ = child.kill();
                    let _ = child.wait();
                    return false;
                }
            }
        }
    }
}
