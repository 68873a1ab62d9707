//! Transcripts of the command: every file in `commands/` is run and compared.
//!
//! A transcript holds steps that run one after another in a fresh copy of `catalogs/`, with the case `apis` of the corpus beside
//! it:
//!
//! ```text
//! $ NO_COLOR=1 errcat explain NOTHING     the command, with its environment before it; or a command of `git`
//! | a line of stdout
//! ! a line of stderr                      an escape character is written as ␛
//! = 1                                     the exit code
//! ```
//!
//! A step that begins with `?` instead of `$` holds only the first line of stdout: it tests which code was found, and other
//! steps test the rest of the page.
//!
//! `ERRCAT_BLESS=1 cargo test -p errcat-cli` rewrites the transcripts.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use errcat_corpus::Case;

fn errcat() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errcat"));
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null());
    command
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Runs a transcript and compares it with what its commands print.
fn check(path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    copy(&tests().join("catalogs"), folder.path());
    Case::good("apis").write(&folder.path().join("apis"));
    let expected = fs::read_to_string(path).unwrap();
    let commands = expected.lines().filter(|line| line.starts_with(['$', '?']));
    let steps: Vec<String> = commands.map(|line| step(line, folder.path())).collect();
    assert!(!steps.is_empty(), "{} has no steps", path.display());
    errcat_corpus::report(&Vec::from_iter(errcat_corpus::compare(path, &steps.join("\n")).err()));
}

/// Returns `git` without the configuration of the user and the machine.
fn git() -> Command {
    let mut command = Command::new("git");
    for (name, value) in [("NAME", "A"), ("EMAIL", "a@example.com")] {
        command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "").stdin(Stdio::null());
    command
}

fn step(line: &str, folder: &Path) -> String {
    let words = shlex::split(&line[2..].replace('␛', "\u{1b}")).unwrap();
    let name = words.iter().position(|word| word == "errcat" || word == "git").expect("a step runs a command");
    let mut command = if words[name] == "git" { git() } else { errcat() };
    command.current_dir(folder);
    command.envs(words[..name].iter().map(|word| word.split_once('=').unwrap()));
    let Output { status, stdout, stderr } = command.args(&words[name + 1..]).output().unwrap();
    let mut step = format!("{line}\n");
    let most = if line.starts_with('?') { 1 } else { usize::MAX };
    for (mark, stream, most) in [('|', stdout, most), ('!', stderr, usize::MAX)] {
        let text = String::from_utf8(stream).unwrap().replace('\u{1b}', "␛");
        for line in text.split_inclusive('\n').take(most) {
            let end = if line.ends_with('\n') { "" } else { "(no line feed)\n" };
            let space = if line == "\n" { "" } else { " " };
            write!(step, "{mark}{space}{line}{end}").unwrap();
        }
    }
    writeln!(step, "= {}", status.code().expect("no signal")).unwrap();
    step
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

macro_rules! transcripts {
    ($($name:ident)*) => {
        $(#[test] fn $name() {
            check(&tests().join(concat!("commands/", stringify!($name), ".txt")));
        })*

        #[test]
        fn every_transcript_is_run() {
            let mut found: Vec<String> = fs::read_dir(tests().join("commands"))
                .unwrap()
                .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
                .collect();
            found.sort();
            assert_eq!(found, [$(stringify!($name)),*]);
        }
    };
}

transcripts! { apis arguments bundled check_command check_formats classify colors diff diff_git docs expand explain explain_json explain_pasted export help init list lock lock_merge lock_reworded lookup man new redirect render retry schema search unknown }

#[test]
fn version() {
    let output = errcat().arg("--version").output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), concat!("errcat ", env!("CARGO_PKG_VERSION"), "\n"));
}

/// Arguments need not be UTF-8.
#[cfg(unix)]
#[test]
fn arguments_of_any_bytes() {
    use std::os::unix::ffi::OsStrExt;

    for option in ["--format", "--color"] {
        let output = errcat().arg(option).arg(std::ffi::OsStr::from_bytes(b"\xff")).arg("list").output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let last = stderr.lines().last();
        assert_eq!((output.status.code(), last), (Some(2), Some("help: see `errcat list --help`")), "{stderr}");
    }
}

/// A diagnostic is explained by its wire code.
#[test]
fn diagnostics_are_explained() {
    let explain = |what: &str| errcat().args(["explain", what]).output().unwrap();
    let (wire, id) = (explain("EC0103"), explain("errcat/DUPLICATE_CODE"));
    assert_eq!((wire.status.code(), &wire.stdout), (Some(0), &id.stdout));
    assert!(!wire.stdout.is_empty());
}

/// `expand` prints the Rust code of the compiler, byte for byte.
#[test]
fn expanded_text_is_the_compilers() {
    let folder = tests().join("catalogs/good/shop");
    let compilation = errcat_compiler::compile(errcat_compiler::load(&folder, "shop"));
    let output = errcat().arg("expand").arg(&folder).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), compilation.catalogs[0].rust("::errcat").file());
}

/// Bodies are printed unchanged, even characters that terminals do not show.
#[test]
fn bodies_are_printed_byte_for_byte() {
    let body =
        "{\"status\":\"error\",\"message\":\"Missing required field: \u{7f}\u{80}\",\"isSuccess\":false,\"errors\":[]}";
    let print = |format: &str| {
        let field = "field=\u{7f}\u{80}";
        let args = ["render", "mozarto/MISSING_FIELD", "--set", field, "--format", format];
        String::from_utf8(errcat().args(args).output().unwrap().stdout).unwrap()
    };
    assert_eq!(print("text"), format!("{body}\n"));
    let answer: serde_json::Value = serde_json::from_str(&print("json")).unwrap();
    assert_eq!(answer["body"], body);
}

/// `errcat list | head -1`
#[test]
fn reader_that_has_read_enough_is_no_error() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = errcat().arg("list").stdout(writer).stderr(Stdio::piped()).output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = errcat().arg("list").stdout(full).stderr(Stdio::piped()).output().unwrap();
    let expected = "error: the output cannot be written: No space left on device (os error 28)\n\
                    help: free some space, or write to another place\n";
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(2), expected));
}

/// Pipes such as `/dev/stdout` and `>(…)` of a shell are written without reading them first.
#[cfg(target_os = "linux")]
#[test]
fn a_pipe_can_be_written_into() {
    let arguments = ["export", "json-schema", "ozura"];
    let printed = errcat().args(arguments).output().unwrap().stdout;
    let mut child = errcat().args(arguments).args(["--out", "/dev/stdout"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut written = vec![0; printed.len()];
    child.stdout.take().unwrap().read_exact(&mut written).unwrap();
    assert_eq!(written, printed);
    child.wait().unwrap();
}

/// `errcat check --watch` checks again when a file is saved, and only then.
#[test]
fn watch() {
    let folder = tempfile::tempdir().unwrap();
    copy(&tests().join("catalogs/good/shop"), folder.path());
    let codes = folder.path().join("codes.yaml");
    let text = fs::read_to_string(&codes).unwrap();
    let mut child = errcat()
        .args(["check", "--watch"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut until = |wanted: &str| lines.by_ref().find(|line| line.starts_with(wanted)).expect(wanted);
    until("ok: 1 catalog, 5 codes");
    fs::write(&codes, &text).unwrap(); // nothing has changed
    fs::write(&codes, text.replace("status:", "stauts:")).unwrap();
    until("error[EC0101]: unknown key `stauts`");
    fs::write(&codes, &text).unwrap();
    until("ok: 1 catalog, 5 codes");
    fs::write(folder.path().join("more.yaml"), "codes: {}\n").unwrap();
    until("error");
    // Reading the files does not start another check.
    #[cfg(target_os = "linux")]
    {
        let io = format!("/proc/{}/io", child.id());
        let rest = || std::thread::sleep(std::time::Duration::from_millis(500));
        rest();
        let before = fs::read_to_string(&io).unwrap();
        rest();
        assert_eq!(fs::read_to_string(&io).unwrap(), before);
    }
    // The reader has gone.
    drop(lines);
    fs::write(folder.path().join("more.yaml"), "codes:\n").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let missing = errcat().args(["check", "--watch", "nowhere"]).output().unwrap();
    assert_eq!((missing.status.code(), missing.stdout), (Some(2), Vec::new()));
}
