//! Real consumers: the crates of `tests/downstream`, a workspace of their own, built as their owners would build them.
//!
//! Each crate tests what it is about; here they are built, linted, documented, and built again after a change. They share one
//! target directory, so that what they depend on is built once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::SystemTime;

use errcat_compiler::{compile, load::load};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// The workspace of consumers, with the versions that errcat itself is built with.
static DOWNSTREAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(ROOT).join("tests/downstream");
    lock_like_errcat(&folder);
    folder
});

fn lock_like_errcat(workspace: &Path) {
    fs::copy(Path::new(ROOT).join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
}

/// A cargo command, as somebody else would call it.
fn cargo(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments.split_whitespace()).current_dir(folder);
    for flags in
        ["RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC_WORKSPACE_WRAPPER"]
    {
        command.env_remove(flags);
    }
    command.env("CARGO_TARGET_DIR", Path::new(SCRATCH).join("downstream")).env("CARGO_INCREMENTAL", "0");
    command.env("CARGO_TERM_COLOR", "never").env("RUST_BACKTRACE", "0");
    command
}

/// What a command prints on standard output and on standard error; it has to succeed, or to fail.
fn run(mut command: Command, succeeds: bool) -> (String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let (stdout, stderr) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert_eq!(status.success(), succeeds, "{command:?}\n{stdout}\n{stderr}");
    (stdout, stderr)
}

fn downstream(arguments: &str) -> (String, String) {
    run(cargo(&DOWNSTREAM, arguments), true)
}

#[test]
fn the_tests_of_every_crate_pass() {
    downstream("test --workspace --exclude bare --tests");
}

#[test]
fn no_text_of_a_catalog_is_run_as_a_documentation_test() {
    let (stdout, _) = downstream("test --workspace --exclude bare --doc");
    let crates: Vec<_> = stdout.lines().filter(|line| line.starts_with("running")).collect();
    assert!(!crates.is_empty() && crates.iter().all(|line| *line == "running 0 tests"), "{stdout}");
}

#[test]
fn no_lint_of_a_consumer_complains() {
    downstream("clippy --workspace --exclude bare --lib --bins --tests -- -D warnings");
}

#[test]
fn documentation_has_no_warnings() {
    let mut command = cargo(&DOWNSTREAM, "doc --workspace --exclude bare --no-deps");
    command.env("RUSTDOCFLAGS", "-D warnings");
    run(command, true);
}

#[test]
fn committed_code_survives_formatting() {
    downstream("fmt -- --check");
}

#[test]
fn nothing_at_run_time_needs_the_standard_library() {
    downstream("build -p bare");
}

#[test]
fn the_compiler_is_linked_into_nobody() {
    let depends = |arguments: &str| {
        let (stdout, _) = downstream(&format!("tree --prefix none {arguments}"));
        stdout.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(depends("-p expanded --edges normal,build"), ["expanded", "errcat", "errcat-core"]);
    assert_eq!(depends("-p build-door --edges normal"), ["build-door", "errcat", "errcat-core"]);
    assert_eq!(depends("-p macro-door --edges normal,no-proc-macro"), ["macro-door", "errcat", "errcat-core"]);
}

/// `ERRCAT_BLESS=1 cargo test` writes it anew.
#[test]
fn the_committed_output_of_expand_is_fresh() {
    for (catalog, file) in [("expanded/catalog", "expanded/src/codes.rs"), ("strict/catalog", "strict/src/expanded.rs")]
    {
        let compilation = compile(load(&DOWNSTREAM.join(catalog), catalog));
        assert!(compilation.diagnostics.is_empty(), "{:?}", compilation.diagnostics);
        let [compiled] = &compilation.catalogs[..] else { panic!("{catalog} holds one catalog") };
        let (path, text) = (DOWNSTREAM.join(file), compiled.rust("::errcat").file());
        if std::env::var_os("ERRCAT_BLESS").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap() == text, "{file} is stale: run with ERRCAT_BLESS=1");
        // rustfmt is asked about the crate that it is a module of.
        let library = path.with_file_name("lib.rs");
        let formatted = Command::new("rustfmt").args(["--check", "--edition=2024"]).arg(library).output().unwrap();
        assert!(formatted.status.success(), "{}", String::from_utf8_lossy(&formatted.stdout));
    }
}

#[test]
fn a_deprecated_code_warns_where_it_is_named_and_nowhere_else() {
    let (_, stderr) = downstream("check -p deprecated --features mention --message-format short");
    let warnings: Vec<_> = stderr.lines().filter(|line| line.contains("deprecated unit variant")).collect();
    let declined = "too \"vague\" (since 1.1.0); use `CardDeclined`";
    assert_eq!(
        warnings,
        [
            &format!(
                "deprecated/src/lib.rs:9:45: warning: use of deprecated unit variant `old::Code::Declined`: {declined}"
            ),
            "deprecated/src/lib.rs:9:66: warning: use of deprecated unit variant `old::Code::Silent`: no longer to be used",
            &format!(
                "deprecated/src/lib.rs:13:54: warning: use of deprecated unit variant `in_place::Code::Declined`: {declined}"
            ),
        ]
    );
}

#[test]
fn code_of_another_version_is_refused_in_words() {
    let command = cargo(&DOWNSTREAM, "check -p expanded --features other-version --message-format short");
    let (_, stderr) = run(command, false);
    assert_eq!(
        stderr.lines().find(|line| line.contains("error")),
        Some(
            "expanded/src/other_version.rs:2:1: error: this code was generated for table format 0 and this version of errcat \
             reads format 1; run `errcat expand` again with the version that this crate depends on"
        )
    );
}

/// A copy of one of the crates, to be changed and built again, with a program that lists its codes.
struct Copied {
    name: &'static str,
    folder: PathBuf,
}

/// What a build did.
#[derive(Debug, PartialEq)]
struct Built {
    /// Whether it ran the build script.
    script: bool,
    /// Whether it compiled the library.
    library: bool,
    /// The ids that came out.
    ids: Vec<String>,
}

impl Copied {
    /// A copy of the crate `of` that is called `name`: cargo tells crates apart by their names and by their places in their
    /// workspaces only.
    fn new(of: &str, name: &'static str) -> Self {
        let workspace = Path::new(SCRATCH).join("rebuilt").join(name);
        let _ = fs::remove_dir_all(&workspace);
        let copied = Self { name, folder: workspace.join(name) };
        copy(&DOWNSTREAM.join(of), &copied.folder);
        lock_like_errcat(&workspace);
        copied.edit("Cargo.toml", "../../..", ROOT);
        copied.edit("Cargo.toml", &format!("name = {of:?}"), &format!("name = {name:?}"));
        // The same profiles, or everything would be built anew.
        let manifest = fs::read_to_string(DOWNSTREAM.join("Cargo.toml")).unwrap();
        let (_, profiles) = manifest.split_once("[profile.dev]").unwrap();
        let own = format!("[workspace]\nmembers = [{name:?}]\nresolver = \"3\"\n\n[profile.dev]{profiles}");
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

    /// Replaces text that has to be there.
    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.folder.join(file)).unwrap();
        assert!(text.contains(from), "{file} does not contain {from:?}: {text}");
        self.write(file, &text.replace(from, to));
    }

    fn command(&self) -> Command {
        cargo(&self.folder, "run --verbose")
    }

    /// Builds it, and gives what was done and what its program printed.
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

/// Prints the folder of generated files, if there is one, and all codes.
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

/// The files that the build door wrote, and when; their folder stands in the first line that the program printed.
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

/// The most codes of an enum; an array of more than twice as many is a large one to clippy.
const ENUM: usize = 4_096;

/// Uses codes as an enum and a struct of constants are used alike, through both doors.
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
fn more_codes_than_an_enum_should_have_are_used_alike() {
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
fn the_build_door_rebuilds_what_changed_and_nothing_else() {
    let copied = Copied::new("build-door", "build-again");
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
    // Cargo compiles a crate whenever its build script ran; what the script wrote is still what it was.
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
fn the_build_door_never_includes_a_catalog_that_is_no_longer_there() {
    let copied = Copied::new("build-door", "stale");
    copied.run();
    copied.edit("catalog/catalog.yaml", "catalog: orders", "catalog: others");
    let stderr = copied.fails();
    assert!(stderr.contains("/errcat/orders.rs`: No such file or directory"), "{stderr}");
}

#[test]
fn several_calls_of_the_build_door_get_along() {
    let copied = Copied::new("build-door", "several");
    copy(&copied.folder.join("catalog"), &copied.folder.join("second"));
    copied.edit("build.rs", "}", "    errcat::build::compile(\"second\");\n}");
    let stderr = copied.fails();
    let message = "another folder of this crate holds a catalog named `orders`, too";
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
fn the_macro_door_rebuilds_what_changed_and_nothing_else() {
    let ids = ["CARD_DECLINED", "FRAUD", "UNAVAILABLE", "INTERNAL"];
    let with_new = ["CARD_DECLINED", "FRAUD", "UNAVAILABLE", "INTERNAL", "NEW_CODE"];
    let copied = Copied::new("macro-door", "macro-again");
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

    // Without the build script of one line, as the macro's documentation says, a new file alone is not noticed.
    copied.remove("build.rs");
    assert_eq!(copied.run().0, built(false, true, &ids));
    copied.write("catalog/more.yaml", NEW);
    assert_eq!(copied.run().0, built(false, false, &ids));
    copied.edit("catalog/codes.yaml", "No answer", "Nothing");
    assert_eq!(copied.run().0, built(false, true, &with_new));
    copied.remove("catalog/more.yaml");
    assert_eq!(copied.run().0, built(false, true, &ids));
}
