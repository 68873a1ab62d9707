//! `errcat init`: a new catalog, and how to use it in a crate.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use errcat_compiler::is_name;
use errcat_compiler::quote;
use errcat_compiler::{File, Files, compile};
use errcat_tools::files::{create, has_text};
use errcat_tools::json::pretty;
use serde::Serialize;

use crate::output::files::written;
use crate::output::quote::{shown, typed};
use crate::output::yaml::scalar;
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to create the files in; existing files are never overwritten
    #[arg(value_name = "DIR", default_value = "catalog")]
    folder: PathBuf,

    /// The name of the catalog, such as `shop`; without it, the name of the folder, or of the parent of a folder `catalog`
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// The shape of `init --format json`.
#[derive(Serialize)]
struct Made {
    catalog: String,
    files: Vec<String>,
    /// What a crate needs: a command, and the text of two files.
    command: String,
    build_rs: String,
    lib_rs: String,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let name = args.name()?;
    let title = name.replace('_', " ");
    let title = title[..1].to_ascii_uppercase() + &title[1..];
    let folder = shown(&args.folder);
    let filled = |text: &str| text.replace("NAME", &scalar(&name)).replace("TITLE", &scalar(&title));
    // Escaped for a Rust string; `println!` reads a brace as a placeholder.
    let literal = format!("{folder:?}");
    let literal = &literal[1..literal.len() - 1];
    let printed = literal.replace('{', "{{").replace('}', "}}");
    let files = [
        ("catalog.yaml", filled(include_str!("init/catalog.yaml"))),
        ("codes.yaml", include_str!("init/codes.yaml").to_owned()),
    ];
    let in_memory = files.iter().map(|(path, text)| File::new(*path, text.clone()));
    let compilation = compile(Files { root: folder.clone(), files: in_memory.collect() });
    if let Some(diagnostic) = compilation.diagnostics.first() {
        let help = diagnostic.help.clone().unwrap_or_default();
        return Err(Failure::misuse(&diagnostic.message, format!("{help}, as in `--name shop`")).into());
    }
    let files = files.map(|(name, text)| (args.folder.join(name), text));
    // A run that was interrupted between two files is completed.
    let is_there = |(path, text): &&(PathBuf, String)| has_text(path, text).unwrap_or_default();
    let complete = files.iter().all(|file| is_there(&file));
    if let Some((taken, _)) = files.iter().find(|file| file.0.exists() && (complete || !is_there(file))) {
        let help = format!("name another folder, or check the existing one: `errcat check {}`", typed(&folder));
        return Err(Failure::misuse(format!("{} already exists", quote(&shown(taken))), help).into());
    }
    fs::create_dir_all(&args.folder).map_err(|error| unwritable(&args.folder, &error))?;
    for (path, text) in files.iter().filter(|file| !is_there(file)) {
        create(path, text).map_err(|error| unwritable(path, &error))?;
    }
    let made = Made {
        files: files.iter().map(|(path, _)| shown(path)).collect(),
        command: "cargo add errcat".to_owned(),
        build_rs: include_str!("init/build.rs").replace("FOLDER", &printed),
        lib_rs: include_str!("init/lib.rs").replace("FOLDER", literal),
        catalog: name,
    };
    Ok(Output::new(format.write(|| made.text(&folder), || pretty(&made)), Exit::Fine))
}

impl Args {
    fn name(&self) -> Result<String, Failure> {
        if let Some(name) = &self.name {
            let help = "a name begins with a lowercase letter and continues with lowercase letters, digits and `_`";
            return if is_name(name) {
                Ok(name.clone())
            } else {
                Err(Failure::misuse(format!("{} is not a valid catalog name", quote(name)), help))
            };
        }
        let mut folder = PathBuf::new();
        for part in std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone()).components() {
            match part {
                Component::ParentDir => _ = folder.pop(),
                part => folder.push(part),
            }
        }
        let mut names = folder.ancestors().filter_map(Path::file_name).map(|name| name.to_string_lossy());
        let name = names.find(|name| name != "catalog" && name != "catalogs");
        let name =
            name.map(|name| name.to_ascii_lowercase().replace(['-', '.', ' '], "_")).filter(|name| is_name(name));
        name.ok_or_else(|| {
            Failure::misuse(
                "the name of the folder is not a valid catalog name",
                "name the catalog, as in `--name shop`",
            )
        })
    }
}

impl Made {
    fn text(&self, folder: &str) -> String {
        let mut text = written(&self.files);
        let command = format!("Add to a crate:\n\n  {}\n", self.command);
        let indented =
            |file: &str| file.lines().map(|line| format!("  {line}").trim_end().to_owned() + "\n").collect::<String>();
        for part in [
            String::new(),
            command,
            format!("build.rs:\n\n{}", indented(&self.build_rs)),
            format!("src/lib.rs:\n\n{}", indented(&self.lib_rs)),
            format!("Then: `errcat check {0}`, `errcat new ID --catalog {0}`, `cargo test`\n", typed(folder)),
        ] {
            text.push_str(&part);
            text.push('\n');
        }
        text.trim_end().to_owned() + "\n"
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    let help = match error.kind() {
        ErrorKind::AlreadyExists => "a file has this name: name another folder",
        _ => "name a folder that can be written",
    };
    Failure::misuse(format!("{} cannot be written: {error}", quote(&shown(path))), help)
}
