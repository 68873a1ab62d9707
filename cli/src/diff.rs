//! `errcat diff`: what changed between two versions of a catalog, and whether others have to know.

mod compare;
mod facts;
mod git;
pub mod lock_file;
mod origin;
pub mod report;
mod rules;
mod snapshot;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use self::compare::Comparison;
use self::origin::Origin;
pub use self::snapshot::Snapshot;
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The older catalogs: a folder, `git:REF`, `git:REF:DIR`, or a lock
    #[arg(long, value_name = "OLD")]
    against: Option<String>,

    /// The older and the newer catalogs; with `--against` the newer ones only, `catalog` if not given
    #[arg(value_name = "OLD NEW", num_args = 0..=2)]
    catalogs: Vec<String>,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let (old, new) = args.origins()?;
    let folder = new.folder().or(old.folder()).unwrap_or(Path::new("catalog")).to_owned();
    let (old, new) = (old.read(&folder)?, new.read(&folder)?);
    let (mut before, mut after) = (old.snapshots, new.snapshots);
    if old.is_lock || new.is_lock {
        // A lock knows one catalog, and of that what was promised.
        let names: Vec<String> =
            if old.is_lock { &before } else { &after }.iter().map(|one| one.catalog.clone()).collect();
        for side in [&mut before, &mut after] {
            side.retain(|snapshot| names.contains(&snapshot.catalog));
            *side = side.iter().map(Snapshot::promises).collect();
        }
    }
    let comparisons = Comparison::all(&before, &after);
    let exit = if comparisons.iter().all(Comparison::is_allowed) { Exit::Fine } else { Exit::Findings };
    let stdout = match format {
        Format::Github => report::annotations(&comparisons),
        _ => format.write(|| report::text(&comparisons), || report::report(&comparisons)),
    };
    Ok(Output::new(stdout, exit))
}

impl Args {
    fn origins(&self) -> Result<(Origin, Origin), Failure> {
        match (&self.against, &self.catalogs[..]) {
            (Some(old), []) => Ok((Origin::of(old), Origin::of("catalog"))),
            (Some(old), [new]) | (None, [old, new]) => Ok((Origin::of(old), Origin::of(new))),
            (None, [one]) => Err(Failure::misuse(
                "there is nothing to compare with",
                format!("name both, as in `errcat diff git:HEAD {one}`"),
            )),
            (None, _) => Err(Failure::misuse(
                "there is nothing to compare",
                "name the older and the newer catalogs, as in `errcat diff git:HEAD catalog`",
            )),
            (Some(_), _) => Err(Failure::misuse(
                "with `--against` there is one newer folder",
                "leave one of the two out, as in `errcat diff --against git:HEAD catalog`",
            )),
        }
    }
}
