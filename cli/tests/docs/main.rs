//! What `errcat docs` writes, read as browsers read it.

mod hostile;
mod links;
mod public;
mod same;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use scraper::{Html, Selector};

/// What was written: text by path, with slashes.
type Files = BTreeMap<String, String>;

fn catalogs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogs").join(name)
}

/// Runs the command, which is fine, and gives what it prints.
fn errcat(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_errcat")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{arguments:?}\n{stdout}");
    stdout
}

/// What is written of a folder of catalogs, or of the bundled ones.
fn docs(catalog: Option<&Path>, options: &[&str]) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = vec!["docs", "--out", folder.path().to_str().unwrap()];
    arguments.extend(options);
    if let Some(catalog) = catalog {
        arguments.extend(["--catalog", catalog.to_str().unwrap()]);
    }
    errcat(&arguments);
    let mut files = Files::new();
    read(folder.path(), "", &mut files);
    let list = files.remove(".errcat-docs").unwrap();
    assert_eq!(list.lines().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>(), "every file is listed");
    files
}

fn read(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// The pages among files, as a browser reads them.
fn pages(files: &Files) -> impl Iterator<Item = (&str, Html)> {
    let pages = files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "html"));
    pages.map(|(path, text)| (path.as_str(), Html::parse_document(text)))
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

/// The whole text of what a selector finds.
fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&select(selector)).map(|found| found.text().collect()).collect()
}
