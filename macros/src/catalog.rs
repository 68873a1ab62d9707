//! `catalog!`: turns a folder of YAML into a module.

use std::env;
use std::path::{Path, PathBuf};

use errcat_compiler::load;
use errcat_compiler::{Compilation, Compiled, Diagnostic, Rust, Sources, compile};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitStr, Token, Visibility, bracketed};

/// The input of the macro: `[$crate] pub mod codes, "catalog"`.
pub struct Input {
    krate: TokenStream,
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    folder: LitStr,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let krate;
        bracketed!(krate in input);
        let krate = krate.parse()?;
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        input.parse::<Token![mod]>()?;
        let name = input.parse()?;
        input.parse::<Token![,]>()?;
        let folder = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        input.parse::<Option<Token![;]>>()?;
        Ok(Self { krate, attributes, visibility, name, folder })
    }
}

/// Returns the error for an invalid input, with an example.
pub fn misread(error: &syn::Error) -> TokenStream {
    let text = format!("{error}; write it as in `errcat::catalog!(pub mod codes, \"catalog\");`");
    syn::Error::new(error.span(), text).into_compile_error()
}

impl Input {
    /// Returns the module, and an error for each diagnostic.
    pub fn expand(self) -> TokenStream {
        let folder = self.folder.value();
        let span = self.folder.span();
        let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(&folder);
        let compilation = compile(load(&root, &folder));
        let mut errors: Vec<String> =
            compilation.diagnostics.iter().map(|diagnostic| text(diagnostic, &compilation.sources)).collect();
        if errors.is_empty() && compilation.catalogs.len() > 1 {
            errors.push(several(&compilation, &folder));
        }
        let errors = errors.iter().map(|text| quote_spanned!(span=> ::core::compile_error!(#text);));
        let module = match compilation.catalogs.first() {
            Some(catalog) => self.module(catalog, &tracked(&compilation, &root)),
            None => self.empty(),
        };
        quote! { #(#errors)* #module }
    }

    /// Returns an empty module for a catalog that cannot be compiled, so that its uses do not give errors of their own.
    fn empty(&self) -> TokenStream {
        let Self { visibility, name, .. } = self;
        quote! {
            #[doc = " Error codes of a catalog."]
            #visibility mod #name {
                #[doc = " No code could be compiled."]
                pub enum Code {}
            }
        }
    }

    fn module(&self, catalog: &Compiled, tracked: &[String]) -> TokenStream {
        let Self { krate, attributes, visibility, name, .. } = self;
        let Rust { codes, errors } = catalog.rust("errcat_of_this_catalog");
        let parse = |text: &str| text.parse::<TokenStream>();
        match parse(&codes).and_then(|codes| Ok((codes, parse(&errors)?))) {
            Ok((codes, errors)) => quote! {
                #[doc = " Error codes of a catalog."]
                #(#attributes)*
                #visibility mod #name {
                    use #krate as errcat_of_this_catalog;
                    #codes
                    #krate::__with_alloc! { #errors }
                    // Tells rustc which files to watch. In an unused function, their content is not stored.
                    fn _made_from() {
                        #(let _ = ::core::include_bytes!(#tracked);)*
                    }
                }
            },
            Err(error) => {
                let text = format!("bug in errcat: the generated code is not Rust: {error}");
                quote_spanned!(Span::call_site()=> ::core::compile_error!(#text);)
            }
        }
    }
}

/// Returns the text of a diagnostic to follow the `error: ` of rustc.
fn text(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let text = diagnostic.to_text(sources);
    text.strip_prefix("error").unwrap_or(&text).to_owned()
}

fn several(compilation: &Compilation, folder: &str) -> String {
    let shown = |catalog: &Compiled| compilation.sources.shown(catalog.folder());
    let names: Vec<String> = compilation.catalogs.iter().map(|catalog| format!("`{}`", shown(catalog))).collect();
    format!("`{folder}` has several catalogs: name one of {}", names.join(", "))
}

/// Returns the absolute paths of the files of a folder.
fn tracked(compilation: &Compilation, root: &Path) -> Vec<String> {
    compilation.sources.iter().map(|(_, file)| root.join(file.path()).display().to_string()).collect()
}
