//! What a generated catalog costs: errcat's own time, rustc's time and memory, and bytes in a stripped release binary.
//!
//! `compile-time [COUNT…]`: the numbers of codes; 100, 1,000, 10,000 and 50,000 unless given.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use errcat_bench::{Cost, median, run, table};
use synthetic::{catalog, compiled, text_bytes};

/// Runs of each measurement; the median counts.
const ROUNDS: usize = 3;

/// The argument by which this program calls itself, to have a process that does nothing but compile a catalog.
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
        .map(|count| count.parse().with_context(|| format!("`{count}` codes")))
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

/// errcat, built beforehand.
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
            "Processor seconds (a machine that does other things, too, changes them least) and MB (10⁶ bytes, the peak of one process),"
        );
        println!("the median of {ROUNDS}. `errcat`: YAML in, Rust out, laws proved.");
        println!("rustc on a library of nothing but the catalog; errcat itself is built beforehand.\n");
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
            "release, µs a code",
        ]);
        let mut sizes = table(&["codes", "raw text, bytes a code", "binary, bytes a code", "binary / raw"]);
        fs::write(self.folder.join("main.rs"), PROGRAM)?;
        self.generate(1)?;
        let empty = self.binary()?;
        for &count in counts {
            let mut text = 0;
            let errcat = middle(|| {
                let (cost, bytes) = self.generate(count)?;
                text = bytes;
                Ok(cost)
            })?;
            for (what, library) in [("", CODES), (", with `errors`", WITH_ERRORS)] {
                fs::write(self.folder.join("lib.rs"), library)?;
                let check = middle(|| self.rustc(&self.debug, &["--emit=metadata"]))?;
                let debug = middle(|| self.rustc(&self.debug, &["-Cdebuginfo=2"]))?;
                let release = middle(|| self.rustc(&self.release, &["-Copt-level=3"]))?;
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
        println!("Beyond the same program with one code. Raw text: id, title, message, remediation, customer text.\n");
        println!("{sizes}");
        Ok(())
    }

    /// Writes `codes.rs`; what that took, and how many bytes of text there are.
    fn generate(&self, count: usize) -> anyhow::Result<(Cost, usize)> {
        let file = self.folder.join("codes.rs");
        let cost = run(Command::new(std::env::current_exe()?).arg(GENERATE).arg(count.to_string()).arg(&file))?;
        Ok((cost, text_bytes(&compiled(catalog("codes", count)))))
    }

    fn rustc(&self, errcat: &Library, arguments: &[&str]) -> anyhow::Result<Cost> {
        run(self.command(errcat, "lib.rs").args(["--crate-type=lib", "-Dwarnings"]).args(arguments))
    }

    /// The size of the program.
    fn binary(&self) -> anyhow::Result<u64> {
        run(self.command(&self.release, "main.rs").args(["-Copt-level=3", "-Cstrip=symbols", "-Adead_code"]))?;
        Ok(fs::metadata(self.folder.join("main"))?.len())
    }

    fn command(&self, errcat: &Library, file: &str) -> Command {
        let mut rustc = Command::new("rustc");
        // As cargo calls it.
        rustc.current_dir(self.folder).args([file, "--edition=2024", "-Cembed-bitcode=no"]);
        rustc.arg("--extern").arg(format!("errcat={}", errcat.rlib.display()));
        rustc.arg("-L").arg(format!("dependency={}", errcat.dependencies.display()));
        rustc
    }
}

/// The middle one of some runs, each figure by itself.
fn middle(mut measure: impl FnMut() -> anyhow::Result<Cost>) -> anyhow::Result<Cost> {
    let costs = (0..ROUNDS).map(|_| measure()).collect::<Result<Vec<_>, _>>()?;
    Ok(Cost {
        wall: median(costs.iter().map(|cost| cost.wall)),
        cpu: median(costs.iter().map(|cost| cost.cpu)),
        memory: median(costs.iter().map(|cost| cost.memory as f64)) as u64,
    })
}
