//! Places that the command runs in, and files that it does not read.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::place::{Place, output, repository};

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

/// The current folder of a shell may have been removed.
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
    place.write("outside.yaml", "codes: {A: {status: 4}} # SECRET\n");
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
            let (exit, stdout, stderr) = place.run(command);
            assert!(exit != 0, "{command} with {kind}: {stdout}{stderr}");
            assert!(!format!("{stdout}{stderr}").contains("hunter2"), "{command} with {kind}: {stderr}");
            restored(path);
        }
    }
    // Links are followed to YAML files, and circles of folders end.
    symlink("../outside.yaml", place.path("shop/more.yaml")).unwrap();
    let (exit, stdout, _) = place.run("check shop");
    assert!(
        exit == 1
            && stdout.contains("status 4 is out of range")
            && stdout.contains("shop/more.yaml:1:21")
            && !stdout.contains("SECRET"),
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
