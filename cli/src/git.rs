//! Runs `git`, which is installed wherever there are commits.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use errcat_compiler::{quote, read_stream};

use crate::output::Failure;
use crate::output::paths::resolved;
use crate::output::quote::{shown, typed};

/// The most that `git` may answer, in bytes: the list of 500,000 files.
const MAX_ANSWER_BYTES: usize = 64 << 20;

/// The variables by which a hook names its repository. A folder of another repository would then be looked up in that one, and a
/// linked worktree has no path in it. `GIT_OBJECT_DIRECTORY` stays: objects that are being pushed are only there.
const OF_HOOKS: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"];

/// The variables that change what a path means. They exclude `--literal-pathspecs`.
const OF_PATHS: [&str; 4] =
    ["GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"];

/// The question for the path of the current folder in its repository.
const PREFIX: [&str; 2] = ["rev-parse", "--show-prefix"];

/// A folder in a repository.
#[derive(Clone, Debug)]
pub struct Repository {
    /// The folder, or the nearest one around it that exists.
    folder: PathBuf,
    /// The folder as it was named.
    name: String,
    /// Whether only the variables of the environment name the repository.
    by_environment: bool,
    /// The path of the folder in the repository: empty, or with a slash at the end.
    pub prefix: String,
}

/// Why `git` gave no answer.
#[derive(Debug)]
enum Refusal {
    NotRun(io::Error),
    TooLong,
    /// The first line of its message.
    Failed(String),
}

impl Repository {
    /// Finds the repository of a folder, which may not exist any more: the one that it is in, otherwise the one of the environment.
    pub fn of(folder: &Path) -> Result<Self, Failure> {
        let name = shown(folder);
        let real = resolved(folder).ok_or_else(|| {
            Failure::misuse("the current folder does not exist", "change to the folder of a repository")
        })?;
        let exists = real.ancestors().find(|path| path.is_dir()).unwrap_or(&real);
        // Windows cannot start programs in a folder by its resolved path.
        let start = if exists == real { folder } else { exists };
        let mut repository = Self { folder: start.to_owned(), name, by_environment: false, prefix: String::new() };
        let mut prefix = repository.answer(&PREFIX);
        let mut base = exists.to_owned();
        let here = resolved(Path::new(".")).filter(|here| real.starts_with(here));
        if let (Err(_), Some(_), Some(here)) = (&prefix, std::env::var_os("GIT_DIR"), here) {
            // The variables may be relative to the current folder, and without `GIT_WORK_TREE` that is the root of the worktree.
            let named = Self { folder: PathBuf::from("."), by_environment: true, ..repository.clone() };
            if let Ok(found) = named.answer(&PREFIX) {
                (repository, prefix, base) = (named, Ok(found), here);
            }
        }
        let prefix = prefix.map_err(|refusal| repository.failure(&refusal))?;
        prefix.trim_end_matches(['\n', '\r']).clone_into(&mut repository.prefix);
        for part in real.strip_prefix(base).into_iter().flat_map(Path::components) {
            repository.prefix.extend([&*part.as_os_str().to_string_lossy(), "/"]);
        }
        Ok(repository)
    }

    /// Returns the root of the worktree that a folder is in.
    pub fn top(folder: &Path) -> Option<PathBuf> {
        let repository = Self::of(folder).ok()?;
        let top = repository.answer(&["rev-parse", "--show-toplevel"]).ok()?;
        Some(PathBuf::from(top.trim_end_matches(['\n', '\r'])))
    }

    /// Returns the id of the commit that a reference names.
    pub fn commit(&self, reference: &str) -> Result<String, Failure> {
        let commit = format!("{reference}^{{commit}}");
        match self.answer(&["rev-parse", "--verify", "--end-of-options", &commit]) {
            Ok(id) => Ok(id.trim().to_owned()),
            Err(Refusal::Failed(reason)) if reason.starts_with("Needed a single revision") => {
                let help =
                    "fetch it first, as in `git fetch origin main`: a build server often has only the newest commit";
                Err(Failure::misuse(format!("no commit is named {}", quote(reference)), help))
            }
            Err(refusal) => Err(self.failure(&refusal)),
        }
    }

    /// Runs `git` and returns its answer.
    pub fn run(&self, arguments: &[&str]) -> Result<String, Failure> {
        self.answer(arguments).map_err(|refusal| self.failure(&refusal))
    }

    fn answer(&self, arguments: &[&str]) -> Result<String, Refusal> {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(Refusal::NotRun)?;
        let (stdout, mut stderr) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
        // Both are read at once, because `git` waits if one of them is full.
        let errors = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let answer = read_stream(stdout, MAX_ANSWER_BYTES);
        if answer.is_err() {
            let _ = child.kill();
        }
        let status = child.wait().map_err(Refusal::NotRun)?;
        let Ok(answer) = answer else { return Err(Refusal::TooLong) };
        if status.success() {
            return Ok(String::from_utf8_lossy(&answer).into_owned());
        }
        let errors = errors.join().unwrap_or_default();
        let line = errors.lines().next().unwrap_or_default();
        let reason = line.strip_prefix("fatal: ").or(line.strip_prefix("error: ")).unwrap_or(line);
        Err(Refusal::Failed(if reason.is_empty() { status.to_string() } else { reason.to_owned() }))
    }

    /// Returns `git` in the folder, with messages in English.
    pub fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("--literal-pathspecs").current_dir(&self.folder).stdout(Stdio::piped());
        command.env("LC_ALL", "C").env_remove("LANGUAGE");
        for variable in OF_PATHS {
            command.env_remove(variable);
        }
        if !self.by_environment {
            for variable in OF_HOOKS {
                command.env_remove(variable);
            }
        }
        command
    }

    fn failure(&self, refusal: &Refusal) -> Failure {
        const OTHERWISE: &str = "compare with a folder or a lock instead: `errcat diff OLD NEW`";
        let reason = match refusal {
            Refusal::NotRun(error) => return not_run(error),
            Refusal::TooLong => "the commit has too many files",
            Refusal::Failed(reason) if reason.starts_with("not a git repository") => "it is not in a repository",
            Refusal::Failed(reason) => reason,
        };
        let help = match reason.split_once("detected dubious ownership in repository at ") {
            Some((_, place)) => {
                let place = typed(place.trim_matches('\''));
                format!("if you trust it, run `git config --global --add safe.directory {place}`")
            }
            None => OTHERWISE.to_owned(),
        };
        Failure::misuse(format!("git cannot read {}: {reason}", quote(&self.name)), help)
    }
}

/// Returns the failure for a `git` that cannot be started.
pub fn not_run(error: &io::Error) -> Failure {
    let help = "install git, or compare with a folder or a lock: `errcat diff OLD NEW`";
    Failure::misuse(format!("git cannot be run: {error}"), help)
}
