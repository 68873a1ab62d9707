//! The README, read as a newcomer reads it: every file it shows is written, every command it shows is run.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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

fn run(command: &str, folder: &Path) -> PathBuf {
    // `cargo test` of errcat runs this very test.
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (command, comment) = command.split_once('#').unwrap_or((command, ""));
    let command = command.trim();
    if let Some(to) = command.strip_prefix("cd ") {
        return folder.join(to).canonicalize().expect("the README goes where there is a folder");
    }
    if command == "cargo test" && folder == checkout {
        return folder.to_owned();
    }
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder);
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    if comment.contains("until Ctrl-C") {
        // What `cargo test` has built already.
        serve(shell.env("CARGO_TARGET_DIR", tmp.parent().expect("the target directory")), command);
        return folder.to_owned();
    }
    let output = shell.env("CARGO_TARGET_DIR", tmp.join("readme-target")).output().expect("a shell runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "`{command}`:\n{}\n{}", text(&output.stdout), text(&output.stderr));
    folder.to_owned()
}

/// Waits until a command says that it serves, and ends it with all that it has started.
fn serve(shell: &mut Command, command: &str) {
    let mut child = shell.stdout(Stdio::piped()).process_group(0).spawn().expect("a shell runs");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let serves = lines.any(|line| line.expect("a text") == "Serving until Ctrl-C.");
    let interrupted = Command::new("kill").args(["-INT", "--", &format!("-{}", child.id())]).status();
    child.wait().expect("it ends");
    assert!(serves && interrupted.is_ok_and(|status| status.success()), "`{command}` does not serve");
}

#[test]
fn every_command_runs_and_every_file_fits() {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Outside of the checkout, or cargo would take the new crate for a part of errcat's workspace.
    let outside = tempfile::tempdir().expect("a folder of our own");
    let home = outside.path();
    std::os::unix::fs::symlink(checkout, home.join("errcat")).expect("the checkout under its name");
    let markdown = std::fs::read_to_string(checkout.join("README.md")).expect("the README");
    let (mut folder, mut commands) = (checkout.to_owned(), 0);
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

/// What `errcat init` makes checks, and the crate that it shows compiles and passes its test.
#[test]
fn what_init_makes_compiles() {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let outside = tempfile::tempdir().expect("a folder of our own");
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
