//! The modules of a crate, and the uses between its files, read from its source.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, ItemMacro, UseTree};

/// The path of a module from the root of its crate.
type Module = Vec<String>;

/// The modules of a crate by their paths.
pub struct Crate {
    modules: BTreeMap<Module, Contents>,
    /// Macros with `#[macro_export]`, which the root holds wherever they are defined: names and paths.
    macros: Vec<(String, Vec<String>)>,
}

/// The contents of a module.
struct Contents {
    file: PathBuf,
    /// Names that `use` brings in, with their paths.
    imports: Vec<(String, Vec<String>)>,
    /// Paths that `use` brings all names in from.
    globs: Vec<Vec<String>>,
    /// Paths in expressions, types and macros.
    paths: BTreeSet<Vec<String>>,
}

impl Crate {
    /// Reads a crate from the file of its root module. Modules of tests are left out.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or is not Rust.
    pub fn read(root: &Path) -> Result<Self> {
        let mut read = Self { modules: BTreeMap::new(), macros: Vec::new() };
        read.file(root, Vec::new(), root.parent().context("a file is in a folder")?)?;
        if let Some(root) = read.modules.get_mut(&Module::new()) {
            root.imports.append(&mut read.macros);
        }
        Ok(read)
    }

    /// Lists which file uses which other. A use of a name that a module re-exports is a use of the file that defines it.
    pub fn uses(&self) -> BTreeSet<(PathBuf, PathBuf)> {
        let mut uses = BTreeSet::new();
        for (module, contents) in &self.modules {
            let imports = contents.imports.iter().map(|(_, path)| path);
            for path in imports.chain(&contents.globs).chain(&contents.paths) {
                if let Some((to, true)) = self.resolve(module, path, 0) {
                    let to = &self.modules[&to].file;
                    if *to != contents.file {
                        uses.insert((contents.file.clone(), to.clone()));
                    }
                }
            }
        }
        uses
    }

    fn file(&mut self, file: &Path, module: Module, folder: &Path) -> Result<()> {
        let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let parsed = syn::parse_file(&text).with_context(|| format!("{} is not Rust", file.display()))?;
        self.items(file, module, folder, parsed.items)
    }

    /// Reads the items of a module whose files of submodules are in `folder`.
    fn items(&mut self, file: &Path, module: Module, folder: &Path, items: Vec<Item>) -> Result<()> {
        let mut contents = Contents { file: file.to_owned(), imports: vec![], globs: vec![], paths: BTreeSet::new() };
        for item in items {
            match item {
                Item::Mod(item) if for_tests(&item.attrs) => {}
                Item::Mod(item) => {
                    let name = item.ident.to_string();
                    let below: Module = module.iter().chain([&name]).cloned().collect();
                    let own = folder.join(&name);
                    match item.content {
                        Some((_, items)) => self.items(file, below, &own, items)?,
                        None if own.join("mod.rs").exists() => self.file(&own.join("mod.rs"), below, &own)?,
                        None => self.file(&own.with_extension("rs"), below, &own)?,
                    }
                }
                Item::Use(item) => import(&item.tree, &mut Vec::new(), &mut contents),
                item => {
                    if let Item::Macro(ItemMacro { ident: Some(name), attrs, .. }) = &item
                        && attrs.iter().any(|attribute| attribute.path().is_ident("macro_export"))
                    {
                        let path = module.iter().cloned().chain([name.to_string()]).collect();
                        self.macros.push((name.to_string(), path));
                    }
                    paths(item.into_token_stream(), &mut contents.paths);
                }
            }
        }
        self.modules.insert(module, contents);
        Ok(())
    }

    /// Finds the module that a path leads to, seen from a module, and whether it leads to an item of that module rather than
    /// to the module itself. Paths to other crates lead nowhere.
    fn resolve(&self, from: &Module, path: &[String], depth: usize) -> Option<(Module, bool)> {
        if depth > 20 {
            return None; // re-exports in a circle
        }
        let mut at = from.clone();
        let mut rest = path;
        while let [first, others @ ..] = rest {
            match first.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()?),
                _ => break,
            }
            rest = others;
        }
        let anchored = rest.len() < path.len();
        for (index, name) in rest.iter().enumerate() {
            let below: Module = at.iter().chain([name]).cloned().collect();
            if self.modules.contains_key(&below) {
                at = below;
                continue;
            }
            let contents = &self.modules[&at];
            let import = contents.imports.iter().find(|(known, path)| known == name && **path != rest[index..]);
            let mut targets = import
                .map(|(_, path)| path.clone())
                .into_iter()
                .chain(contents.globs.iter().map(|glob| glob.iter().chain([name]).cloned().collect()));
            let found = targets.find_map(|target: Vec<String>| {
                let whole: Vec<String> = target.into_iter().chain(rest[index + 1..].iter().cloned()).collect();
                self.resolve(&at, &whole, depth + 1)
            });
            // A name that is neither a module nor imported is an item of this module, or another crate.
            return found.or_else(|| (anchored || index > 0).then_some((at, true)));
        }
        Some((at, false))
    }
}

/// Returns whether an item is compiled for tests only.
fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.meta.to_token_stream().to_string().contains("(test)")
    })
}

/// Collects the names that a `use` brings in.
fn import(tree: &UseTree, before: &mut Vec<String>, contents: &mut Contents) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            import(&path.tree, before, contents);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| import(tree, before, contents)),
        UseTree::Glob(_) => contents.globs.push(before.clone()),
        UseTree::Name(name) if name.ident == "self" => {
            contents.imports.push((before.last().cloned().unwrap_or_default(), before.clone()));
        }
        UseTree::Name(name) => add(name.ident.to_string(), name.ident.to_string(), before, contents),
        UseTree::Rename(rename) => add(rename.rename.to_string(), rename.ident.to_string(), before, contents),
    }
}

fn add(name: String, last: String, before: &[String], contents: &mut Contents) {
    let path = if last == "self" { before.to_vec() } else { before.iter().cloned().chain([last]).collect() };
    contents.imports.push((name, path));
}

/// Collects all paths of two names and more, those in macros, too. `$crate::…` belongs to wherever the macro is used.
fn paths(tokens: TokenStream, found: &mut BTreeSet<Vec<String>>) {
    let mut path: Vec<String> = Vec::new();
    let mut before = String::new();
    for token in tokens {
        let now = match &token {
            TokenTree::Group(group) => {
                paths(group.stream(), found);
                String::new()
            }
            // Two colons are one separator.
            TokenTree::Punct(punct) if punct.as_char() == ':' && before == ":" => "::".to_owned(),
            other => other.to_string(),
        };
        match &token {
            TokenTree::Ident(_) if before == "::" && !path.is_empty() => path.push(now.clone()),
            TokenTree::Ident(_) => {
                finish(&mut path, found);
                path.extend((before != "::" && before != "$").then(|| now.clone()));
            }
            _ if now == ":" || now == "::" => {}
            _ => finish(&mut path, found),
        }
        before = now;
    }
    finish(&mut path, found);
}

/// Keeps a path that has ended, unless it is a single name.
fn finish(path: &mut Vec<String>, found: &mut BTreeSet<Vec<String>>) {
    let path = std::mem::take(path);
    if path.len() > 1 {
        found.insert(path);
    }
}
