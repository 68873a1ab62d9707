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

/// Maps each variant of an error type, or a struct, to an error of a catalog.
///
/// ```
/// # errcat::catalog!(mod codes, "tests/ui/catalogs/good");
/// #[derive(Debug, thiserror::Error, errcat::Coded)]
/// enum OrderError {
///     #[error("{article} was not found")]
///     #[code(codes::errors::no_article(article))]
///     NotFound { article: String },
///     #[error("out of stock")]
///     #[code(codes::errors::sold_out(_0).detail(format!("ordered {_1}")))]
///     SoldOut(u32, u32),
///     #[error(transparent)]
///     #[code(delegate)]
///     Codes(#[from] codes::Error),
/// }
///
/// use errcat::Coded as _;
///
/// let error = OrderError::NotFound { article: "tea".to_owned() };
/// assert_eq!(error.raised().public().message().to_string(), "No article tea");
/// ```
///
/// - `#[code(path::errors::constructor(…))]` calls a generated constructor, so that rustc checks the code and its parameters;
///   or any function that returns an `errcat::Error`. Methods such as `.detail(…)` may follow. The arguments see the fields by
///   reference, by their names, those of a tuple as `_0`, `_1`, …. An argument that is nothing but a field's name is passed
///   as a clone of the field; everything else stands as it is written.
/// - `#[code(delegate)]` hands on what the field is: an `errcat::Error`, or another `Coded` type. Among several fields it is the
///   one marked `#[from]` or `#[source]`, or else the one named `source`. If its type is a type parameter, that has to
///   be `Coded`.
/// - `#[coded(axum08)]`, `#[coded(actix_web4)]` and `#[coded(tonic014)]` above the type make it an answer of that framework, with
///   errcat's feature of the same name: what the public may see of it.
/// - `#[coded(crate = "path")]` above the type says where errcat is, if not at `::errcat`.
///
/// The constructor is called each time the error is asked what it is; only then fields are cloned.
#[cfg(feature = "derive")]
#[proc_macro_derive(Coded, attributes(code, coded))]
pub fn coded(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    syn::parse(input).map_or_else(syn::Error::into_compile_error, |input| derive::expand(&input)).into()
}
