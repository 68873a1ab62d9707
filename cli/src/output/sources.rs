//! The files of the catalogs that a command reads. It never writes them.

use std::fs;
use std::path::{Path, PathBuf};

use errcat_compiler::{Compilation, is_read, quote};
use errcat_tools::diff::LOCK_FILE;
use errcat_tools::files::behind_links;
use same_file::Handle;

use super::Failure;
use super::paths::resolved;
use super::quote::shown;

/// The files of catalogs, and the folders that they are in.
#[derive(Default)]
pub struct CatalogFiles {
    files: Vec<PathBuf>,
    /// The folders of files, with links resolved: a new YAML file there would be read, too.
    folders: Vec<PathBuf>,
    /// The folders of catalogs, with links resolved.
    catalogs: Vec<PathBuf>,
}

impl CatalogFiles {
    /// Adds the catalogs of a folder.
    pub fn add(&mut self, folder: &Path, compilation: &Compilation) {
        self.files.extend(compilation.sources.iter().map(|(_, file)| folder.join(file.path())));
        for catalog in &compilation.catalogs {
            let own = folder.join(catalog.folder());
            self.files.push(own.join(LOCK_FILE));
            self.catalogs.extend(fs::canonicalize(own));
        }
        self.folders.extend(fs::canonicalize(folder));
        let parents = self.files.iter().filter_map(|file| fs::canonicalize(file.parent()?).ok());
        let parents: Vec<PathBuf> = parents.collect();
        self.folders.extend(parents);
        self.folders.sort();
        self.folders.dedup();
    }

    /// Fails for a file of the catalogs, by whatever path, link or spelling, and for a new file that would become one.
    pub fn refuse_file(&self, target: &Path) -> Result<(), Failure> {
        let reason = match target {
            target if self.has(target) => "is",
            target if self.would_have(target) => "would become",
            _ => return Ok(()),
        };
        let message = format!("{} {reason} a file of a catalog that is read", quote(&shown(target)));
        Err(Failure::misuse(message, "name another file"))
    }

    /// Fails for the folder of a catalog, for a folder in it, and for one around it: what a site no longer contains is removed.
    pub fn refuse_folder(&self, target: &Path) -> Result<(), Failure> {
        let inside = |target: &PathBuf| {
            self.folders.contains(target) || self.catalogs.iter().any(|folder| target.starts_with(folder))
        };
        let around = |target: &PathBuf| self.folders.iter().any(|folder| folder.starts_with(target));
        let place = match resolved(target) {
            Some(target) if inside(&target) => "is in the folder of",
            Some(target) if around(&target) => "contains the folder of",
            _ => return Ok(()),
        };
        let message = format!("{} {place} a catalog that is read", quote(&shown(target)));
        Err(Failure::misuse(message, "name a folder elsewhere: `--out DIR`"))
    }

    /// Returns whether a file is one of these, by its identity: a link, a hard link and another spelling lead to the same file.
    fn has(&self, target: &Path) -> bool {
        // Opening a pipe would wait for its other end.
        let regular = |file: &Path| fs::metadata(file).is_ok_and(|data| data.is_file());
        let handle = |file: &Path| if regular(file) { Handle::from_path(file).ok() } else { None };
        let is_target = |target: &Handle| self.files.iter().any(|file| handle(file).as_ref() == Some(target));
        handle(target).as_ref().is_some_and(is_target)
    }

    /// Returns whether a new file would be read as a part of the catalogs.
    fn would_have(&self, target: &Path) -> bool {
        let Some(target) = behind_links(target).ok().and_then(|target| resolved(&target)) else { return false };
        let is_lock = target.file_name().is_some_and(|name| name.eq_ignore_ascii_case(LOCK_FILE));
        let is_source = |folder: &PathBuf| target.strip_prefix(folder).is_ok_and(|path| is_read(&shown(path)));
        (is_lock && self.catalogs.iter().any(|folder| target.parent() == Some(folder)))
            || self.folders.iter().any(is_source)
    }
}
