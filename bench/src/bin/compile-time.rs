//! Measures the cost of a generated catalog: the time of errcat, the time and memory of rustc, and the bytes in a
//! stripped release binary.
//!
//! `compile-time [COUNT…]`: each COUNT is a number of codes. The default is 100, 1,000, 10,000 and 50,000.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use errcat_bench::{Cost, median, run, table};
use synthetic::{catalog, compiled, text_bytes};

/// The number of runs of each measurement. The result is the median.
const ROUNDS: usize = 3;

/// The argument with which the program starts itself as a process that only compiles a catalog.
const GENERATE: &str = "--generate";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, count, file] = &arguments[..]
        && flag == GENERATE
    {
        let catalog = compiled(catalog("codes", count.parse()?));
        let rust = catalog.rust("::errcat");
        fs::write(file, rust.codes)?;
        fs::write(Path::new(file).with_extension("errors.rs"), rust.errors)?;
        return Ok(());
    }
    let counts: Vec<usize> = arguments
        .iter()
        .map(|count| count.parse().with_context(|| format!("`{count}` is not a number of codes")))
        .collect::<Result<_, _>>()?;
    let counts = if counts.is_empty() { vec![100, 1_000, 10_000, 50_000] } else { counts };
    let folder = tempfile::tempdir()?;
    let bench = Bench {
        release: Library::build(folder.path(), true)?,
        debug: Library::build(folder.path(), false)?,
        folder: folder.path(),
    };
    bench.print(&counts)
}

/// A build of errcat.
struct Library {
    rlib: PathBuf,
    dependencies: PathBuf,
}

impl Library {
    fn build(folder: &Path, release: bool) -> anyhow::Result<Self> {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
        let target = folder.join("target");
        let mut cargo = Command::new("cargo");
        cargo.args([
            "build",
            "--quiet",
            "--lib",
            "--no-default-features",
            "--features",
            "alloc",
            "--package",
            "errcat",
            "--manifest-path",
            manifest,
        ]);
        cargo.arg("--target-dir").arg(&target).args(release.then_some("--release"));
        run(&mut cargo)?;
        let profile = target.join(if release { "release" } else { "debug" });
        Ok(Self { rlib: profile.join("liberrcat.rlib"), dependencies: profile.join("deps") })
    }
}

struct Bench<'a> {
    release: Library,
    debug: Library,
    folder: &'a Path,
}

const PROGRAM: &str = "
mod codes { include!(\"codes.rs\"); }

fn main() {
    for argument in std::env::args().skip(1) {
        match codes::Code::try_from(argument.as_str()) {
            Ok(code) => println!(\"{code:#}\"),
            Err(error) => println!(\"{error}\"),
        }
    }
}
";

const CODES: &str = "//! Error codes.
pub mod codes { include!(\"codes.rs\"); }
";

const WITH_ERRORS: &str = "//! Error codes.
pub mod codes { include!(\"codes.rs\"); include!(\"codes.errors.rs\"); }
";

impl Bench<'_> {
    fn print(&self, counts: &[usize]) -> anyhow::Result<()> {
        println!("\n## Compile time of a generated catalog\n");
        println!(
            "Processor seconds (on a busy machine they vary less than wall-clock time) and MB (10⁶ bytes, the peak of one process)."
        );
        println!("The median of {ROUNDS} runs. `errcat`: from YAML to Rust, including the checks of the tables.");
        println!("rustc compiles a library that contains only the catalog; errcat itself is already built.\n");
        let mut times = table(&[
            "codes",
            "errcat s",
            "MB",
            "check s",
            "MB",
            "debug s",
            "MB",
            "release s",
            "MB",
            "release, µs per code",
        ]);
        let mut sizes = table(&["codes", "raw text, bytes per code", "binary, bytes per code", "binary / raw"]);
        fs::write(self.folder.join("main.rs"), PROGRAM)?;
        self.generate(1)?;
        let empty = self.binary()?;
        for &count in counts {
            let mut text = 0;
            let errcat = median_cost(|| {
                let (cost, bytes) = self.generate(count)?;
                text = bytes;
                Ok(cost)
            })?;
            for (what, library) in [("", CODES), (", with `errors`", WITH_ERRORS)] {
                fs::write(self.folder.join("lib.rs"), library)?;
                let check = median_cost(|| self.rustc(&self.debug, &["--emit=metadata"]))?;
                let debug = median_cost(|| self.rustc(&self.debug, &["-Cdebuginfo=2"]))?;
                let release = median_cost(|| self.rustc(&self.release, &["-Copt-level=3"]))?;
                let cells = [errcat, check, debug, release]
                    .map(|cost| [format!("{:.2}", cost.cpu), format!("{:.0}", cost.memory as f64 / 1e6)]);
                let each = format!("{:.0}", release.cpu * 1e6 / count as f64);
                let name = format!("{count}{what}");
                times.add_row(std::iter::once(name).chain(cells.into_iter().flatten()).chain([each]));
            }
            let (raw, binary) =
                (text as f64 / count as f64, (self.binary()? as f64 - empty as f64) / (count - 1).max(1) as f64);
            sizes.add_row([
                count.to_string(),
                format!("{raw:.0}"),
                format!("{binary:.0}"),
                format!("{:.2}", binary / raw),
            ]);
        }
        println!("{times}");
        println!("\n## Size of a generated catalog in a stripped release binary\n");
        println!(
            "More than the same program with one code. Raw text: id, title, message, remediation and customer text.\n"
        );
        println!("{sizes}");
        Ok(())
    }

    /// Writes `codes.rs`. Returns the cost, and the bytes of all texts of the catalog.
    fn generate(&self, count: usize) -> anyhow::Result<(Cost, usize)> {
        let file = self.folder.join("codes.rs");
        let cost = run(Command::new(std::env::current_exe()?).arg(GENERATE).arg(count.to_string()).arg(&file))?;
        Ok((cost, text_bytes(&compiled(catalog("codes", count)))))
    }

    fn rustc(&self, errcat: &Library, arguments: &[&str]) -> anyhow::Result<Cost> {
        run(self.command(errcat, "lib.rs").args(["--crate-type=lib", "-Dwarnings"]).args(arguments))
    }

    /// Builds the program and returns its size in bytes.
    fn binary(&self) -> anyhow::Result<u64> {
        run(self.command(&self.release, "main.rs").args(["-Copt-level=3", "-Cstrip=symbols", "-Adead_code"]))?;
        Ok(fs::metadata(self.folder.join("main"))?.len())
    }

    fn command(&self, errcat: &Library, file: &str) -> Command {
        let mut rustc = Command::new("rustc");
        // The arguments of cargo.
        rustc.current_dir(self.folder).args([file, "--edition=2024", "-Cembed-bitcode=no"]);
        rustc.arg("--extern").arg(format!("errcat={}", errcat.rlib.display()));
        rustc.arg("-L").arg(format!("dependency={}", errcat.dependencies.display()));
        rustc
    }
}

/// Returns the median of each figure over several runs.
fn median_cost(mut measure: impl FnMut() -> anyhow::Result<Cost>) -> anyhow::Result<Cost> {
    let costs = (0..ROUNDS).map(|_| measure()).collect::<Result<Vec<_>, _>>()?;
    Ok(Cost {
        wall: median(costs.iter().map(|cost| cost.wall)),
        cpu: median(costs.iter().map(|cost| cost.cpu)),
        memory: median(costs.iter().map(|cost| cost.memory as f64)) as u64,
    })
}
