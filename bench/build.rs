//! Writes the tables to measure: errcat's and those of the other libraries, with the same keys.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use synthetic::{catalog, compiled, ids, sqlstate_catalog, sqlstates};

/// The largest `match` that is built by default. Larger ones take rustc minutes.
const MOST_ARMS: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let large_match = env::var_os("CARGO_FEATURE_MATCH_10000").is_some();
    for count in [20, 1_000, 10_000] {
        let keys = ids(count);
        let name = format!("c{count}");
        fs::write(out.join(format!("{name}.rs")), compiled(catalog(&name, count)).rust("::errcat").whole())?;
        fs::write(out.join(format!("{name}_peers.rs")), peers(&keys, large_match || count <= MOST_ARMS)?)?;
    }
    let states = compiled(sqlstate_catalog("sql"));
    fs::write(out.join("sql.rs"), states.rust("::errcat").whole())?;
    fs::write(out.join("sql_peers.rs"), peers(&sqlstates(), true)?)?;
    fs::write(
        out.join("sql_ids_peers.rs"),
        peers(&states.catalog().codes().map(|code| code.as_str()).collect::<Vec<_>>(), true)?,
    )?;
    fs::write(out.join("sql_thiserror.rs"), thiserror(&states)?)?;
    fs::write(out.join("c1000_arrays.rs"), arrays(&compiled(catalog("c1000", 1_000)))?)?;
    Ok(())
}

/// Returns Rust code with the keys, a `phf` map from key to number, and a `match` from key to number.
fn peers(keys: &[impl AsRef<str>], arms: bool) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let mut map = phf_codegen::Map::new();
    writeln!(out, "pub static KEYS: [&str; {}] = [", keys.len())?;
    for (key, number) in keys.iter().map(AsRef::as_ref).zip(0u16..) {
        writeln!(out, "    {key:?},")?;
        map.entry(key, number.to_string());
    }
    writeln!(out, "];\n\npub static PHF: phf::Map<&'static str, u16> = {};\n", map.build())?;
    if !arms {
        writeln!(out, "pub const MATCH: Option<fn(&str) -> Option<u16>> = None;")?;
        return Ok(out);
    }
    writeln!(out, "pub const MATCH: Option<fn(&str) -> Option<u16>> = Some(|key| Some(match key {{")?;
    for (key, number) in keys.iter().map(AsRef::as_ref).zip(0u16..) {
        writeln!(out, "    {key:?} => {number},")?;
    }
    writeln!(out, "    _ => return None,\n}}));")?;
    Ok(out)
}

/// Returns Rust code with two enums that display the same texts with `thiserror`: the ids, and the help texts.
fn thiserror(catalog: &errcat_compiler::Compiled) -> Result<String, std::fmt::Error> {
    let codes = catalog.catalog();
    let mut out = String::new();
    for (name, alternate) in [("Short", false), ("Long", true)] {
        writeln!(out, "#[derive(Clone, Copy, Debug, thiserror::Error)]\npub enum {name} {{")?;
        for code in codes.codes() {
            let text = if alternate { format!("{code:#}") } else { code.to_string() };
            writeln!(out, "    #[error({:?})] E{},", text.replace('{', "{{").replace('}', "}}"), code.number())?;
        }
        writeln!(out, "}}\n\nimpl {name} {{\n    pub const ALL: [Self; {}] = [", codes.len())?;
        for code in codes.codes() {
            writeln!(out, "        Self::E{},", code.number())?;
        }
        writeln!(out, "    ];\n}}\n")?;
    }
    Ok(out)
}

/// Returns Rust code as written by hand for three properties: arrays by number, and a `match` over the enum.
fn arrays(catalog: &errcat_compiler::Compiled) -> Result<String, std::fmt::Error> {
    let codes = catalog.catalog();
    let variants = || catalog.model().codes.iter().map(|code| code.rust_name.as_str());
    let mut out = String::new();
    writeln!(out, "pub static STATUS: [u16; {}] = [", codes.len())?;
    for code in codes.codes() {
        writeln!(out, "    {},", code.status().unwrap_or_default())?;
    }
    writeln!(out, "];\n\npub static MESSAGE: [&str; {}] = [", codes.len())?;
    for code in codes.codes() {
        writeln!(out, "    {:?},", code.message())?;
    }
    writeln!(out, "];\n\n#[inline(never)]\npub fn status(code: Code) -> Option<u16> {{\n    match code {{")?;
    for (code, variant) in codes.codes().zip(variants()) {
        writeln!(out, "        Code::{variant} => {:?},", code.status())?;
    }
    writeln!(out, "    }}\n}}\n\n#[inline(never)]\npub fn fixable_by(code: Code) -> FixableBy {{\n    match code {{")?;
    for (code, variant) in codes.codes().zip(variants()) {
        writeln!(out, "        Code::{variant} => FixableBy::{:?},", code.fixable_by())?;
    }
    writeln!(out, "    }}\n}}\n\n#[inline(never)]\npub fn message(code: Code) -> &'static str {{\n    match code {{")?;
    for (code, variant) in codes.codes().zip(variants()) {
        writeln!(out, "        Code::{variant} => {:?},", code.message())?;
    }
    writeln!(out, "    }}\n}}")?;
    Ok(out)
}
