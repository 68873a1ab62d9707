//! Follows the README: writes every file that it shows, and runs every command that it shows.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use errcat_slow_tests::{checkout, set_environment};

/// A fenced block: its language, its text, and the last line before it that names a file between backticks.
struct Block<'t> {
    language: &'t str,
    file: Option<&'t str>,
    text: String,
}

fn blocks(markdown: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut file = None;
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        match line.strip_prefix("```") {
            Some(language) => {
                let text = lines
                    .by_ref()
                    .take_while(|line| *line != "```")
                    .fold(String::new(), |text, line| text + line + "\n");
                blocks.push(Block { language, file: file.take(), text });
            }
            None if line.is_empty() => {}
            None => {
                let words = line.split('`').skip(1).step_by(2);
                file = words.filter(|word| [".yaml", ".rs"].iter().any(|ending| word.ends_with(ending))).last();
            }
        }
    }
    blocks
}

/// Runs a command of the README in a folder; returns the folder that the next command runs in.
fn run(command: &str, folder: &Path) -> PathBuf {
    let (command, comment) = command.split_once('#').unwrap_or((command, ""));
    let command = command.trim();
    if let Some(to) = command.strip_prefix("cd ") {
        return folder.join(to).canonicalize().expect("the README changes to a folder that exists");
    }
    if command == "cargo test" && folder == checkout() {
        return folder.to_owned(); // CI runs it in a step of its own.
    }
    let mut shell = Command::new("sh");
    set_environment(&mut shell, env!("CARGO_TARGET_TMPDIR")).args(["-c", command]).current_dir(folder);
    if comment.contains("until Ctrl-C") {
        serve(&mut shell, command);
        return folder.to_owned();
    }
    let output = shell.output().expect("a shell runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "`{command}`:\n{}\n{}", text(&output.stdout), text(&output.stderr));
    folder.to_owned()
}

/// Waits until a command prints `Ctrl-C`, and interrupts it together with the processes that it started.
fn serve(shell: &mut Command, command: &str) {
    let mut child = shell.stdout(Stdio::piped()).process_group(0).spawn().expect("a shell runs");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let serves = lines.any(|line| line.expect("a text").contains("Ctrl-C"));
    let interrupted = Command::new("kill").args(["-INT", "--", &format!("-{}", child.id())]).status();
    child.wait().expect("it ends");
    assert!(serves && interrupted.is_ok_and(|status| status.success()), "`{command}` does not serve");
}

#[test]
fn every_command_runs_and_every_file_fits() {
    let checkout = checkout();
    // Outside the checkout, because cargo would add a crate inside it to errcat's workspace.
    let outside = tempfile::tempdir().expect("a temporary folder");
    let home = outside.path();
    std::os::unix::fs::symlink(&checkout, home.join("errcat")).expect("the checkout under its name");
    let markdown = std::fs::read_to_string(checkout.join("README.md")).expect("the README");
    let (mut folder, mut commands) = (checkout.clone(), 0);
    for block in blocks(&markdown) {
        if block.text.starts_with("cargo new") {
            folder = home.join("errcat");
        }
        match (block.language, block.file) {
            ("sh", _) => {
                for command in block.text.lines() {
                    let command = command.replace("../shop", home.join("shop").to_str().expect("a path in UTF-8"));
                    let command = command.replace("../errcat", home.join("errcat").to_str().expect("a path in UTF-8"));
                    folder = run(&command, &folder);
                    commands += 1;
                }
            }
            (_, Some(file)) => std::fs::write(folder.join(file), block.text).expect("the file is written"),
            (language, None) => panic!("a block of {language} that is neither a command nor a file"),
        }
    }
    assert!(commands >= 9, "the README shows commands");
}

/// The catalog that `errcat init` writes passes `check`; the crate that it shows compiles and passes its test.
#[test]
fn the_output_of_init_compiles() {
    let checkout = checkout();
    let outside = tempfile::tempdir().expect("a temporary folder");
    let krate = outside.path().join("beginner");
    let sh = |command: &str| drop(run(&command.replace("CHECKOUT", checkout.to_str().expect("UTF-8")), &krate));
    std::fs::create_dir(&krate).expect("it is new");
    sh("cargo init --lib --quiet");
    sh("cargo run --quiet --manifest-path CHECKOUT/Cargo.toml -- init --format json > made.json");
    sh("cargo run --quiet --manifest-path CHECKOUT/Cargo.toml -- check");
    let made = std::fs::read_to_string(krate.join("made.json")).expect("it was written");
    // JSON is YAML.
    let made: std::collections::BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(&made).expect("JSON");
    let text = |member: &str| made[member].as_str().expect("a text").to_owned();
    std::fs::write(krate.join("build.rs"), text("build_rs")).expect("it is written");
    std::fs::write(krate.join("src/lib.rs"), text("lib_rs")).expect("it is written");
    sh(&text("command").replace("cargo add errcat", "cargo add --path CHECKOUT"));
    sh("cargo test");
}
