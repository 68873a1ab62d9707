//! Rebuilds copies of crates after a change. Cargo compiles only what changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use errcat_compiler::{compile, load};
use errcat_slow_tests::{checkout, scratch};

use crate::{DOWNSTREAM, TMP, cargo, lock_like_errcat, run};

/// A copy of one of the crates, with a program that lists its codes.
struct Copied {
    name: &'static str,
    folder: PathBuf,
}

/// The steps of a build.
#[derive(Debug, PartialEq)]
struct Built {
    /// Whether it ran the build script.
    script: bool,
    /// Whether it compiled the library.
    library: bool,
    /// The ids that the program printed.
    ids: Vec<String>,
}

impl Copied {
    /// Copies the crate `of` under a new name. Cargo tells crates of two workspaces apart by name and relative path only.
    fn new(of: &str, name: &'static str) -> Self {
        let workspace = scratch(TMP).join(name);
        let _ = fs::remove_dir_all(&workspace);
        let copied = Self { name, folder: workspace.join(name) };
        copy(&DOWNSTREAM.join(of), &copied.folder);
        lock_like_errcat(&workspace);
        copied.edit("Cargo.toml", "../../..", checkout().to_str().unwrap());
        copied.edit("Cargo.toml", &format!("name = {of:?}"), &format!("name = {name:?}"));
        let own = format!("[workspace]\nmembers = [{name:?}]\nresolver = \"3\"\n");
        fs::write(workspace.join("Cargo.toml"), own).unwrap();
        copied.write("src/main.rs", &MAIN.replace("NAME", &copied.library()));
        copied
    }

    fn library(&self) -> String {
        self.name.replace('-', "_")
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, file: &str) {
        fs::remove_file(self.folder.join(file)).unwrap();
    }

    /// Replaces a text, which the file must contain.
    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.folder.join(file)).unwrap();
        assert!(text.contains(from), "{file} does not contain {from:?}: {text}");
        self.write(file, &text.replace(from, to));
    }

    fn command(&self) -> Command {
        cargo(&self.folder, "run --verbose")
    }

    /// Builds and runs the program.
    fn run(&self) -> (Built, String) {
        let (stdout, stderr) = run(self.command(), true);
        let ran = |what: &[&str]| {
            let mut commands = stderr.lines().filter(|line| line.trim_start().starts_with("Running `"));
            commands.any(|line| what.iter().all(|part| line.contains(part)))
        };
        let lists = |line: &&str| !line.starts_with(' ') && !line.starts_with('/') && line.contains('/');
        let id = |line: &str| line.split(['/', ':']).nth(1).unwrap_or_default().to_owned();
        let built = Built {
            script: ran(&["/build-script-build`"]),
            library: ran(&[&format!("--crate-name {} ", self.library()), "--crate-type lib"]),
            ids: stdout.lines().filter(lists).map(id).collect(),
        };
        (built, stdout)
    }

    fn fails(&self) -> String {
        run(self.command(), false).1
    }
}

/// Prints the folder of generated files, if the crate has one, and all codes.
const MAIN: &str = r#"//! Lists the codes.

fn main() {
    println!("{}", option_env!("OUT_DIR").unwrap_or_default());
    for code in NAME::codes::Code::ALL {
        println!("{code:#}");
    }
}
"#;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(path, to).unwrap();
        }
    }
}

/// Lists the files that the build script generated, with their times. The first line that the program prints is their folder.
fn generated(stdout: &str) -> BTreeMap<PathBuf, SystemTime> {
    let folder = Path::new(stdout.lines().next().unwrap()).join("errcat");
    let path = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().path();
    let written = |path: PathBuf| (path.clone(), fs::metadata(&path).unwrap().modified().unwrap());
    fs::read_dir(folder).unwrap().map(path).map(written).collect()
}

fn built(script: bool, library: bool, ids: &[&str]) -> Built {
    Built { script, library, ids: ids.iter().map(|id| (*id).to_owned()).collect() }
}

const NEW: &str = "codes:\n  NEW_CODE: {status: 410, fixable_by: nobody, message: Gone, remediation: Forget it.}\n";

/// The largest number of codes for an enum. Clippy reports arrays of more than twice that size.
const ENUM: usize = 4_096;

/// Uses codes in ways that an enum and a struct of constants share, from the build script and from the macro.
const ALIKE: &str = r#"//! Uses codes.
#![deny(warnings)]

use many::{in_place, odd};

const STATUS: Option<u16> = odd::Code::Many4000.status();

fn main() {
    let found = match odd::Code::try_from("MANY4000") {
        Ok(odd::Code::Many1) => "another",
        Ok(odd::Code::Many4000) => "itself",
        _ => "nothing",
    };
    let number = in_place::Code::Many1.number();
    println!("{found} {STATUS:?} {}", in_place::Code::ALL[usize::from(number)]);
}
"#;

#[test]
fn many_codes_are_used_like_few() {
    let copied = Copied::new("odd-ids", "many");
    copied.write("src/main.rs", ALIKE);
    let few = compile(load(&copied.folder.join("catalog"), "catalog")).catalogs[0].catalog().len();
    let (variants, constants) = ("pub enum Code {", "pub struct Code(u16);");
    for (codes, shape) in [(ENUM, variants), (ENUM + 1, constants), (2 * ENUM + 1, constants)] {
        let code = |number| format!("  MANY{number}: {{message: Odd, remediation: Live with it.}}\n");
        copied.write("catalog/many.yaml", &("codes:\n".to_owned() + &(1..=codes - few).map(code).collect::<String>()));
        let compilation = compile(load(&copied.folder.join("catalog"), "catalog"));
        assert!(compilation.catalogs[0].rust("::errcat").whole().contains(shape), "{codes}");
        let (stdout, _) = run(cargo(&copied.folder, "run"), true);
        assert_eq!(stdout, "itself Some(500) MANY1\n", "{codes}");
        for command in ["test", "clippy -- -D clippy::pedantic", "doc --no-deps"] {
            run(cargo(&copied.folder, command), true);
        }
    }
}

#[test]
fn the_build_script_compiles_what_changed() {
    let copied = Copied::new("by-build-script", "build-again");
    let (first, before) = copied.run();
    assert_eq!(first.ids, ["MISSING_FIELD", "ORDER_NOT_FOUND"]);
    let files = generated(&before);
    assert_eq!(
        files.keys().map(|path| path.file_name().unwrap()).collect::<Vec<_>>(),
        ["orders.errors.rs", "orders.rs"]
    );

    let (again, after) = copied.run();
    assert_eq!(again, built(false, false, &["MISSING_FIELD", "ORDER_NOT_FOUND"]));
    assert_eq!((generated(&after), &after), (files.clone(), &before));

    copied.edit("catalog/codes.yaml", "# What can be wrong", "# Whatever can be wrong");
    let (comment, after) = copied.run();
    // Cargo compiles a crate whenever its build script ran. The files of the script are unchanged.
    assert_eq!((comment.script, comment.ids, generated(&after)), (true, again.ids, files));

    copied.edit("catalog/codes.yaml", "No such order", "There is no such order");
    let (edited, after) = copied.run();
    assert_eq!(edited, built(true, true, &["MISSING_FIELD", "ORDER_NOT_FOUND"]));
    assert!(after.contains("  message:     There is no such order\n"), "{after}");

    copied.write("catalog/more.yaml", NEW);
    assert_eq!(copied.run().0, built(true, true, &["MISSING_FIELD", "ORDER_NOT_FOUND", "NEW_CODE"]));
    copied.remove("catalog/codes.yaml");
    assert_eq!(copied.run().0, built(true, true, &["NEW_CODE"]));
}

#[test]
fn the_build_script_removes_a_catalog_that_is_gone() {
    let copied = Copied::new("by-build-script", "stale");
    copied.run();
    copied.edit("catalog/catalog.yaml", "catalog: orders", "catalog: others");
    let stderr = copied.fails();
    assert!(stderr.contains("/errcat/orders.rs`: No such file or directory"), "{stderr}");
}

#[test]
fn a_build_script_compiles_several_folders() {
    let copied = Copied::new("by-build-script", "several");
    copy(&copied.folder.join("catalog"), &copied.folder.join("second"));
    copied.edit("build.rs", "}", "    errcat::build::compile(\"second\");\n}");
    let stderr = copied.fails();
    let message = "another folder of this crate also has a catalog named `orders`";
    assert!(stderr.contains("the catalogs of `second` cannot be written to ") && stderr.contains(message), "{stderr}");

    copied.edit("second/catalog.yaml", "catalog: orders", "catalog: others");
    let (_, before) = copied.run();
    assert_eq!(generated(&before).len(), 4);
    copied.edit("second/catalog.yaml", "catalog: others", "catalog: orders");
    copied.edit("catalog/catalog.yaml", "catalog: orders", "catalog: others");
    let (_, after) = copied.run();
    assert_eq!(generated(&before), generated(&after));
}

#[test]
fn the_macro_compiles_what_changed() {
    let ids = ["CARD_DECLINED", "FRAUD", "UNAVAILABLE", "INTERNAL"];
    let with_new = ["CARD_DECLINED", "FRAUD", "UNAVAILABLE", "INTERNAL", "NEW_CODE"];
    let copied = Copied::new("by-macro", "macro-again");
    assert_eq!(copied.run().0.ids, ids);
    assert_eq!(copied.run().0, built(false, false, &ids));

    copied.edit("catalog/codes.yaml", "The network does not answer", "No answer");
    let (edited, after) = copied.run();
    assert_eq!(edited, built(true, true, &ids));
    assert!(after.contains("  message:     No answer\n"), "{after}");

    copied.write("catalog/more.yaml", NEW);
    assert_eq!(copied.run().0, built(true, true, &with_new));
    copied.remove("catalog/more.yaml");
    assert_eq!(copied.run().0, built(true, true, &ids));

    // Without the one-line build script that the documentation of the macro asks for, cargo does not see a new file.
    copied.remove("build.rs");
    assert_eq!(copied.run().0, built(false, true, &ids));
    copied.write("catalog/more.yaml", NEW);
    assert_eq!(copied.run().0, built(false, false, &ids));
    copied.edit("catalog/codes.yaml", "No answer", "Nothing");
    assert_eq!(copied.run().0, built(false, true, &with_new));
    copied.remove("catalog/more.yaml");
    assert_eq!(copied.run().0, built(false, true, &ids));
}
