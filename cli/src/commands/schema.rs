//! `errcat schema`: the catalog format as JSON Schema (2020-12), for completion in editors.

use crate::output::{Exit, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// `header` for `catalog.yaml`, `codes` for the other files next to it, `locale` for files in `locales/`
    #[arg(value_name = "FILE", value_enum)]
    file: File,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum File {
    Header,
    Codes,
    Locale,
}

/// Prints a schema, which is JSON in every format.
pub fn run(args: &Args) -> Output {
    let schema = match args.file {
        File::Header => include_str!("schema/header.json"),
        File::Codes => include_str!("schema/codes.json"),
        File::Locale => include_str!("schema/locale.json"),
    };
    Output::new(schema.to_owned(), Exit::Fine)
}
