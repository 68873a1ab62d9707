//! Measures cold debug builds of a trivial crate and of a small axum service, with each way to include a catalog of
//! errcat and with other libraries.
//!
//! `cold-build [ROUNDS]`: ROUNDS is the number of builds of each crate; the default is 3.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use errcat_bench::{Cost, median, run, table};
use serde::Deserialize;
use synthetic::{catalog, compiled};

/// The number of codes of the catalog.
const CODES: usize = 20;

/// The seconds that other libraries took on the machine on which the targets were set. They give the scale.
const REFERENCE: [(&str, f64); 3] = [("thiserror 2", 2.5), ("serde derive", 3.6), ("rust-i18n 4", 17.0)];

/// The number of slowest units to print.
const UNITS: usize = 8;

/// A crate to build.
#[derive(Default)]
struct Project {
    name: &'static str,
    dependencies: String,
    build_dependencies: String,
    /// The items before `main`.
    before: String,
    /// The body of `main`.
    body: &'static str,
    build: Option<&'static str>,
    /// Other files: path and text.
    files: Vec<(String, String)>,
}

fn main() -> anyhow::Result<()> {
    let rounds = std::env::args().nth(1).map_or(Ok(3), |rounds| rounds.parse()).context("ROUNDS is not a number")?;
    let folder = tempfile::tempdir()?;
    let projects = projects();
    let mut costs: Vec<Vec<Cost>> = projects.iter().map(|_| Vec::new()).collect();
    for (number, project) in projects.iter().enumerate() {
        project.write(&folder.path().join(number.to_string()))?;
        run(Command::new("cargo").arg("fetch").current_dir(folder.path().join(number.to_string())))?;
    }
    for round in 0..rounds {
        for (number, project) in projects.iter().enumerate() {
            eprintln!("round {} of {rounds}: {}", round + 1, project.name);
            costs[number].push(build(&folder.path().join(number.to_string()), false)?);
        }
    }
    print(&projects, &costs);
    for (number, project) in projects.iter().enumerate().filter(|(_, project)| project.name.starts_with("errcat")) {
        let crate_folder = folder.path().join(number.to_string());
        build(&crate_folder, true)?;
        print_units(project.name, &crate_folder)?;
    }
    Ok(())
}

fn print(projects: &[Project], costs: &[Vec<Cost>]) {
    let of = |name: &str| projects.iter().position(|project| project.name == name).map(|at| &costs[at]);
    let wall = |costs: &[Cost]| median(costs.iter().map(|cost| cost.wall));
    let cpu = |costs: &[Cost]| median(costs.iter().map(|cost| cost.cpu));
    let cpu_i18n = of("rust-i18n 4").map_or(f64::NAN, |costs| cpu(costs));
    let scales = REFERENCE.iter().filter_map(|(name, seconds)| Some(seconds / wall(of(name)?)));
    let scale = median(scales);
    println!("\n## Cold debug build\n");
    println!(
        "Seconds of `cargo build` after `cargo fetch`: the median of {} builds in turns. The catalog has {CODES} codes.",
        costs[0].len()
    );
    println!(
        "Scaled: multiplied by {scale:.2}, the ratio between the reference times of other libraries and the times here.\n"
    );
    let mut rows =
        table(&["crate", "seconds", "scaled", "/ rust-i18n", "cpu seconds", "/ rust-i18n", "added to axum, scaled"]);
    let (i18n, axum) =
        (of("rust-i18n 4").map_or(f64::NAN, |costs| wall(costs)), of(AXUM).map_or(f64::NAN, |costs| wall(costs)));
    for (project, costs) in projects.iter().zip(costs) {
        let own = wall(costs);
        let more = if project.name.starts_with(AXUM) { format!("{:.1}", (own - axum) * scale) } else { String::new() };
        rows.add_row([
            project.name.to_owned(),
            format!("{own:.1}"),
            format!("{:.1}", own * scale),
            format!("{:.2}", own / i18n),
            format!("{:.1}", cpu(costs)),
            format!("{:.2}", cpu(costs) / cpu_i18n),
            more,
        ]);
    }
    println!("{rows}");
}

/// Builds a crate from scratch.
fn build(folder: &Path, timings: bool) -> anyhow::Result<Cost> {
    let target = folder.join("target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--offline", "--quiet"]).args(timings.then_some("--timings")).current_dir(folder);
    // The settings for this program's own build must not affect the measured crates.
    cargo.env_remove("CARGO_TARGET_DIR");
    // Cargo builds dependencies from a registry without incremental compilation, but path dependencies such as errcat
    // with it.
    cargo.env("CARGO_INCREMENTAL", "0");
    run(&mut cargo)
}

/// A built unit in cargo's timing report.
#[derive(Deserialize)]
struct Unit {
    name: String,
    version: String,
    target: String,
    start: f64,
    duration: f64,
}

fn print_units(name: &str, folder: &Path) -> anyhow::Result<()> {
    let report = fs::read_to_string(folder.join("target/cargo-timings/cargo-timing.html"))?;
    let (_, units) = report.split_once("const UNIT_DATA = ").context("the report of cargo has no data")?;
    let mut units: Vec<Unit> =
        serde_json::Deserializer::from_str(units).into_iter().next().context("the report of cargo has no units")??;
    units.sort_by(|a, b| b.duration.total_cmp(&a.duration));
    println!("\n### Slowest units: {name}\n");
    let mut rows = table(&["unit", "starts at", "seconds"]);
    for unit in units.iter().take(UNITS) {
        rows.add_row([
            format!("{} {}{}", unit.name, unit.version, unit.target),
            format!("{:.1}", unit.start),
            format!("{:.1}", unit.duration),
        ]);
    }
    println!("{rows}");
    Ok(())
}

const AXUM: &str = "axum";

fn projects() -> Vec<Project> {
    let mut all = vec![
        Project { name: "empty", ..Project::default() },
        Project {
            name: "thiserror 2",
            dependencies: "thiserror = \"2\"\n".to_owned(),
            before: "#[derive(Debug, thiserror::Error)]\nenum Error {\n    #[error(\"declined\")]\n    Declined,\n}\n"
                .to_owned(),
            body: "println!(\"{}\", Error::Declined);",
            ..Project::default()
        },
        Project {
            name: "serde derive",
            dependencies: "serde = { version = \"1\", features = [\"derive\"] }\n".to_owned(),
            before: "#[derive(serde::Serialize, serde::Deserialize)]\nstruct Error {\n    code: String,\n}\n"
                .to_owned(),
            body: "let _ = Error { code: String::new() }.code;",
            ..Project::default()
        },
        Project {
            name: "rust-i18n 4",
            dependencies: "rust-i18n = \"4\"\n".to_owned(),
            before: "rust_i18n::i18n!(\"locales\");\n".to_owned(),
            body: "println!(\"{}\", rust_i18n::t!(\"declined\"));",
            files: vec![("locales/en.yml".to_owned(), "_version: 1\ndeclined: Declined\n".to_owned())],
            ..Project::default()
        },
    ];
    all.extend(errcat_projects(
        ["errcat, macro", "errcat, build script", "errcat, expanded", "errcat, bundled catalogs"],
        "",
        "",
    ));
    let service = Project { name: AXUM, dependencies: SERVICE.to_owned(), body: SERVE, ..Project::default() };
    all.push(service);
    all.extend(errcat_projects(
        [
            "axum + errcat, macro",
            "axum + errcat, build script",
            "axum + errcat, expanded",
            "axum + errcat, bundled catalogs",
        ],
        SERVICE,
        SERVE,
    ));
    all
}

const SERVICE: &str =
    "axum = \"0.8\"\ntokio = { version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }\n";

const SERVE: &str = "let app = axum::Router::<()>::new().route(\"/\", axum::routing::get(|| async { \"fine\" }));
    let serve = async { axum::serve(tokio::net::TcpListener::bind(\"127.0.0.1:0\").await?, app).await };
    if let Err(error) = tokio::runtime::Runtime::new().and_then(|runtime| runtime.block_on(serve)) {
        println!(\"{error}\");
    }";

/// The path of this checkout.
const ERRCAT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Returns the same crate with the catalog from the macro, from the build script, as generated code, and bundled.
fn errcat_projects(names: [&'static str; 4], dependencies: &str, body: &'static str) -> Vec<Project> {
    let errcat = |features: &str| format!("errcat = {{ path = {ERRCAT:?}, {features} }}\n");
    let files: Vec<(String, String)> =
        catalog("codes", CODES).into_iter().map(|(file, text)| (format!("catalog/{file}"), text)).collect();
    let used = "const _: fn(&str) -> Option<u16> = |id| codes::Code::try_from(id).ok()?.status();\n";
    let project = |name, features: &str, before: String| Project {
        name,
        dependencies: format!("{dependencies}{}", errcat(features)),
        before,
        body,
        ..Project::default()
    };
    let none = "default-features = false, features = [\"alloc\"]";
    vec![
        Project {
            files: files.clone(),
            ..project(
                names[0],
                "default-features = false, features = [\"alloc\", \"macros\"]",
                format!("errcat::catalog!(mod codes, \"catalog\");\n{used}"),
            )
        },
        Project {
            files,
            build_dependencies: errcat("default-features = false, features = [\"build\"]"),
            build: Some("fn main() {\n    errcat::build::compile(\"catalog\");\n}\n"),
            ..project(names[1], none, format!("errcat::include_catalog!(mod codes);\n{used}"))
        },
        Project {
            files: vec![("src/codes.rs".to_owned(), compiled(catalog("codes", CODES)).rust("::errcat").whole())],
            ..project(names[2], none, format!("mod codes;\n{used}"))
        },
        project(names[3], "default-features = true", used.replace("codes::", "errcat::mozarto::")),
    ]
}

impl Project {
    fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let Self { name: _, dependencies, build_dependencies, before, body, build, files } = self;
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"trivial\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\n[build-dependencies]\n{build_dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src/main.rs"), format!("{before}\nfn main() {{\n    {body}\n}}\n"))?;
        if let Some(build) = build {
            fs::write(folder.join("build.rs"), build)?;
        }
        for (path, text) in files {
            let path = folder.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, text)?;
        }
        Ok(())
    }
}
