//! `errcat new`: what it writes, where, and several runs at once.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::place::{Place, new};

#[test]
fn codes_of_runs_at_once_are_all_there() {
    let place = Place::new();
    let left = place.path("shop/.errcat-a1b2c3.tmp");
    fs::write(&left, "codes: half").unwrap();
    let yesterday = SystemTime::now().checked_sub(Duration::from_secs(86_400)).unwrap();
    fs::File::options().write(true).open(left).unwrap().set_modified(yesterday).unwrap();
    let runs: Vec<_> = (0..50).map(|number| place.errcat(&new(&format!("CODE_{number}"))).spawn().unwrap()).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    let text = place.text("shop/codes.yaml");
    for number in 0..50 {
        assert!(text.contains(&format!("  CODE_{number}:\n")), "CODE_{number}");
    }
    assert_eq!(place.ok("check shop"), "ok: 1 catalog, 52 codes\n");
    assert_eq!(place.names("shop"), ["catalog.yaml", "codes.yaml"]);
}

/// Paths that lead to the same file exclude each other: the folder above a catalog, and links.
#[cfg(unix)]
#[test]
fn no_code_is_lost_if_the_file_is_known_by_several_paths() {
    let place = Place::new();
    place.write("all/shop/catalog.yaml", &place.text("shop/catalog.yaml"));
    place
        .write("all/linked/catalog.yaml", &place.text("shop/catalog.yaml").replace("catalog: shop", "catalog: linked"));
    place.write("all/shop/codes.yaml", &place.text("shop/codes.yaml"));
    std::os::unix::fs::symlink("../shop/codes.yaml", place.path("all/linked/codes.yaml")).unwrap();
    let folders = ["all/shop", "all/linked", "all/../all/shop", "all/shop/"];
    let run = |number: usize| {
        let arguments =
            new(&format!("CODE_{number}")).replace("--catalog shop", &format!("--catalog {}", folders[number % 4]));
        assert!(arguments.contains("all/"), "{arguments}");
        place.errcat(&arguments).spawn().unwrap()
    };
    let runs: Vec<_> = (0..24).map(run).collect();
    let done = runs.into_iter().map(|run| run.wait_with_output().unwrap().status.success());
    let done: Vec<bool> = done.collect();
    let text = place.text("all/shop/codes.yaml");
    for (number, done) in done.iter().enumerate() {
        assert_eq!(text.contains(&format!("  CODE_{number}:\n")), *done, "CODE_{number}");
    }
    assert!(done.contains(&true));
}

#[test]
fn one_of_two_runs_with_the_same_id_fails() {
    let place = Place::new();
    let runs: Vec<_> = (0..10).map(|_| place.errcat(&new("SAME")).spawn().unwrap()).collect();
    let exits = runs.into_iter().map(|run| run.wait_with_output().unwrap().status.code().unwrap());
    let mut exits: Vec<i32> = exits.collect();
    exits.sort_unstable();
    assert_eq!(exits, [0, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
}

/// Everything that is not the new entry stays, byte for byte: the mark at the beginning, comments, line ends, blanks.
#[test]
fn a_new_code_changes_nothing_else() {
    let code = |id: &str| {
        format!(
            "  {id}:  # {id}\n    status: 404\n    fixable_by: nobody\n    message: {id}\n    remediation: Wait.  \n"
        )
    };
    let [b, d, f] = ["B_ONE", "D_ONE", "F_ONE"].map(code);
    let files = [
        ("plain", format!("codes:\n{b}{d}{f}")),
        ("apart", format!("# top\n\ncodes:\n\n{b}\n{d}\n{f}")),
        ("unsorted", format!("codes:\n{f}\n  # about B\n{b}\n  # about D\n  # more\n{d}")),
        ("comments inside", format!("codes:\n{b}# at the margin\n    tags: [x]\n    # at the end\n\n# D\n{d}{f}# end\n")),
        ("no end", format!("codes:\n{b}{d}{}", f.trim_end())),
        ("others", format!("codes:\n{b}{d}{f}retired:\n  OLD: {{replaced_by: B_ONE}}\n")),
        ("wide", "codes:\n      B_ONE:\n         status: 404\n         fixable_by: nobody\n         message: B\n         remediation: Wait.\n".to_owned()),
        ("headings", format!("codes:\n{b}    customer: |\n      text\n      # A heading\n{d}    customer: >\n      text\n      # A heading\n  # F\n{f}")),
        ("block", format!("codes:\n{b}    customer: |\n      # A heading\n\n      text\n\n\n{d}{f}")),
    ];
    for (name, text) in files {
        for (mark, ends) in [("", "\n"), ("\u{feff}", "\r\n")] {
            for id in ["A_ONE", "C_ONE", "E_ONE", "F_TWO"] {
                let place = Place::new();
                let old = format!("{mark}{}", text.replace('\n', ends));
                place.write("shop/codes.yaml", &old);
                place.ok(&new(id));
                let now = place.text("shop/codes.yaml");
                let old: Vec<&str> = old.split_inclusive('\n').collect();
                let kept: Vec<&str> = now.split_inclusive('\n').collect();
                let before = old.iter().zip(&kept).take_while(|(one, other)| one == other).count();
                let after = old.iter().rev().zip(kept.iter().rev()).take_while(|(one, other)| one == other).count();
                // Only the last line may get a line end.
                let all = before + after >= old.len() || (name == "no end" && before + 1 == old.len());
                assert!(all, "{name}, {id}: {now}");
                assert_eq!(now.matches('\n').count(), now.matches(ends).count(), "{name}, {id}");
                assert_eq!(place.run("check shop").0, 0, "{name}, {id}: {now}");
            }
        }
    }
}

#[test]
fn a_new_code_comes_next_to_the_nearest_id() {
    let ids = |place: &Place| {
        let text = place.text("shop/codes.yaml");
        let ids = text.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'));
        ids.filter(|id| !id.starts_with(' ')).map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let place = Place::new();
    for id in ["ZOO", "NOT_GIVEN", "A", "UNAVAILABLE_NOW", "NOT_FOUNDED"] {
        place.ok(&new(id));
    }
    assert_eq!(ids(&place), "A NOT_FOUND NOT_FOUNDED NOT_GIVEN UNAVAILABLE UNAVAILABLE_NOW ZOO");
    // Sorted by subject, not by name.
    let code = |id: &str| {
        format!("  {id}:\n    status: 404\n    fixable_by: nobody\n    message: {id}\n    remediation: Wait.\n")
    };
    place.write(
        "shop/codes.yaml",
        &format!("codes:\n{}", ["ORDER_NEW", "ORDER_OLD", "CARD_USED", "CARD_LOST"].map(code).concat()),
    );
    for id in ["CARD_EXPIRED", "ORDER_MIXED", "CARD_M", "ZZ"] {
        place.ok(&new(id));
    }
    assert_eq!(ids(&place), "ORDER_MIXED ORDER_NEW ORDER_OLD ZZ CARD_USED CARD_EXPIRED CARD_LOST CARD_M");
}

#[test]
fn branches_that_add_codes_merge() {
    let place = Place::new();
    place.git("init --quiet --initial-branch main");
    place.git("add shop");
    place.git("commit --quiet -m one");
    for id in ["ALREADY_SENT", "NOT_READY", "UNKNOWN_ORDER"] {
        place.git(&format!("switch --quiet --create {id} main"));
        place.ok(&new(id));
        place.git("commit --quiet -a -m new");
    }
    place.git("switch --quiet main");
    for id in ["UNKNOWN_ORDER", "ALREADY_SENT", "NOT_READY"] {
        place.git(&format!("merge --quiet --no-edit {id}"));
    }
    assert_eq!(place.ok("check shop"), "ok: 1 catalog, 5 codes\n");
}

#[cfg(unix)]
#[test]
fn a_new_code_goes_where_the_link_leads() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    fs::rename(place.path("shop/codes.yaml"), place.path("real.yaml")).unwrap();
    fs::set_permissions(place.path("real.yaml"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("../real.yaml", place.path("shop/codes.yaml")).unwrap();
    place.ok(&new("ADDED"));
    assert!(fs::symlink_metadata(place.path("shop/codes.yaml")).unwrap().is_symlink());
    assert!(place.text("real.yaml").contains("ADDED"));
    assert_eq!(fs::metadata(place.path("real.yaml")).unwrap().permissions().mode() & 0o777, 0o640);
}
