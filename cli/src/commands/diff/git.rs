//! The files of a folder in a commit, read by `git` itself, which is installed wherever there are commits.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use errcat_compiler::quote;
use errcat_compiler::{File, Files, Problem, is_read};

use crate::output::Failure;
use crate::output::quote::shown;

/// Reads the files of a folder in a commit; none if the commit does not have the folder.
pub fn files(reference: &str, folder: &Path) -> Result<Files, Failure> {
    let prefix = prefix(folder)?;
    let commit = resolve(reference, folder)?;
    let root = format!("git:{reference}:{}", shown(folder));
    let listing = git(folder, &["ls-tree", "-r", "-z", "--full-tree", &commit, "--", &prefix])?;
    let mut blobs = Vec::new();
    for entry in listing.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let entry = String::from_utf8_lossy(entry);
        // `100644 blob 0123abcd<TAB>path`
        let Some((about, path)) = entry.split_once('\t') else { continue };
        let path = path.strip_prefix(&prefix).unwrap_or(path);
        if let [mode, "blob", object] = about.split(' ').collect::<Vec<_>>()[..]
            && is_read(path)
        {
            blobs.push((path.to_owned(), mode == "120000", object.to_owned()));
        }
    }
    let mut contents = Contents::open(folder)?;
    let mut files = Files { root, files: Vec::new() };
    for (path, is_link, object) in blobs {
        let content =
            if is_link { Err(Problem::new("links in a commit are not followed")) } else { contents.read(&object) };
        files.files.push(File { path, content });
    }
    Ok(files)
}

/// The commit that a reference names.
fn resolve(reference: &str, folder: &Path) -> Result<String, Failure> {
    let commit = format!("{reference}^{{commit}}");
    let found = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]);
    let found = found.map_err(|_| {
        let help = "fetch it first, as in `git fetch origin main`: a build server often has only the newest commit";
        Failure::misuse(format!("no commit is named {}", quote(reference)), help)
    })?;
    Ok(String::from_utf8_lossy(&found).trim().to_owned())
}

/// Returns the path of the folder in its repository: empty, or with a slash at the end.
fn prefix(folder: &Path) -> Result<String, Failure> {
    let output = git(folder, &["rev-parse", "--show-prefix"])?;
    let mut prefix = String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r']).to_owned();
    if !folder.is_dir() {
        for part in shown(folder).split('/').filter(|part| *part != ".") {
            prefix.extend([part, "/"]);
        }
    }
    Ok(prefix)
}

/// Returns `git` in the folder, or in the current one if the folder no longer exists.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("--literal-pathspecs").current_dir(if folder.is_dir() { folder } else { Path::new(".") });
    command
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = command(folder).args(arguments).output().map_err(|error| not_run(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let reason = match stderr.lines().next().unwrap_or_default().trim_start_matches("fatal: ") {
        reason if reason.starts_with("not a git repository") => "it is not in a repository",
        reason => reason,
    };
    Err(Failure::misuse(format!("git cannot read {}: {reason}", quote(&shown(folder))), HELP))
}

const HELP: &str = "compare with a folder or a lock instead: `errcat diff OLD NEW`";

fn not_run(error: &std::io::Error) -> Failure {
    Failure::misuse(format!("git cannot be run: {error}"), HELP)
}

/// A `git` process that returns one object after another.
struct Contents {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Contents {
    fn open(folder: &Path) -> Result<Self, Failure> {
        let mut command = command(folder);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_run(&error))?;
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Ok(Self { child, answers })
    }

    fn read(&mut self, object: &str) -> Result<Vec<u8>, Problem> {
        let mut read = || {
            let question = self.child.stdin.as_mut().expect("it is piped");
            writeln!(question, "{object}")?;
            question.flush()?;
            // `0123abcd blob 12`, the bytes, a line feed
            let mut header = String::new();
            self.answers.read_line(&mut header)?;
            let size = header.trim().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
            let mut content = vec![0; size.ok_or_else(|| std::io::Error::other("git does not have it"))? + 1];
            self.answers.read_exact(&mut content)?;
            content.pop();
            Ok(content)
        };
        read().map_err(|error: std::io::Error| Problem::new(format!("the file cannot be read: {error}")))
    }
}

impl Drop for Contents {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
