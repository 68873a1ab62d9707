//! Files that the command writes: whole or not at all, and never over a source.

use std::fs;
use std::process::Command;

use crate::place::{Place, new};

/// An interrupted `init` is completed; files with other texts are never touched.
#[test]
fn init_is_completed() {
    let place = Place::new();
    let (header, codes) = (place.text("shop/catalog.yaml"), place.text("shop/codes.yaml"));
    fs::remove_file(place.path("shop/codes.yaml")).unwrap();
    place.ok("init shop --name shop");
    assert_eq!(place.text("shop/codes.yaml"), codes);
    fs::remove_file(place.path("shop/catalog.yaml")).unwrap();
    place.write("shop/codes.yaml", "codes: {}\n");
    assert_eq!(place.refused("init shop --name shop"), "error: `shop/codes.yaml` already exists");
    assert!(!place.path("shop/catalog.yaml").exists());
    place.write("shop/codes.yaml", &codes.replace('\n', "\r\n"));
    place.write("shop/catalog.yaml", &header.replace('\n', "\r\n"));
    assert_eq!(place.refused("init shop --name shop"), "error: `shop/catalog.yaml` already exists");
}

/// What would not change is not written.
#[test]
fn a_file_that_is_up_to_date_keeps_its_time() {
    let place = Place::new();
    let commands = [
        "expand shop --out shop.rs",
        "export csv --catalog shop --out shop.csv",
        "lock shop",
        "docs --catalog shop --out site",
    ];
    let files = ["shop.rs", "shop.csv", "shop/catalog.lock", "site/.errcat-docs", "site/shop/NOT_FOUND.html"];
    for command in &commands {
        place.ok(command);
    }
    let times = || files.map(|file| fs::metadata(place.path(file)).unwrap().modified().unwrap());
    let before = times();
    for command in &commands {
        place.ok(command);
    }
    assert_eq!(times(), before);
}

/// No file of the catalog that is read is written, by whatever path.
#[test]
fn sources_are_never_overwritten() {
    let place = Place::new();
    place.ok("lock shop");
    place.write("shop/locales/de.yaml", "unknown: {customer: Fehler.}\ncustomer: {UNAVAILABLE: Gleich wieder da.}\n");
    place.write("all/one/catalog.yaml", &place.text("shop/catalog.yaml"));
    place.write("all/one/codes.yaml", &place.text("shop/codes.yaml"));
    let mut targets: Vec<String> = [
        "shop/codes.yaml",
        "shop/catalog.yaml",
        "shop/catalog.lock",
        "shop/locales/de.yaml",
        "./shop/../shop/codes.yaml",
        "shop//codes.yaml",
        "shop/new.yaml",
        "shop/new.YML",
        "shop/new/more.yaml",
        "shop/locales/fr.yaml",
        "shop/CATALOG.LOCK",
    ]
    .map(str::to_owned)
    .into();
    targets.push(place.path("shop/codes.yaml").display().to_string());
    fs::hard_link(place.path("shop/codes.yaml"), place.path("hard.rs")).unwrap();
    targets.push("hard.rs".to_owned());
    #[cfg(unix)]
    for (target, link) in
        [("shop/codes.yaml", "link.rs"), ("shop", "folder"), ("shop/later.yaml", "later.rs"), ("link.rs", "second.rs")]
    {
        std::os::unix::fs::symlink(target, place.path(link)).unwrap();
    }
    #[cfg(unix)]
    targets.extend(["link.rs", "folder/codes.yaml", "folder/new.yaml", "later.rs", "second.rs"].map(str::to_owned));
    let files = ["shop/codes.yaml", "shop/catalog.yaml", "shop/catalog.lock", "shop/locales/de.yaml"];
    let texts = || files.map(|file| place.text(file));
    let (before, names) = (texts(), place.names("shop"));
    for target in &targets {
        for command in
            ["expand shop", "export csv --catalog shop", "export typescript --catalog shop", "expand folder/../shop"]
        {
            let line = place.refused(&format!("{command} --out '{target}'"));
            assert!(
                line.ends_with("become a file of a catalog that is read")
                    || line.ends_with("is a file of a catalog that is read"),
                "{target}: {line}"
            );
        }
    }
    let line = place.refused("expand all --out all/one/codes.yaml");
    assert_eq!(line, "error: `all/one/codes.yaml` is a file of a catalog that is read");
    place.refused("export csv --catalog all --out all/one/catalog.lock");
    assert_eq!((texts(), place.names("shop")), (before, names));
    // Other files next to them are fine.
    place.ok("expand shop --out shop/shop.rs");
    place.ok("export json --catalog shop --out shop/");
    place.ok("expand shop --out other.yaml");
    // No folder of a catalog gets pages.
    fs::remove_file(place.path("shop/shop.rs")).unwrap();
    let line = place.refused("docs --catalog shop --out shop/site");
    assert_eq!(line, "error: `shop/site` is in the folder of a catalog that is read");
    place.write("shop/.errcat-docs", "codes.yaml\n# End of the list.\n");
    for out in ["shop", "shop/locales/../.", "./shop/site/below"] {
        place.refused(&format!("docs --catalog shop --out {out}"));
    }
    assert!(place.path("shop/codes.yaml").exists());
    // What a site no longer contains is removed, so no catalog is below it.
    place.write(".errcat-docs", "shop/codes.yaml\n# End of the list.\n");
    let line = place.refused("docs --catalog shop --out .");
    assert_eq!(line, "error: `.` contains the folder of a catalog that is read");
    place.ok("docs --catalog all --out all/site");
}

/// In a checkout with other line ends everything is up to date.
#[test]
fn line_ends_of_a_checkout_do_not_count() {
    let place = Place::new();
    let written = [
        "expand shop --out shop.rs",
        "export typescript --catalog shop --out shop.ts",
        "export csv --catalog shop --out shop.csv",
        "lock shop",
        "docs --catalog shop --out site",
    ];
    for command in &written {
        place.ok(command);
    }
    let files = [
        "shop/catalog.yaml",
        "shop/codes.yaml",
        "shop/catalog.lock",
        "shop.rs",
        "shop.ts",
        "shop.csv",
        "site/.errcat-docs",
        "site/index.html",
    ];
    let crlf = |file: &str| place.text(file).replace("\r\n", "\n").replace('\n', "\r\n");
    for file in files {
        place.write(file, &crlf(file));
    }
    place.ok("check shop");
    for command in [
        "expand shop --check shop.rs",
        "export typescript --catalog shop --check shop.ts",
        "export csv --catalog shop --check shop.csv",
        "lock shop --check",
    ] {
        place.ok(command);
    }
    for command in &written {
        place.ok(command);
    }
    for file in files {
        assert_eq!(place.text(file), crlf(file), "{file}");
    }
    place.ok(&new("ADDED"));
    assert_eq!(place.text("shop/codes.yaml"), crlf("shop/codes.yaml"));
    for (command, line) in [
        ("expand shop --check shop.rs", "generated code"),
        ("export typescript --catalog shop --check shop.ts", "export"),
    ] {
        let (exit, _, stderr) = place.run(command);
        assert_eq!((exit, stderr.lines().next()), (1, Some(&*format!("error: the {line} is out of date"))));
    }
}

/// A file without permission to write stays as it is, although its folder could get another file of this name.
#[cfg(unix)]
#[test]
fn permissions_are_respected() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;
    let place = Place::new();
    place.ok("docs --catalog shop --out site");
    place.ok("expand shop --out out/shop.rs");
    place.write("out/shop.ts", "mine");
    let is_root = fs::metadata(place.path("shop")).unwrap().uid() == 0;
    let mode = |path: &str, mode| fs::set_permissions(place.path(path), fs::Permissions::from_mode(mode)).unwrap();
    mode("", 0o755);
    for folder in ["shop", "site", "site/shop", "locked"] {
        fs::create_dir_all(place.path(folder)).unwrap();
        mode(folder, 0o555);
    }
    mode("out", 0o777);
    mode("out/shop.ts", 0o444);
    // Others may not reach the folder of the build. A program cannot run while another test's process has it open for writing,
    // so this process does not open it.
    assert!(
        Command::new("cp")
            .args([env!("CARGO_BIN_EXE_errcat"), "errcat"])
            .current_dir(place.path(""))
            .status()
            .unwrap()
            .success()
    );
    let run = |arguments: &str| {
        let mut command = Command::new(place.path("errcat"));
        command.args(shlex::split(arguments).unwrap()).current_dir(place.path(""));
        if is_root {
            // The superuser may write everywhere.
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    // Reading needs no permission to write, and neither does what is up to date.
    for command in [
        "check shop",
        "docs --catalog shop --out site",
        "docs --catalog shop --out out/site",
        "expand shop --out out/shop.rs",
    ] {
        assert_eq!(run(command), (0, String::new()), "{command}");
    }
    for command in [
        "export typescript --catalog shop --out out/shop.ts",
        "expand shop --out locked/shop.rs",
        "docs --catalog shop --markdown --out site",
        "docs --catalog shop --out locked/site",
        "lock shop",
        "init locked/new",
        "man --out locked/man",
        &new("ADDED"),
    ] {
        let (exit, stderr) = run(command);
        assert!(exit == 2 && stderr.contains("Permission denied"), "{command}: {exit} {stderr}");
    }
    assert_eq!(place.text("out/shop.ts"), "mine");
    assert_eq!(place.names("locked").len() + place.names("shop").len(), 2);
    for folder in ["shop", "site", "site/shop", "locked"] {
        mode(folder, 0o755);
    }
}

/// A write that fails changes nothing and leaves nothing. Here no file may get longer than nothing, as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_changes_nothing() {
    let place = Place::new();
    place.ok("docs --catalog shop --out site");
    place.ok("expand shop --out shop.rs");
    place.ok("man --out man");
    let codes = place.text("shop/codes.yaml").replace("no {thing}", "no such {thing}");
    place.write("shop/codes.yaml", &codes);
    place.write("man/errcat.1", "old");
    let contents = || {
        let mut all = Vec::new();
        let mut folders = vec![place.path("")];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() { folders.push(path) } else { all.push((fs::read(&path).unwrap(), path)) }
            }
        }
        all.sort();
        all
    };
    let before = contents();
    let errcat = env!("CARGO_BIN_EXE_errcat");
    for arguments in [
        "init other --name other",
        &new("ADDED"),
        "lock shop",
        "expand shop --out shop.rs",
        "export csv --catalog shop --out new/shop.csv",
        "docs --catalog shop --out site",
        "docs --catalog shop --out elsewhere",
        "man --out man",
    ] {
        let script = format!("ulimit -f 0 && trap '' XFSZ && exec '{errcat}' {arguments}");
        let output = Command::new("sh").args(["-c", &script]).current_dir(place.path("")).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && stderr.contains("File too large"), "{arguments}: {stderr}");
        assert!(contents() == before, "{arguments}");
    }
}

/// Runs that write the same folder of pages wait for each other.
#[test]
fn pages_of_runs_at_once_are_whole() {
    let place = Place::new();
    place.write("bank/catalog.yaml", &place.text("shop/catalog.yaml").replace("shop", "bank"));
    place.write("bank/codes.yaml", &place.text("shop/codes.yaml"));
    let commands = [
        "docs --catalog shop --out site",
        "docs --catalog bank --out site",
        "docs --markdown --catalog shop --out site",
    ];
    let runs: Vec<_> = (0..12).map(|number| place.errcat(commands[number % 3]).spawn().unwrap()).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    // The last one has removed what the others wrote.
    let list = place.text("site/.errcat-docs");
    let (one, other) = (list.contains("shop/index.html"), list.contains("bank/index.html"));
    let files = list.strip_suffix("# End of the list.\n").expect("it is complete");
    assert!(!(one && other) && files.lines().all(|file| place.path("site").join(file).is_file()), "{list}");
    place.ok("docs --catalog shop --out site");
    // The list is needed whole, and a file that is not in it is not overwritten.
    let list = place.text("site/.errcat-docs");
    for cut in [0, 20, list.len() - 2] {
        place.write("site/.errcat-docs", &list[..cut]);
        let line = place.refused("docs --catalog shop --out site");
        assert_eq!(line, "error: `site/.errcat-docs` is cut: it lacks its last line");
    }
    place.write("site/.errcat-docs", &list);
    place.write("site/bank/index.html", "mine");
    let line = place.refused("docs --catalog bank --out site");
    assert_eq!(line, "error: `site/bank/index.html` would be overwritten, and `errcat docs` did not write it");
    assert_eq!((place.text("site/bank/index.html"), place.text("site/.errcat-docs")), ("mine".to_owned(), list));
    fs::remove_dir_all(place.path("site/bank")).unwrap();
    assert_eq!(
        place.names("site"),
        [".errcat-docs", "icon.svg", "index.html", "search.js", "shop", "site.css", "site.js"]
    );
}

/// The report does not overwrite the text.
#[cfg(target_os = "linux")]
#[test]
fn standard_output_may_be_named() {
    let place = Place::new();
    for command in ["expand shop", "export csv --catalog shop"] {
        let printed = place.ok(command);
        for out in ["/dev/stdout", "/proc/self/fd/1", "file"] {
            let stdout = fs::File::create(place.path("file")).unwrap();
            let run = place.errcat(&format!("{command} --out {out}")).stdout(stdout).status().unwrap();
            assert!(run.success() && place.text("file") == printed, "{command} --out {out}");
        }
    }
}
