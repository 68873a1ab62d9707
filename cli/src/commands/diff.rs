//! `errcat diff`: the changes between two versions of catalogs.

mod git;
mod origin;
pub mod report;

use std::path::Path;

use errcat_tools::diff::Comparison;

use self::origin::Origin;
use crate::output::quote::typed;
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The older catalogs: a folder, a lock, `git:REF:DIR`, or `git:REF` for the other folder as it was in that commit
    #[arg(value_name = "OLD")]
    first: Option<String>,

    /// The newer catalogs, in the same form
    #[arg(value_name = "NEW")]
    second: Option<String>,

    /// The older catalogs; the newer ones are then the only other argument, or the folder `catalog`
    #[arg(long, value_name = "OLD")]
    against: Option<String>,

    /// Exit with 1 if there are changes of this class, even if the version allows them
    #[arg(long, value_name = "CLASS")]
    deny: Option<Deny>,
}

/// A class of changes that somebody has to look at.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Deny {
    /// Messages that became other sentences.
    Review,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let (old, new) = args.origins()?;
    let folder = new.folder().or(old.folder()).unwrap_or(Path::new("catalog")).to_owned();
    let (mut before, mut after) = (old.read(&folder, format)?, new.read(&folder, format)?);
    // A lock is one catalog of the other side.
    if matches!(old, Origin::Lock(_)) {
        after.retain(|snapshot| before.iter().any(|lock| lock.catalog == snapshot.catalog));
    } else if matches!(new, Origin::Lock(_)) {
        before.retain(|snapshot| after.iter().any(|lock| lock.catalog == snapshot.catalog));
    }
    let comparisons = Comparison::all(&before, &after);
    let denies_review = matches!(args.deny, Some(Deny::Review));
    let denied = denies_review && comparisons.iter().any(|one| one.to_review().next().is_some());
    let is_fine = !denied && comparisons.iter().all(Comparison::is_allowed);
    let exit = if is_fine { Exit::Fine } else { Exit::Findings };
    let stdout = match format {
        Format::Github => report::annotations(&comparisons, denies_review),
        _ => format.write(|| report::text(&comparisons, denies_review), || report::report(&comparisons, denies_review)),
    };
    Ok(Output::new(stdout, exit))
}

impl Args {
    fn origins(&self) -> Result<(Origin, Origin), Failure> {
        match [&self.against, &self.first, &self.second].map(Option::as_deref) {
            [Some(old), new, None] => Ok((Origin::of(old), Origin::of(new.unwrap_or("catalog")))),
            [None, Some(old), Some(new)] => Ok((Origin::of(old), Origin::of(new))),
            [None, Some(one), _] => Err(Failure::misuse(
                "only one version is given",
                format!("name both, as in `errcat diff git:HEAD {}`", typed(one)),
            )),
            [None, None, _] => Err(Failure::misuse(
                "no versions are given",
                "name the older and the newer catalogs, as in `errcat diff git:HEAD catalog`",
            )),
            [Some(_), _, Some(_)] => Err(Failure::misuse(
                "the older catalogs are named twice",
                "leave out `--against`, or one of the other arguments",
            )),
        }
    }
}
