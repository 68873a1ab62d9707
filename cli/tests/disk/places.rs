//! Places that the command runs in: repositories of all kinds, hooks, and folders with anything in them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::place::Place;

/// A repository with the catalogs `shop/` and `bank/` in its first commit, and a code more for the shop in the worktree.
fn repository() -> Place {
    let place = Place::new();
    place.ok("init bank --name bank");
    place.git("init --quiet --initial-branch main");
    place.git("add shop bank");
    place.git("commit --quiet -m one");
    place.ok("new ADDED --catalog shop --status 410 --fixable-by developer --message Added --remediation 'Stop it.'");
    place
}

/// What `diff` prints about the code that was added.
const ADDED: &str = "  additive  code-added: ADDED\n";

fn output(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Writes a hook that runs `errcat diff`, and returns what it printed.
fn hook(place: &Place, hooks: &str, name: &str, arguments: &str, run: impl FnOnce() -> String) -> String {
    let printed = place.path("printed");
    let errcat = env!("CARGO_BIN_EXE_errcat");
    let script = format!("#!/bin/sh\nNO_COLOR=1 '{errcat}' {arguments} >'{0}' 2>&1\n", printed.display());
    // A program cannot run while a process of another test has it open for writing: the shell reads it.
    place.write("script", &script);
    let install = format!("install -D -m 755 script '{hooks}/{name}'");
    assert!(Command::new("sh").args(["-c", &install]).current_dir(place.path("")).status().unwrap().success());
    assert_eq!(run(), "");
    fs::read_to_string(printed).unwrap()
}

#[cfg(unix)]
#[test]
fn hooks_read_the_repository_of_the_folder() {
    // In the main worktree, and in a linked one, where git sets `GIT_DIR`.
    let place = repository();
    let arguments = "diff --against git:HEAD shop";
    let here = hook(&place, ".git/hooks", "pre-commit", arguments, || place.git("commit --quiet -a -m two"));
    assert!(here.contains(ADDED), "{here}");
    place.git("worktree add --quiet linked HEAD~1");
    place.write("linked/shop/codes.yaml", &place.text("shop/codes.yaml"));
    let linked =
        hook(&place, ".git/hooks", "pre-commit", arguments, || place.git("-C linked commit --quiet -a -m three"));
    assert_eq!(linked, here);
    // In a subfolder, and for the root of the repository.
    let arguments = "diff --against git:HEAD .";
    place.git("-C linked reset --quiet --soft HEAD~1");
    let inside = hook(&place, ".git/hooks", "pre-commit", &format!("{arguments}/shop"), || {
        place.git("-C linked/shop commit --quiet -m four")
    });
    assert_eq!(inside, here);
}

#[test]
fn a_catalog_at_the_root_of_a_repository() {
    let place = repository();
    fs::remove_dir_all(place.path(".git")).unwrap();
    place.git("-C shop init --quiet --initial-branch main");
    place.git("-C shop add .");
    place.git("-C shop commit --quiet -m one");
    let (exit, stdout, stderr) = output(place.errcat("diff git:HEAD .").current_dir(place.path("shop")));
    assert_eq!((exit, stderr), (0, String::new()), "{stdout}");
    assert!(stdout.ends_with("ok: no changes\n"), "{stdout}");
    assert!(place.ok("diff git:HEAD shop").ends_with("ok: no changes\n"));
}

/// The variables of a hook are used where nothing else names a repository, as with `git --git-dir`.
#[test]
fn the_environment_names_a_repository() {
    let place = repository();
    fs::rename(place.path(".git"), place.path("elsewhere.git")).unwrap();
    let (exit, _, stderr) = place.run("diff git:HEAD shop");
    assert_eq!((exit, stderr.lines().next()), (2, Some("error: git cannot read `shop`: it is not in a repository")));
    let mut command = place.errcat("diff git:HEAD shop");
    command.env("GIT_DIR", place.path("elsewhere.git")).env("GIT_WORK_TREE", place.path(""));
    let (exit, stdout, stderr) = output(&mut command);
    assert!(exit == 0 && stdout.contains(ADDED), "{stdout}{stderr}");
}

/// A server has only a bare repository. Its hook sees what is being pushed.
#[cfg(unix)]
#[test]
fn bare_repositories() {
    let place = repository();
    place.git("clone --quiet --bare . bare.git");
    place.git("commit --quiet -a -m two");
    let inside = |arguments: &str| output(place.errcat(arguments).current_dir(place.path("bare.git")));
    assert!(inside("diff git:HEAD:shop git:main:shop").1.ends_with("ok: no changes\n"));
    let arguments = "diff git:HEAD:shop \"git:$(cut -d ' ' -f 2):shop\"";
    let pushed = hook(&place, "bare.git/hooks", "pre-receive", arguments, || place.git("push --quiet bare.git main"));
    assert!(pushed.contains(ADDED), "{pushed}");
    let (exit, stdout, stderr) = inside("diff git:HEAD~1:shop git:HEAD:shop");
    assert!(exit == 0 && stdout.contains(ADDED), "{stdout}{stderr}");
}

#[test]
fn submodules_have_commits_of_their_own() {
    let place = repository();
    let shop = place.path("shop");
    fs::create_dir(place.path("outer")).unwrap();
    fs::rename(place.path(".git"), place.path("inner.git")).unwrap();
    fs::rename(shop, place.path("worktree")).unwrap();
    place.git("--git-dir inner.git config core.bare true");
    place.git("-C outer init --quiet --initial-branch main");
    place.git("-C outer -c protocol.file.allow=always submodule --quiet add ../inner.git inner");
    place.git("-C outer commit --quiet -m one");
    place.write("outer/inner/shop/codes.yaml", &place.text("worktree/codes.yaml"));
    assert!(place.ok("diff git:HEAD outer/inner/shop").contains(ADDED));
    // Of the outer repository's hook, too.
    let mut command = place.errcat("diff git:HEAD outer/inner/shop");
    command.env("GIT_DIR", place.path("outer/.git")).env("GIT_INDEX_FILE", place.path("outer/.git/index"));
    let (exit, stdout, stderr) = output(&mut command);
    assert!(exit == 0 && stdout.contains(ADDED), "{stdout}{stderr}");
}

#[test]
fn git_says_why_it_fails() {
    let place = repository();
    let first = |command: &mut Command| {
        let (exit, stdout, stderr) = output(command);
        assert_eq!((exit, stdout), (2, String::new()), "{stderr}");
        let mut lines = stderr.lines().map(str::to_owned);
        (lines.next().unwrap(), lines.next().unwrap())
    };
    let diff = || place.errcat("diff git:HEAD shop");
    let (error, help) = first(diff().env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"));
    let root = fs::canonicalize(place.path("")).unwrap().display().to_string();
    let root = root.trim_end_matches('/');
    assert_eq!(error, format!("error: git cannot read `shop`: detected dubious ownership in repository at '{root}'"));
    assert_eq!(help, format!("help: if you trust it, run `git config --global --add safe.directory {root}`"));
    // In other languages git writes other sentences.
    let mut outside = place.errcat("diff git:HEAD shop");
    let ceiling = outside.env("GIT_CEILING_DIRECTORIES", root).current_dir(place.path("shop"));
    let (error, _) = first(ceiling.env("LANGUAGE", "de").env("LC_ALL", "de_DE.UTF-8"));
    assert_eq!(error, "error: git cannot read `shop`: it is not in a repository");
    let (error, help) = first(diff().env("PATH", ""));
    assert!(error.starts_with("error: git cannot be run: "), "{error}");
    assert_eq!(help, "help: install git, or compare with a folder or a lock: `errcat diff OLD NEW`");
    fs::write(place.path(".git/config"), "[core\n").unwrap();
    let (error, _) = first(&mut diff());
    assert_eq!(error, "error: git cannot read `shop`: bad config line 1 in file .git/config");
}

#[test]
fn annotations_name_paths_below_the_root() {
    let place = Place::new();
    place.git("init --quiet --initial-branch main");
    place.write("services/shop/catalog/catalog.yaml", &place.text("shop/catalog.yaml"));
    place.write("services/shop/catalog/codes.yaml", &place.text("shop/codes.yaml").replace("404", "4004"));
    let file = "services/shop/catalog/codes.yaml";
    let inside = place.path("services/shop");
    let named = |command: &mut Command| {
        let (_, stdout, stderr) = output(command);
        let start = stdout.find("file=").or(stdout.find("\"uri\": \"")).unwrap_or_else(|| panic!("{stdout}{stderr}"));
        let text = &stdout[start..];
        text.trim_start_matches("file=").trim_start_matches("\"uri\": \"").split([',', '"']).next().unwrap().to_owned()
    };
    for format in ["github", "sarif"] {
        for (folder, current) in [
            ("catalog", &inside),
            (".", &inside.join("catalog")),
            ("../shop/catalog", &inside),
            ("services/shop/catalog", &place.path("")),
        ] {
            let check = || {
                let mut command = place.errcat(&format!("check {folder} --format {format}"));
                command.current_dir(current).env_remove("GITHUB_WORKSPACE");
                command
            };
            assert_eq!(named(&mut check()), file, "{format} {folder}");
            assert_eq!(
                named(check().env("GITHUB_WORKSPACE", place.path("services"))),
                &file["services/".len()..],
                "{format} {folder}"
            );
            // The folder is not in the workspace.
            assert_eq!(named(check().env("GITHUB_WORKSPACE", place.path("shop"))), file, "{format} {folder}");
            assert_eq!(named(check().env("GITHUB_WORKSPACE", "")), file, "{format} {folder}");
        }
        let mut at_the_root = place.errcat(&format!("check . --format {format}"));
        at_the_root.current_dir(inside.join("catalog")).env("GITHUB_WORKSPACE", inside.join("catalog"));
        assert_eq!(named(&mut at_the_root), "codes.yaml");
    }
    // `diff` has annotations, too.
    place.write("services/shop/catalog/codes.yaml", &place.text("shop/codes.yaml").replace("404", "410"));
    let mut diff = place.errcat("diff ../../shop catalog --format github");
    assert_eq!(named(diff.current_dir(&inside).env_remove("GITHUB_WORKSPACE")), file);
    // Without a repository, and without git, paths are those of the arguments.
    fs::remove_dir_all(place.path(".git")).unwrap();
    let mut diff = place.errcat("diff ../../shop catalog --format github");
    assert_eq!(named(diff.current_dir(&inside).env_remove("GITHUB_WORKSPACE").env("PATH", "")), "catalog/codes.yaml");
}

#[test]
fn a_home_is_not_needed() {
    let place = repository();
    for arguments in [
        "check shop",
        "diff git:HEAD shop",
        "docs --catalog shop --out site",
        "lock shop",
        "export csv --catalog shop",
        "man --out man",
    ] {
        let mut command = place.errcat(arguments);
        let (exit, stdout, stderr) = output(command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()));
        assert_eq!(exit, 0, "{arguments}: {stdout}{stderr}");
    }
}

/// A shell may stand in a folder that is no longer there.
#[cfg(target_os = "linux")]
#[test]
fn the_current_folder_was_removed() {
    let place = repository();
    let run = |arguments: &str| {
        let script =
            format!("mkdir gone && cd gone && rmdir ../gone && '{}' {arguments}", env!("CARGO_BIN_EXE_errcat"));
        output(Command::new("sh").args(["-c", &script]).current_dir(place.path("")).env("NO_COLOR", "1"))
    };
    let shop = place.path("shop").display().to_string();
    for (arguments, exit) in [
        ("check", 2),
        ("init shop", 2),
        ("init", 2),
        ("diff git:HEAD shop", 2),
        ("docs --out site", 2),
        ("new X --catalog shop", 2),
        ("expand shop --out x.rs", 2),
        ("list", 0),
        (&*format!("check {shop}"), 0),
        (&*format!("check {shop} --format sarif"), 0),
        (&*format!("expand {shop} --out {shop}.rs"), 0),
        (&*format!("docs --catalog {shop} --out {shop}.site"), 0),
        (&*format!("diff git:HEAD {shop}"), 0),
    ] {
        let (code, stdout, stderr) = run(arguments);
        assert_eq!(code, exit, "{arguments}: {stdout}{stderr}");
        assert!(!stderr.contains("panicked"), "{arguments}: {stderr}");
    }
}

/// Makes something in place of a file.
type Make<'m> = &'m dyn Fn(&Path);

/// What is read in place of a file may never end, or hold secrets.
#[cfg(unix)]
#[test]
fn only_regular_files_are_read() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.ok("lock shop");
    place.ok("docs --catalog shop --out site");
    place.write("secret", "PASSWORD: hunter2\n");
    place.write("outside.yaml", "codes: {A: {status: 4}}\n");
    let pipe = |path: &str| assert!(Command::new("mkfifo").arg(place.path(path)).status().unwrap().success());
    let replaced = |path: &str, by: Make| {
        fs::rename(place.path(path), place.path("kept")).unwrap();
        by(&place.path(path));
    };
    let restored = |path: &str| {
        fs::remove_file(place.path(path)).or_else(|_| fs::remove_dir(place.path(path))).unwrap();
        fs::rename(place.path("kept"), place.path(path)).unwrap();
    };
    let kinds: [(&str, Make); 5] = [
        ("a device", &|path| symlink("/dev/zero", path).unwrap()),
        ("a pipe", &|path| pipe(path.to_str().unwrap())),
        ("a folder", &|path| fs::create_dir(path).unwrap()),
        ("another file", &|path| symlink("../secret", path).unwrap()),
        ("a circle", &|path| symlink(path.file_name().unwrap(), path).unwrap()),
    ];
    for (kind, make) in kinds {
        for (path, command) in [
            ("shop/catalog.lock", "lock shop --check"),
            ("shop/catalog.lock", "lock shop"),
            ("shop/catalog.lock", "diff shop/catalog.lock shop"),
            ("shop/codes.yaml", "check shop"),
            ("shop/codes.yaml", "new X --catalog shop"),
            ("shop/catalog.yaml", "docs --catalog shop --out other"),
            ("site/.errcat-docs", "docs --catalog shop --out site"),
        ] {
            replaced(path, make);
            // A list that leads elsewhere is read as a list, and replaced.
            let is_list = path == "site/.errcat-docs" && kind == "another file";
            let (exit, stdout, stderr) = place.run(command);
            assert_eq!(exit == 0, is_list, "{command} with {kind}: {stdout}{stderr}");
            assert!(!format!("{stdout}{stderr}").contains("hunter2"), "{command} with {kind}: {stderr}");
            restored(path);
        }
    }
    // Links are followed to YAML files, and circles of folders end.
    symlink("../outside.yaml", place.path("shop/more.yaml")).unwrap();
    let (exit, stdout, _) = place.run("check shop");
    assert!(
        exit == 1 && stdout.contains("status 4 is out of range") && stdout.contains("shop/more.yaml:1:21"),
        "{stdout}"
    );
    fs::remove_file(place.path("shop/more.yaml")).unwrap();
    symlink(".", place.path("shop/here")).unwrap();
    symlink("..", place.path("shop/above")).unwrap();
    let (exit, stdout, stderr) = place.run("check shop");
    assert!(
        exit == 1 && stdout.contains("shop/above/outside.yaml") && !stdout.contains("above/shop"),
        "{stdout}{stderr}"
    );
}

/// Files that are too large are refused before they are read.
#[test]
fn sizes_are_limited() {
    let place = repository();
    let large = |path: &str, bytes: u64| fs::File::create(place.path(path)).unwrap().set_len(bytes).unwrap();
    large("shop/large.yaml", 300 << 20);
    let (exit, stdout, _) = place.run("check shop");
    assert!(exit == 1 && stdout.contains("16 MiB"), "{stdout}");
    place.git("add shop");
    place.git("-c core.bigFileThreshold=1m commit --quiet -m large");
    fs::remove_file(place.path("shop/large.yaml")).unwrap();
    let (exit, _, stderr) = place.run("diff git:HEAD shop");
    assert!(exit == 1 && stderr.contains("it is larger than 16 MiB"), "{stderr}");
    place.ok("lock shop");
    large("shop/catalog.lock", 300 << 20);
    let (exit, _, stderr) = place.run("lock shop");
    assert!(exit == 2 && stderr.contains("it is larger than 64 MiB"), "{stderr}");
    fs::remove_file(place.path("shop/catalog.lock")).unwrap();
    for number in 0..10_001 {
        place.write(&format!("shop/{number}.yaml"), "");
    }
    let (exit, stdout, _) = place.run("check shop");
    assert!(exit == 1 && stdout.contains("the folder has more than 10,000 YAML files"), "{stdout}");
    place.git("add shop");
    place.git("commit --quiet -m many");
    let (exit, _, stderr) = place.run("diff git:HEAD git:HEAD~1:shop");
    assert_eq!(
        (exit, stderr.lines().next()),
        (2, Some("error: `git:HEAD:shop`: the folder has more than 10,000 YAML files"))
    );
}

/// A body that never ends is refused.
#[cfg(unix)]
#[test]
fn standard_input_is_limited() {
    let place = Place::new();
    let mut command = place.errcat("classify ozura");
    let (exit, _, stderr) = output(command.stdin(fs::File::open("/dev/zero").unwrap()));
    let line = "error: standard input cannot be read: it is larger than 16 MiB";
    assert_eq!((exit, stderr.lines().next()), (2, Some(line)));
    let (exit, _, stderr) = output(command.stdin(fs::File::open(place.path("")).unwrap()));
    assert!(exit == 2 && stderr.starts_with("error: standard input cannot be read: "), "{stderr}");
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"{}").unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(1));
}
