//! A copy of the repository that contains the mutants.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::Mutant;
use crate::shell;

/// Tells whether a mutant runs: the one whose number is in `ERRCAT_MUTANT`. The numbers that were asked for go to the file
/// `ERRCAT_REACHED`.
const SWITCH: &str = r#"
extern crate std as __mutants_std;

#[doc(hidden)]
pub fn __mutant(number: usize) -> bool {
    use __mutants_std::io::Write as _;
    use __mutants_std::sync::OnceLock;
    use __mutants_std::sync::atomic::{AtomicBool, Ordering};
    use __mutants_std::{env, ffi::OsString, fs, string::String};
    static CHOSEN: OnceLock<(usize, Option<OsString>)> = OnceLock::new();
    static ASKED: [AtomicBool; 4096] = [const { AtomicBool::new(false) }; 4096];
    let (chosen, reached) = CHOSEN.get_or_init(|| {
        let chosen = env::var("ERRCAT_MUTANT").ok().and_then(|number: String| number.parse().ok());
        (chosen.unwrap_or(0), env::var_os("ERRCAT_REACHED"))
    });
    if let Some(reached) = reached
        && !ASKED[number].swap(true, Ordering::Relaxed)
        && let Ok(mut file) = fs::OpenOptions::new().create(true).append(true).open(reached)
    {
        let _ = file.write_all(__mutants_std::format!("{number}\n").as_bytes());
    }
    *chosen == number
}
"#;

/// The crates that are mutated, and the packages whose tests run.
const CRATES: [&str; 3] = ["core", "compiler", "tools"];
const PACKAGES: &str = "-p errcat -p errcat-core -p errcat-compiler -p errcat-tools -p errcat-cli";

pub struct Copy {
    pub folder: PathBuf,
    /// The Rust files of the crates that are mutated, by their paths.
    pub sources: BTreeMap<String, String>,
}

impl Copy {
    /// Copies the files that git knows.
    pub fn make() -> Result<Self> {
        let folder = shell::target().join("mutants/tree");
        let listed = shell::command("git", "ls-files -z --cached --others --exclude-standard").read()?;
        let mut sources = BTreeMap::new();
        // What no longer exists must not be compiled.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        for path in listed.split('\0').filter(|path| !path.is_empty()) {
            let (from, to) = (shell::root().join(path), folder.join(path));
            // A file that was removed, or a link to nowhere of a test.
            let Ok(content) = fs::read(&from) else { continue };
            let is_source = to.extension().is_some_and(|ending| ending == "rs");
            if is_source && CRATES.iter().any(|name| path.starts_with(&format!("{name}/src/"))) {
                sources.insert(path.to_owned(), String::from_utf8(content.clone())?);
            }
            write(&to, &content)?;
        }
        Ok(Self { folder, sources })
    }

    /// Writes the mutants, and removes those that do not compile.
    pub fn compile(&self, mutants: &mut Vec<Mutant>) -> Result<()> {
        loop {
            let places = self.write(mutants)?;
            let messages = self.cargo(&format!("check --quiet {PACKAGES} --message-format=json"))?;
            let errors: Vec<&Value> =
                messages.iter().filter(|message| message["message"]["level"] == "error").collect();
            if errors.is_empty() {
                return Ok(());
            }
            let mut broken = BTreeSet::new();
            for error in &errors {
                let spans = error["message"]["spans"].as_array().into_iter().flatten();
                for span in spans.filter(|span| span["is_primary"] == true) {
                    let file = span["file_name"].as_str().unwrap_or_default();
                    let at = span["byte_start"].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
                    let own = places.iter().filter(|(path, range, _)| path == file && range.contains(&at));
                    broken.extend(own.map(|(.., number)| *number));
                }
            }
            ensure!(!broken.is_empty(), "the copy does not compile: {}", errors[0]["message"]["rendered"]);
            println!("{} mutants do not compile", broken.len());
            mutants.retain(|mutant| !broken.contains(&mutant.number));
        }
    }

    /// Writes the files with their mutants, and returns where each mutant is now.
    fn write(&self, mutants: &[Mutant]) -> Result<Vec<(String, Range<usize>, usize)>> {
        let mut places = Vec::new();
        for (path, text) in &self.sources {
            let mut own: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.file == *path).collect();
            own.sort_by_key(|mutant| (mutant.site.range.start, mutant.site.range.end));
            let (mut out, mut end) = (String::new(), 0);
            for Mutant { number, site, .. } in own {
                out.push_str(&text[end..site.range.start]);
                let start = out.len();
                out.push_str(&site.switched(*number));
                places.push((path.clone(), start..out.len(), *number));
                end = site.range.end;
            }
            out.push_str(&text[end..]);
            if path.ends_with("/src/lib.rs") {
                out.push_str(SWITCH);
            }
            if fs::read_to_string(self.folder.join(path)).ok().as_ref() != Some(&out) {
                write(&self.folder.join(path), out.as_bytes())?;
            }
        }
        Ok(places)
    }

    /// Builds the tests: paths of programs, and the folders that they run in.
    pub fn tests(&self) -> Result<Vec<(PathBuf, PathBuf)>> {
        let messages =
            self.cargo(&format!("test --quiet --no-run {PACKAGES} --lib --bins --tests --message-format=json"))?;
        if let Some(error) = messages.iter().find(|message| message["message"]["level"] == "error") {
            bail!("the tests do not compile: {}", error["message"]["rendered"]);
        }
        let of = |message: &Value| {
            let program = message["executable"].as_str().filter(|_| message["profile"]["test"] == true)?;
            let folder = Path::new(message["manifest_path"].as_str()?).parent()?;
            Some((PathBuf::from(program), folder.to_owned()))
        };
        Ok(messages.iter().filter_map(of).collect())
    }

    /// Runs cargo without lints, and returns its messages.
    fn cargo(&self, arguments: &str) -> Result<Vec<Value>> {
        let mut cargo = Command::new("cargo");
        cargo.args(arguments.split_whitespace()).current_dir(&self.folder).stderr(Stdio::null());
        cargo.env("CARGO_TARGET_DIR", self.folder.with_file_name("build")).env("RUSTFLAGS", "--cap-lints=allow");
        let output = cargo.output().context("cargo does not start")?;
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
    }
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file is in a folder")?)?;
    fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}
