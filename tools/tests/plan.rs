//! Plans of files, written into folders.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use errcat_tools::plan::{Folder, FolderError, LIST, PlannedFile};

fn plan(files: &'static [(&str, &str)]) -> Vec<PlannedFile<'static>> {
    files.iter().map(|(path, text)| PlannedFile::new(*path, || (*text).to_owned())).collect()
}

/// Writes a plan, and returns the numbers of files, of written ones and of removed ones.
fn write(root: &Path, files: &'static [(&str, &str)]) -> (usize, usize, usize) {
    let seen = AtomicUsize::new(0);
    let count = || {
        seen.fetch_add(1, Ordering::Relaxed);
    };
    let changes = Folder::open(root).unwrap().write(&plan(files), &count).unwrap();
    assert_eq!(seen.into_inner(), files.len());
    (changes.files, changes.written, changes.removed)
}

#[test]
fn only_changes_are_written_and_only_own_files_removed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    assert_eq!(write(&root, &[("a.txt", "a"), ("b/c.txt", "c")]), (2, 2, 0));
    assert_eq!(write(&root, &[("a.txt", "a"), ("b/c.txt", "c")]), (2, 0, 0));
    fs::write(root.join("own.txt"), "own").unwrap();
    assert_eq!(write(&root, &[("a.txt", "A")]), (1, 1, 1));
    assert_eq!(fs::read_to_string(root.join("a.txt")).unwrap(), "A");
    assert_eq!(fs::read_to_string(root.join(LIST)).unwrap(), "a.txt\n# End of the list.\n");
    assert_eq!(fs::read_to_string(root.join("own.txt")).unwrap(), "own");
    assert!(!root.join("b").exists(), "an empty folder is removed");
}

#[test]
fn a_folder_with_other_files_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.txt"), "own").unwrap();
    assert!(matches!(Folder::open(folder.path()), Err(FolderError::NotOurs)));
}

/// A list that somebody edited cannot remove files outside the folder.
#[test]
fn a_list_cannot_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (root, outside) = (folder.path().join("site"), folder.path().join("outside.txt"));
    fs::create_dir(&root).unwrap();
    fs::write(&outside, "outside").unwrap();
    fs::write(root.join(LIST), format!("../outside.txt\n{}\n# End of the list.\n", outside.display())).unwrap();
    assert_eq!(write(&root, &[("a.txt", "a")]), (1, 1, 0));
    assert!(outside.exists());
}

/// A run that was killed before it wrote the list leaves a temporary file.
#[test]
fn temporary_files_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let leave = |path: &str| {
        let path = folder.path().join(path);
        fs::write(&path, "half").unwrap();
        let yesterday = SystemTime::now().checked_sub(Duration::from_secs(86_400)).unwrap();
        fs::File::options().write(true).open(path).unwrap().set_modified(yesterday).unwrap();
    };
    leave(".errcat-a1b2c3.tmp");
    assert_eq!(write(folder.path(), &[("a.txt", "a"), ("b/c.txt", "c")]), (2, 2, 0));
    leave("b/.errcat-a1b2c3.tmp");
    assert_eq!(write(folder.path(), &[("a.txt", "a"), ("b/c.txt", "c")]), (2, 0, 0));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "a.txt, b, and the list");
    assert_eq!(fs::read_dir(folder.path().join("b")).unwrap().count(), 1);
}

/// A file that errcat did not write is not overwritten, and a list that is not whole is not believed.
#[test]
fn files_of_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.txt", "a")]);
    let again = |files: &'static [(&str, &str)]| Folder::open(folder.path())?.write(&plan(files), &|| ());
    fs::write(folder.path().join("own.txt"), "own").unwrap();
    let result = again(&[("a.txt", "b"), ("own.txt", "mine")]);
    assert!(matches!(result, Err(FolderError::NotListed(path)) if path.ends_with("own.txt")));
    assert_eq!(["a.txt", "own.txt"].map(|file| fs::read_to_string(folder.path().join(file)).unwrap()), ["a", "own"]);
    for cut in ["", "a.txt\n", "# End of the list."] {
        fs::write(folder.path().join(LIST), cut).unwrap();
        let is_whole = cut.starts_with('#');
        assert_eq!(matches!(again(&[("b.txt", "b")]), Err(FolderError::Cut(_))), !is_whole, "{cut:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (root, outside) = (folder.path().join("site"), folder.path().join("outside"));
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a.txt"), "outside").unwrap();
    assert_eq!(write(&root, &[("b/c.txt", "c")]), (1, 1, 0));
    assert_eq!(write(&root, &[("a.txt", "a"), ("b/c.txt", "c")]), (2, 1, 0));
    // A page that became a link is replaced.
    fs::remove_file(root.join("a.txt")).unwrap();
    std::os::unix::fs::symlink("../outside/a.txt", root.join("a.txt")).unwrap();
    assert_eq!(write(&root, &[("a.txt", "a"), ("b/c.txt", "c")]), (2, 1, 0));
    assert_eq!(fs::read_to_string(root.join("a.txt")).unwrap(), "a");
    // A linked folder is refused, also if its files are to be removed only.
    fs::rename(root.join("b"), folder.path().join("moved")).unwrap();
    std::os::unix::fs::symlink("../outside", root.join("b")).unwrap();
    fs::write(outside.join("c.txt"), "outside").unwrap();
    for files in [&[("b/a.txt", "b")][..], &[("a.txt", "a")]] {
        assert!(Folder::open(&root).unwrap().write(&plan(files), &|| ()).is_err());
    }
    for name in ["a.txt", "c.txt"] {
        assert_eq!(fs::read_to_string(outside.join(name)).unwrap(), "outside");
    }
}

/// The list may be anything by now.
#[cfg(unix)]
#[test]
fn a_list_that_never_ends_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for target in ["/dev/zero", "/"] {
        let list = folder.path().join(LIST);
        std::os::unix::fs::symlink(target, &list).unwrap();
        assert!(matches!(Folder::open(folder.path()), Err(FolderError::Io { .. })), "{target}");
        fs::remove_file(list).unwrap();
    }
}
