//! The macros of errcat. Use them as `errcat::catalog!` and `#[derive(errcat::Coded)]`.

#[cfg(feature = "catalog")]
mod catalog;
#[cfg(feature = "derive")]
mod derive;

/// Expands `errcat::catalog!`, which adds the path of errcat to its input: `[$crate] pub mod codes, "catalog"`.
#[doc(hidden)]
#[cfg(feature = "catalog")]
#[proc_macro]
pub fn catalog(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    syn::parse(input).map_or_else(|error| catalog::misread(&error), catalog::Input::expand).into()
}

/// # Attributes
///
/// - `#[code(path::errors::constructor(…))]` calls a generated constructor, so that rustc checks the code and its parameters.
///   Any function that returns an `errcat::Error` works too. Methods such as `.detail(…)` can follow. Arguments can name the
///   variant's fields; tuple fields are `_0`, `_1`, …. An argument that is only a field's name passes a clone of the field; in
///   other expressions, the names are references.
/// - `#[code(delegate)]` uses the error in the field: an `errcat::Error`, or another `Coded` type. If there are several fields,
///   it is the one with `#[from]` or `#[source]`, otherwise the one named `source`. A type parameter must be `Coded`.
/// - `#[coded(axum08)]`, `#[coded(actix_web4)]` and `#[coded(tonic014)]` on the type let handlers of that framework return it
///   directly. The answer is the public view of the error. Each needs errcat's feature of the same name.
/// - `#[coded(crate = "path")]` on the type names the path of errcat, if it is not `::errcat`.
///
/// The constructor is called, and fields are cloned, each time the error is converted.
#[cfg(feature = "derive")]
#[proc_macro_derive(Coded, attributes(code, coded))]
pub fn coded(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    syn::parse(input).map_or_else(syn::Error::into_compile_error, |input| derive::expand(&input)).into()
}
