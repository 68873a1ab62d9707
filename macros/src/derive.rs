//! `#[derive(Coded)]`: a match from each shape of a type to the constructor that its attribute names.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, Generics, LitStr, Member, MetaList, Path, Result, Token, Type,
};

/// Returns the implementation, and an error for each misuse.
pub fn expand(input: &DeriveInput) -> TokenStream {
    let mut errors = Vec::new();
    let Keys { krate, answers } = Keys::read(&input.attrs, &mut errors);
    let mut derive = Derive { krate, generics: &input.generics, bounds: Vec::new(), errors };
    let raised = match &input.data {
        Data::Struct(data) => {
            let pattern = quote!(Self);
            let shape = Shape { pattern, name: &input.ident, attributes: &input.attrs, fields: &data.fields };
            let arm = derive.arm(&shape);
            quote!(match self { #arm })
        }
        Data::Enum(data) if data.variants.is_empty() => quote!(match *self {}),
        Data::Enum(data) => {
            derive.refuse(&input.attrs, "code", "codes belong to variants: write this above a variant");
            let arms = data.variants.iter().map(|variant| {
                derive.refuse(&variant.attrs, "coded", "write this above the enum");
                // With the span of the derive, rustc does not warn about a deprecated variant.
                let mut name = variant.ident.clone();
                name.set_span(Span::call_site());
                let (attributes, fields) = (&variant.attrs, &variant.fields);
                derive.arm(&Shape { pattern: quote!(Self::#name), name: &variant.ident, attributes, fields })
            });
            let arms: TokenStream = arms.collect();
            quote!(match self { #arms })
        }
        Data::Union(data) => {
            let text = "a union cannot derive `Coded`, because its active field is unknown: use an enum";
            derive.errors.push(Error::new(data.union_token.span, text));
            never()
        }
    };
    let Derive { krate, bounds, errors, .. } = derive;
    let errors = errors.iter().map(Error::to_compile_error);
    let name = &input.ident;
    let (impl_generics, type_generics, given) = input.generics.split_for_impl();
    let given: Vec<_> = given.into_iter().flat_map(|clause| &clause.predicates).collect();
    let answers = answers.iter().map(|(framework, span)| {
        let (of, body) = framework.implementation(&krate, *span, &quote!(#name #type_generics));
        quote! {
            #[automatically_derived]
            impl #impl_generics #of where #(#given,)* #(#bounds,)* { #body }
        }
    });
    quote! {
        #(#errors)*
        #[automatically_derived]
        impl #impl_generics #krate::Coded for #name #type_generics where #(#given,)* #(#bounds,)* {
            #[allow(unused_variables, reason = "an attribute need not use every field")]
            fn raised(&self) -> #krate::AnyError<'_> {
                #raised
            }
        }
        #(#answers)*
    }
}

/// Returns an expression of any type. It replaces code with a reported error, so that rustc reports no further errors there.
fn never() -> TokenStream {
    quote!(::core::unreachable!("the derive reported an error"))
}

/// A framework whose handlers can return the type.
#[derive(Clone, Copy, PartialEq)]
enum Framework {
    Axum08,
    ActixWeb4,
    Tonic014,
}

impl Framework {
    fn named(path: &Path) -> Option<Self> {
        [("axum08", Self::Axum08), ("actix_web4", Self::ActixWeb4), ("tonic014", Self::Tonic014)]
            .into_iter()
            .find_map(|(name, framework)| path.is_ident(name).then_some(framework))
    }

    /// Returns the header and the body of the `impl`. Without the feature, rustc reports the error at the key.
    fn implementation(self, krate: &Path, span: Span, error: &TokenStream) -> (TokenStream, TokenStream) {
        match self {
            Self::Axum08 => {
                let axum = quote_spanned!(span=> #krate::axum08);
                let body = quote! {
                    fn into_response(self) -> #axum::Response {
                        #axum::IntoResponse::into_response(#krate::Coded::raised(&self))
                    }
                };
                (quote!(#axum::IntoResponse for #error), body)
            }
            Self::ActixWeb4 => {
                let actix_web = quote_spanned!(span=> #krate::actix_web4);
                let body = quote! {
                    fn status_code(&self) -> #actix_web::StatusCode {
                        #actix_web::status_of(&#krate::Coded::raised(self).public())
                    }

                    fn error_response(&self) -> #actix_web::HttpResponse {
                        ::core::convert::From::from(#krate::Coded::raised(self).public())
                    }
                };
                (quote!(#actix_web::ResponseError for #error), body)
            }
            Self::Tonic014 => {
                let tonic = quote_spanned!(span=> #krate::tonic014);
                let body = quote! {
                    fn from(error: #error) -> Self {
                        ::core::convert::From::from(#krate::Coded::raised(&error).public())
                    }
                };
                (quote!(::core::convert::From<#error> for #tonic::Status), body)
            }
        }
    }
}

/// The content of `#[coded(…)]`.
struct Keys {
    /// The path of errcat.
    krate: Path,
    answers: Vec<(Framework, Span)>,
}

impl Keys {
    fn read(attributes: &[Attribute], errors: &mut Vec<Error>) -> Self {
        let (mut krate, mut answers) = (None, Vec::new());
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("coded")) {
            let parsed = keys(attribute).and_then(|list| {
                list.parse_nested_meta(|meta| {
                    if let Some(framework) = Framework::named(&meta.path) {
                        let twice = answers.iter().any(|(other, _)| *other == framework);
                        answers.extend(meta.path.get_ident().map(|name| (framework, name.span())));
                        return if twice { Err(meta.error("duplicate framework")) } else { Ok(()) };
                    }
                    if !meta.path.is_ident("crate") {
                        return Err(meta.error("unknown key"));
                    }
                    let path = meta.value()?.parse::<LitStr>()?.parse_with(Path::parse_mod_style)?;
                    if krate.replace(path).is_some() { Err(meta.error("duplicate `crate`")) } else { Ok(()) }
                })
            });
            let help = |error| Error::new(Error::span(&error), format!("{error}: {HELP}"));
            errors.extend(parsed.err().map(help));
        }
        Self { krate: krate.unwrap_or_else(|| syn::parse_quote!(::errcat)), answers }
    }
}

fn keys(attribute: &Attribute) -> Result<&MetaList> {
    attribute.meta.require_list().map_err(|_| Error::new_spanned(attribute, "expected a key"))
}

const HELP: &str = "write `#[coded(crate = \"path::of::errcat\")]`, or the frameworks that it answers in: \
    `#[coded(axum08, actix_web4, tonic014)]`";

struct Derive<'a> {
    krate: Path,
    generics: &'a Generics,
    bounds: Vec<TokenStream>,
    errors: Vec<Error>,
}

/// A struct, or a variant of an enum.
struct Shape<'a> {
    pattern: TokenStream,
    name: &'a Ident,
    attributes: &'a [Attribute],
    fields: &'a Fields,
}

/// The content of `#[code(…)]`.
enum Code {
    Delegate(Span),
    /// A call: a path, then arguments and any methods that follow.
    Call(Path, TokenStream),
}

const EXPECTED: &str =
    "expected the call of a constructor, or `delegate`: write `#[code(path::errors::constructor(field, …))]`";

impl Parse for Code {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let span = input.span();
        let path = Path::parse_mod_style(input).map_err(|_| Error::new(span, EXPECTED))?;
        if path.is_ident("delegate") {
            return if input.is_empty() {
                Ok(Self::Delegate(span))
            } else {
                Err(input.error("`delegate` takes no arguments: mark the field with `#[source]`"))
            };
        }
        if !input.peek(syn::token::Paren) {
            return Err(Error::new(span, EXPECTED));
        }
        let arguments: Group = input.parse()?;
        if !input.is_empty() && !input.peek(Token![.]) {
            return Err(input.error("expected the end, or a method such as `.detail(…)`"));
        }
        let methods: TokenStream = input.parse()?;
        Ok(Self::Call(path, quote!(#arguments #methods)))
    }
}

impl Derive<'_> {
    /// Reports attributes in a place where they have no meaning.
    fn refuse(&mut self, attributes: &[Attribute], name: &str, text: &str) {
        let named = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
        self.errors.extend(named.map(|attribute| Error::new_spanned(attribute, text)));
    }

    /// Returns the match arm of a shape. A misused attribute is reported once: its arm causes no further errors.
    fn arm(&mut self, shape: &Shape<'_>) -> TokenStream {
        for field in shape.fields {
            self.refuse(&field.attrs, "code", "write this above the variant or the struct, not on a field");
            self.refuse(&field.attrs, "coded", "write this above the type, not on a field");
        }
        let arm = code(shape).and_then(|code| match code {
            Code::Delegate(span) => self.delegated(shape, span),
            Code::Call(path, rest) => Ok(self.called(shape, &path, rest)),
        });
        arm.unwrap_or_else(|error| {
            self.errors.push(error);
            let pattern = &shape.pattern;
            let never = never();
            quote!(#pattern { .. } => #never,)
        })
    }

    fn called(&self, shape: &Shape<'_>, path: &Path, rest: TokenStream) -> TokenStream {
        let Self { krate, .. } = self;
        let Shape { pattern, fields, .. } = shape;
        // Fields get the span of the attribute, so that its names refer to them even inside a macro.
        let written = rest.clone().into_iter().next().map_or_else(Span::call_site, |arguments| arguments.span());
        let names: Vec<Ident> = fields.iter().enumerate().map(|(at, field)| name(at, field, written)).collect();
        let rest = cloned(rest, &names);
        let bound = fields.members().zip(&names).map(|(member, name)| match member {
            Member::Named(_) => quote!(#name),
            Member::Unnamed(_) => quote!(#member: #name),
        });
        quote! {
            #pattern { #(#bound),* } => {
                <#krate::AnyError<'_> as ::core::convert::From<#krate::Error<_>>>::from(#path #rest)
            }
        }
    }

    fn delegated(&mut self, shape: &Shape<'_>, span: Span) -> Result<TokenStream> {
        let Self { krate, .. } = self;
        let Shape { pattern, fields, .. } = shape;
        let (at, field) = inner(fields, span)?;
        let member = fields.members().nth(at);
        if is_parameter(&field.ty, self.generics) {
            let ty = &field.ty;
            self.bounds.push(quote!(#ty: #krate::Coded));
        }
        // All tokens get the span of the attribute, so that rustc reports errors there and not at the derive.
        let krate = krate.to_token_stream().into_iter().map(|mut token| {
            token.set_span(span);
            token
        });
        Ok(quote_spanned!(span=> #pattern { #member: inner, .. } => #(#krate)*::Coded::raised(inner),))
    }
}

/// Reads the one code of a shape.
fn code(shape: &Shape<'_>) -> Result<Code> {
    let mut all = shape.attributes.iter().filter(|attribute| attribute.path().is_ident("code"));
    let name = shape.name;
    let Some(first) = all.next() else {
        let text = format!(
            "`{name}` has no code: write `#[code(path::errors::constructor(field, …))]` or `#[code(delegate)]` above it"
        );
        return Err(Error::new(name.span(), text));
    };
    if let Some(second) = all.next() {
        return Err(Error::new_spanned(second, format!("`{name}` already has a code: write one `#[code(…)]`")));
    }
    match first.meta.require_list() {
        Ok(list) if list.tokens.is_empty() => Err(Error::new_spanned(first, EXPECTED)),
        Ok(list) => list.parse_args(),
        Err(_) => Err(Error::new_spanned(first, EXPECTED)),
    }
}

/// Returns the name of a field in the attribute: tuple fields are `_0`, `_1`, …
fn name(at: usize, field: &Field, span: Span) -> Ident {
    let mut name = field.ident.clone().unwrap_or_else(|| format_ident!("_{at}"));
    name.set_span(span);
    name
}

/// Returns the call with a clone in place of each argument that is only the name of a field.
fn cloned(call: TokenStream, names: &[Ident]) -> TokenStream {
    let arguments = |token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',');
            let cloned = tokens.split(is_comma).map(|argument| match argument {
                [TokenTree::Ident(name)] if names.contains(name) => {
                    quote_spanned!(name.span()=> ::core::clone::Clone::clone(#name))
                }
                argument => argument.iter().cloned().collect(),
            });
            let mut cloned = Group::new(Delimiter::Parenthesis, quote!(#(#cloned),*));
            cloned.set_span(group.span());
            TokenTree::Group(cloned)
        }
        token => token,
    };
    call.into_iter().map(arguments).collect()
}

/// Returns the field whose error `delegate` uses, and its place.
fn inner(fields: &Fields, span: Span) -> Result<(usize, &Field)> {
    let all = || fields.iter().enumerate();
    let mut marked = all().filter_map(|(at, field)| Some((at, field, mark(field)?)));
    let first = marked.next();
    if let Some((_, _, second)) = marked.next() {
        return Err(Error::new_spanned(second, "another field is already marked: `delegate` uses one field"));
    }
    let only = || all().next().filter(|_| fields.len() == 1);
    let named = || all().find(|(_, field)| field.ident.as_ref().is_some_and(|name| name == "source"));
    let found = first.map(|(at, field, _)| (at, field)).or_else(only).or_else(named);
    found.ok_or_else(|| {
        let text = match fields.len() {
            0 => "there is no field to delegate to: name a constructor, `#[code(path::errors::constructor())]`",
            _ => "which field holds the error? mark it `#[source]` or `#[from]`, or name it `source`",
        };
        Error::new(span, text)
    })
}

/// Returns the attribute with which thiserror marks a field that holds another error.
fn mark(field: &Field) -> Option<&Attribute> {
    field.attrs.iter().find(|attribute| attribute.path().is_ident("source") || attribute.path().is_ident("from"))
}

/// Returns whether a type is a type parameter of the deriving type.
fn is_parameter(ty: &Type, generics: &Generics) -> bool {
    let Type::Path(path) = ty else { return false };
    path.qself.is_none() && generics.type_params().any(|parameter| path.path.is_ident(&parameter.ident))
}
