//! The format of the corpus: a folder of catalogs in one file, with the diagnostics below their lines.
//!
//! ```text
//! # What the case is about.
//! # file: catalog.yaml
//! catalog: shop
//! # file: codes.yaml (crlf)
//! codes:
//!   NOT_FOUND:
//!     status: 4004
//! #~          ^^^^ error[EC0105]: status 4004 is out of range
//! #~            help: HTTP status codes go from 100 to 599
//! ```
//!
//! Lines that begin with `#~` are expected diagnostics. They are removed before the catalog is compiled, so they do not count as
//! lines. A mark in the first two columns is `<` instead of `^`. Diagnostics without a place come first.
//!
//! Options of a file: `crlf`, `cr`, `bom`, `no newline` (at its end), `escaped` (`\xHH`, `\u{…}`, `\r`, `\n`, `\t`, `\\`),
//! `N bytes` (N times `#`), `N times` (repeats the lines with `%N`, which is the number). Instead of a file: `# link: PATH ->
//! TARGET` for a symbolic link, or `# no folder`. Empty lines at the end of a file are ignored.

use std::fs;
use std::path::{Path, PathBuf};

use errcat_compiler::load;
use errcat_compiler::{File, Files, Rule};

/// The name of the folder of a case in messages.
pub const ROOT: &str = "catalog";

/// One file of the corpus.
#[derive(Debug)]
pub struct Case {
    /// Its path.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
    /// The lines before the first file.
    pub(crate) head: Vec<String>,
    pub(crate) entries: Vec<Entry>,
    no_folder: bool,
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) path: String,
    /// The line with its name.
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Bytes(Vec<u8>),
    Link(String),
}

impl Case {
    /// Reads all cases of a folder of the corpus, `good` or `bad`, sorted by name.
    ///
    /// # Panics
    ///
    /// If a file cannot be read, or is no case.
    #[must_use]
    pub fn all(kind: &str) -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("cases").join(kind);
        let entries = fs::read_dir(&folder).expect("the corpus is there");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file of the corpus").path()).collect();
        paths.sort();
        paths.into_iter().map(Self::read).collect()
    }

    /// Reads the good case of a name.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[must_use]
    pub fn good(name: &str) -> Self {
        Self::all("good").into_iter().find(|case| case.name() == name).expect("a case of the corpus")
    }

    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a case is UTF-8");
        let mut case = Self { path, head: Vec::new(), entries: Vec::new(), no_folder: false, text: String::new() };
        for line in text.lines().filter(|line| !line.starts_with("#~")) {
            if let Some((path, content)) = title(line) {
                case.entries.push(Entry { path, title: line.to_owned(), lines: Vec::new(), content });
            } else if let Some(entry) = case.entries.last_mut() {
                entry.lines.push(line.to_owned());
            } else {
                case.no_folder |= line == "# no folder";
                case.head.push(line.to_owned());
            }
        }
        for entry in &mut case.entries {
            if let Content::Bytes(bytes) = &mut entry.content {
                *bytes = content(&entry.title, &entry.lines);
            }
        }
        case.text = text;
        case
    }

    /// Returns the name of its file without the ending.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Writes the files into a new folder.
    ///
    /// # Panics
    ///
    /// If they cannot be written.
    pub fn write(&self, folder: &Path) {
        if self.no_folder {
            return;
        }
        fs::create_dir_all(folder).expect("a folder for the case");
        for entry in &self.entries {
            let path = folder.join(&entry.path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder in the case");
            match &entry.content {
                Content::Bytes(bytes) => fs::write(path, bytes).expect("a file of the case"),
                Content::Link(target) => std::os::unix::fs::symlink(target, path).expect("a link of the case"),
            }
        }
    }

    /// Returns the files as input of the compiler. Files that cannot be read have the error of the loader for `folder`.
    #[must_use]
    pub fn files(&self, folder: &Path) -> Files {
        let mut files = Files { root: ROOT.to_owned(), files: Vec::new() };
        for entry in &self.entries {
            if let Content::Bytes(bytes) = &entry.content {
                files.files.push(File::new(entry.path.clone(), bytes.clone()));
            }
        }
        let unreadable = load(folder, ROOT).files.into_iter().filter(|file| file.content.is_err());
        files.files.extend(unreadable);
        files
    }

    /// Returns whether the files have more than 1 MiB. Only the function compiles such a case: it takes seconds, and shows nothing
    /// of other entry points that small cases do not.
    #[must_use]
    pub fn is_large(&self) -> bool {
        let bytes = |entry: &Entry| if let Content::Bytes(bytes) = &entry.content { bytes.len() } else { 0 };
        self.entries.iter().map(bytes).sum::<usize>() > 1 << 20
    }

    /// Returns path and text of the YAML files, without byte order marks.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().filter_map(|entry| match &entry.content {
            Content::Bytes(bytes) => {
                let text = str::from_utf8(bytes).ok()?;
                Some((entry.path.as_str(), text.strip_prefix('\u{feff}').unwrap_or(text)))
            }
            Content::Link(_) => None,
        })
    }

    /// Returns the rules of the diagnostics that the case expects.
    #[must_use]
    pub fn rules(&self) -> Vec<Rule> {
        let expected = self.text.lines().filter(|line| line.starts_with("#~"));
        let codes = expected.filter_map(|line| Some(line.split_once("error[")?.1.split_once(']')?.0));
        codes.filter_map(|code| Rule::ALL.iter().find(|rule| rule.code() == code).copied()).collect()
    }
}

/// Reads a line that begins a file: its path, and a link or an empty content.
fn title(line: &str) -> Option<(String, Content)> {
    if let Some(link) = line.strip_prefix("# link: ") {
        let (path, target) = link.split_once(" -> ").expect("`# link: PATH -> TARGET`");
        return Some((path.to_owned(), Content::Link(target.to_owned())));
    }
    let path = line.strip_prefix("# file: ")?;
    let path = path.split_once(" (").map_or(path, |(path, _)| path);
    Some((path.to_owned(), Content::Bytes(Vec::new())))
}

fn content(title: &str, lines: &[String]) -> Vec<u8> {
    let options = title.split_once(" (").map_or("", |(_, options)| options.trim_end_matches(')'));
    let options: Vec<&str> = options.split(", ").filter(|option| !option.is_empty()).collect();
    let mut lines = lines.to_vec();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let mut end = "\n";
    let mut bytes = Vec::new();
    for option in &options {
        match option.split_once(' ') {
            _ if *option == "crlf" => end = "\r\n",
            _ if *option == "cr" => end = "\r",
            _ if *option == "bom" => bytes.extend("\u{feff}".bytes()),
            _ if ["escaped", "no newline"].contains(option) => {}
            Some((count, "bytes")) => return vec![b'#'; count.parse().expect("a number of bytes")],
            Some((count, "times")) => lines = times(&lines, count.parse().expect("a number of times")),
            _ => panic!("unknown option `{option}`"),
        }
    }
    for (at, line) in lines.iter().enumerate() {
        if options.contains(&"escaped") {
            bytes.extend(unescape(line));
        } else {
            bytes.extend(line.bytes());
        }
        if at + 1 < lines.len() || !options.contains(&"no newline") {
            bytes.extend(end.bytes());
        }
    }
    bytes
}

/// Repeats each run of lines with `%N`.
fn times(lines: &[String], count: usize) -> Vec<String> {
    let mut all = Vec::new();
    for run in lines.chunk_by(|one, other| one.contains("%N") == other.contains("%N")) {
        if run[0].contains("%N") {
            all.extend(
                (0..count).flat_map(|number| run.iter().map(move |line| line.replace("%N", &number.to_string()))),
            );
        } else {
            all.extend_from_slice(run);
        }
    }
    all
}

fn unescape(line: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.bytes());
        let (kind, after) = after.split_at(1);
        rest = after;
        match kind {
            "n" => bytes.push(b'\n'),
            "r" => bytes.push(b'\r'),
            "t" => bytes.push(b'\t'),
            "\\" => bytes.push(b'\\'),
            "x" => {
                bytes.push(u8::from_str_radix(&rest[..2], 16).expect("two digits"));
                rest = &rest[2..];
            }
            "u" => {
                let (digits, after) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).expect("`\\u{…}`");
                let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).expect("a character");
                bytes.extend(character.to_string().bytes());
                rest = after;
            }
            other => panic!("unknown escape `\\{other}`"),
        }
    }
    bytes.extend(rest.bytes());
    bytes
}
