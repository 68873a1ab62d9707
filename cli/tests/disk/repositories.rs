//! Repositories of all kinds, hooks, and annotations.

use std::fs;
use std::process::Command;

use crate::place::{ADDED, Place, output, repository};

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
    // Relative paths, and the current folder as the root.
    place.write("compose.yaml", "services: {}");
    for tree in [None, Some(".")] {
        let mut command = place.errcat("diff --against git:HEAD shop");
        command.env("GIT_DIR", "elsewhere.git").envs(tree.map(|tree| ("GIT_WORK_TREE", tree)));
        let (exit, stdout, stderr) = output(command.env("GIT_ICASE_PATHSPECS", "1"));
        assert!(exit == 0 && stdout.contains(ADDED), "{stdout}{stderr}");
    }
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
