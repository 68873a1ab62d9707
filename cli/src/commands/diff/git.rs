//! The files of a folder in a commit.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

use errcat_compiler::{
    File, Files, MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES, Problem, is_read, larger_than, quote, too_many,
};

use crate::git::{Repository, not_run};
use crate::output::Failure;
use crate::output::quote::shown;

/// Reads the files of a folder in a commit; none if the commit does not have the folder.
pub fn files(reference: &str, folder: &Path) -> Result<Files, Failure> {
    let repository = Repository::of(folder)?;
    let commit = repository.commit(reference)?;
    let root = format!("git:{reference}:{}", shown(folder));
    let blobs = blobs(&repository, &commit)?;
    if blobs.len() > MAX_FILES {
        let Problem { message, help } = too_many();
        return Err(Failure::misuse(format!("{}: {message}", quote(&root)), help.unwrap_or_default()));
    }
    let mut sizes = Objects::open(&repository, "--batch-check")?;
    let mut contents = Objects::open(&repository, "--batch")?;
    let mut files = Files { root, files: Vec::new() };
    let mut bytes = 0;
    for Blob { path, is_link, object } in blobs {
        let content = if is_link {
            Err(Problem::new("links in a commit are not followed"))
        } else {
            // Asking for the size first keeps git from unpacking what is too large.
            let content = sizes.size(&object).and_then(|size| {
                if size > MAX_FILE_BYTES { Err(larger_than(MAX_FILE_BYTES)) } else { contents.content(&object) }
            });
            content.map_err(|error| Problem::new(format!("the file cannot be read: {error}")))
        };
        bytes += content.as_ref().map_or(0, Vec::len);
        files.files.push(File { path, content, is_outside: false });
        if bytes > MAX_TOTAL_BYTES {
            // The compiler refuses them.
            break;
        }
    }
    Ok(files)
}

/// A file in a commit.
struct Blob {
    /// The path in the folder.
    path: String,
    is_link: bool,
    object: String,
}

/// Returns the YAML files below the folder.
fn blobs(repository: &Repository, commit: &str) -> Result<Vec<Blob>, Failure> {
    let prefix = &repository.prefix;
    let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
    // An empty path is not a valid pathspec.
    arguments.extend([prefix.as_str()].iter().filter(|prefix| !prefix.is_empty()));
    let listing = repository.run(&arguments)?;
    let blob = |entry: &str| {
        // `100644 blob 0123abcd<TAB>path`
        let (about, path) = entry.split_once('\t')?;
        let path = path.strip_prefix(prefix.as_str()).unwrap_or(path);
        match about.split(' ').collect::<Vec<_>>()[..] {
            [mode, "blob", object] if is_read(path) => {
                Some(Blob { path: path.to_owned(), is_link: mode == "120000", object: object.to_owned() })
            }
            _ => None,
        }
    };
    Ok(listing.split('\0').filter_map(blob).collect())
}

/// A `git` process that answers one question about an object after another.
struct Objects {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    fn open(repository: &Repository, mode: &str) -> Result<Self, Failure> {
        let mut command = repository.command();
        command.args(["cat-file", mode]).stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_run(&error))?;
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Ok(Self { child, answers })
    }

    /// Asks for an object, and returns its size: `0123abcd blob 12`.
    fn size(&mut self, object: &str) -> io::Result<usize> {
        let question = self.child.stdin.as_mut().expect("it is piped");
        writeln!(question, "{object}")?;
        question.flush()?;
        let mut header = String::new();
        self.answers.read_line(&mut header)?;
        let size = header.trim().rsplit(' ').next().and_then(|size| size.parse().ok());
        size.ok_or_else(|| io::Error::other("git does not have it"))
    }

    /// Returns the content of an object, behind which git writes a line feed.
    fn content(&mut self, object: &str) -> io::Result<Vec<u8>> {
        let size = self.size(object)?;
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content)?;
        content.pop();
        Ok(content)
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
