//! What `diff` compares: a folder, a folder in a commit, or a lock.

use std::path::{Path, PathBuf};

use errcat_compiler::quote;
use errcat_tools::diff::{Snapshot, read_lock};

use super::git;
use crate::args::catalogs::{without_errors, without_errors_or};
use crate::args::folder;
use crate::output::files::read_lock_text;
use crate::output::quote::shown;
use crate::output::{Failure, Format, Output};

/// The origin of catalogs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A folder.
    Folder(PathBuf),
    /// A lock.
    Lock(PathBuf),
    /// A folder in a commit: `git:REF` or `git:REF:DIR`.
    Git {
        /// The commit, by any name that git knows.
        reference: String,
        /// The folder.
        folder: Option<PathBuf>,
    },
}

impl Origin {
    /// Reads an argument.
    pub fn of(argument: &str) -> Self {
        match argument.strip_prefix("git:").map(|rest| rest.split_once(':').unwrap_or((rest, ""))) {
            Some((reference, folder)) => Self::Git {
                reference: reference.to_owned(),
                folder: Some(folder).filter(|folder| !folder.is_empty()).map(PathBuf::from),
            },
            None if Path::new(argument).is_file() => Self::Lock(argument.into()),
            None => Self::Folder(argument.into()),
        }
    }

    /// Returns the folder, if there is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Lock(_) => None,
            Self::Git { folder, .. } => folder.as_deref(),
        }
    }

    /// Reads the catalogs. `folder` is read of a commit without a folder of its own; the commit need not have it yet.
    pub fn read(&self, folder: &Path, format: Format) -> Result<Vec<Snapshot>, Output> {
        let compilation = match self {
            Self::Lock(file) => {
                let unreadable = |error: std::io::Error| {
                    Failure::misuse(format!("{} cannot be read: {error}", quote(&shown(file))), "name a file of text")
                };
                let text = read_lock_text(file).map_err(unreadable)?;
                return Ok(vec![read_lock(&text, &shown(file)).map_err(Failure::from)?]);
            }
            Self::Folder(folder) => without_errors(folder::compile_for(format, folder, "errcat diff OLD")?)?,
            Self::Git { reference, folder: own } => {
                let files = git::files(reference, own.as_deref().unwrap_or(folder))?;
                if files.files.is_empty() {
                    if let Some(own) = own {
                        let message = format!("{} has no catalog in {}", quote(&shown(own)), quote(reference));
                        return Err(Failure::misuse(message, "name a folder of that commit: `git:REF:DIR`").into());
                    }
                    return Ok(Vec::new());
                }
                without_errors_or(errcat_compiler::compile(files), "name a commit whose catalogs have no errors")?
            }
        };
        Ok(Snapshot::all(compilation))
    }
}
