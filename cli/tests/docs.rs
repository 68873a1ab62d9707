//! The site that `errcat docs` writes, compared with what other commands print.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use scraper::{Html, Selector};

/// Texts by path, with `/` between its parts.
type Files = BTreeMap<String, String>;

fn catalogs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogs").join(name)
}

/// Runs a command that must succeed, and returns its stdout.
fn errcat(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_errcat")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{arguments:?}\n{stdout}");
    stdout
}

/// Writes the site of a folder of catalogs, or of the bundled ones, for the team.
fn docs(catalog: Option<&Path>) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = vec!["docs", "--internal", "--out", folder.path().to_str().unwrap()];
    if let Some(catalog) = catalog {
        arguments.extend(["--catalog", catalog.to_str().unwrap()]);
    }
    errcat(&arguments);
    let mut files = Files::new();
    read(folder.path(), "", &mut files);
    let list = files.remove(".errcat-docs").unwrap();
    let list = list.strip_suffix("# End of the list.\n").expect("the list is complete");
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

/// Next to each page is what `explain --format json` prints, and the whole catalog is what `export json` prints.
#[test]
fn json_is_that_of_the_commands() {
    let good = catalogs("good");
    for catalog in [None, Some(good.as_path())] {
        let place = catalog.map_or(vec![], |folder| vec!["--catalog", folder.to_str().unwrap()]);
        let command = |arguments: &[&str]| errcat(&[arguments, &place].concat());
        for (path, text) in docs(catalog) {
            let Some(what) = path.strip_suffix(".json") else { continue };
            match what.strip_suffix("/catalog") {
                Some(name) => assert_eq!(text, command(&["export", "json", name, "--internal"]), "{path}"),
                None => assert_eq!(text, command(&["explain", what, "--format", "json"]), "{path}"),
            }
        }
    }
}

/// The example body is what the command below it prints, byte for byte.
#[test]
fn bodies_are_those_of_render() {
    let good = catalogs("good");
    for catalog in [None, Some(good.as_path())] {
        let mut commands = 0;
        for (path, text) in
            docs(catalog).iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|it| it == "html"))
        {
            let page = Html::parse_document(text);
            let texts = |selector: &str| -> Vec<String> {
                let selector = Selector::parse(selector).unwrap();
                page.select(&selector).map(|found| found.text().collect()).collect()
            };
            for command in texts(".command code") {
                let mut words = shlex::split(&command).unwrap();
                assert_eq!(words.remove(0), "errcat");
                words.extend(
                    catalog
                        .into_iter()
                        .flat_map(|folder| ["--catalog".to_owned(), folder.to_str().unwrap().to_owned()]),
                );
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let body = &texts("#answer pre")[0];
                assert_eq!(errcat(&words), format!("{body}\n"), "{path}");
                assert_eq!(
                    page.select(&Selector::parse("#answer pre").unwrap()).next().unwrap().attr("data-copy"),
                    Some(body.as_str())
                );
                commands += 1;
            }
        }
        assert!(commands > 5);
    }
}
