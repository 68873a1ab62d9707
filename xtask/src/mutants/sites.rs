//! Places in a file that can be changed.
//!
//! Constant functions cannot ask which mutant runs. They are left out, as are macros and tests.

use std::ops::Range;

use anyhow::Result;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Attribute, BinOp, Block, Expr, ExprBinary, ImplItemFn, Item, ItemFn, Pat, ReturnType, Signature, Stmt, Type, UnOp,
};

/// A place in a file, and what it is changed to.
pub struct Site {
    /// The bytes that are replaced; empty for text that is inserted.
    pub range: Range<usize>,
    pub line: usize,
    pub original: String,
    pub mutated: String,
    kind: Kind,
}

/// How the code chooses between the original and the mutant.
#[derive(Clone, Copy)]
enum Kind {
    Expression,
    /// A statement that is left out.
    Statement,
    /// A function that returns at once.
    Body,
}

impl Site {
    /// Returns the code with the original and the mutant. `crate::__mutant` tells whether a mutant runs.
    pub fn switched(&self, number: usize) -> String {
        let Self { original, mutated, kind, .. } = self;
        match kind {
            Kind::Expression => format!("(if crate::__mutant({number}) {{ {mutated} }} else {{ {original} }})"),
            Kind::Statement => format!("if !crate::__mutant({number}) {{ {original} }}"),
            Kind::Body => format!(" if crate::__mutant({number}) {{ return {mutated}; }} "),
        }
    }
}

/// Returns all places of a file.
pub fn of(text: &str) -> Result<Vec<Site>> {
    let mut finder = Finder { text, sites: Vec::new() };
    finder.visit_file(&syn::parse_file(text)?);
    Ok(finder.sites)
}

struct Finder<'t> {
    text: &'t str,
    sites: Vec<Site>,
}

impl Finder<'_> {
    fn text(&self, part: &impl Spanned) -> &str {
        &self.text[part.span().byte_range()]
    }

    fn push(&mut self, part: &impl Spanned, mutated: String, kind: Kind) {
        let span = part.span();
        let original = self.text(part).to_owned();
        self.sites.push(Site { range: span.byte_range(), line: span.start().line, original, mutated, kind });
    }

    fn negated(&mut self, condition: &Expr) {
        if !has_let(condition) && !matches!(condition, Expr::Binary(_) | Expr::Unary(_)) {
            self.push(condition, format!("!({})", self.text(condition)), Kind::Expression);
        }
    }

    /// Adds the body of a function: it returns a value that says nothing.
    fn body(&mut self, signature: &Signature, block: &Block) {
        let (Some(first), true) = (block.stmts.first(), signature.constness.is_none()) else { return };
        let values: &[&str] = match &signature.output {
            ReturnType::Default => &[""],
            ReturnType::Type(_, of) => match of.to_token_stream().to_string().split_whitespace().next() {
                Some("bool") => &["true", "false"],
                Some("Option" | "Vec" | "String" | "usize" | "u16" | "u32" | "u64" | "i64" | "Duration") => {
                    &["::core::default::Default::default()"]
                }
                Some("&") if of.to_token_stream().to_string().ends_with("str") => &["\"\""],
                _ => &[],
            },
        };
        let at = first.span().byte_range().start;
        for value in values {
            let (original, mutated) = (format!("fn {}", signature.ident), (*value).to_owned());
            let line = signature.ident.span().start().line;
            self.sites.push(Site { range: at..at, line, original, mutated, kind: Kind::Body });
        }
    }
}

/// Returns whether a condition binds names.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        Expr::Paren(inner) => has_let(&inner.expr),
        _ => false,
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string();
        text.contains("test") && (text.contains("cfg") || attribute.path().is_ident("test"))
    })
}

/// Returns the operator that takes the place of another.
const fn other(operator: &BinOp) -> Option<&'static str> {
    Some(match operator {
        BinOp::Eq(_) => "!=",
        BinOp::Ne(_) => "==",
        BinOp::Lt(_) => "<=",
        BinOp::Le(_) => "<",
        BinOp::Gt(_) => ">=",
        BinOp::Ge(_) => ">",
        BinOp::And(_) => "||",
        BinOp::Or(_) => "&&",
        BinOp::Add(_) => "-",
        BinOp::Sub(_) | BinOp::Mul(_) => "+",
        BinOp::Div(_) | BinOp::Rem(_) => "*",
        BinOp::BitAnd(_) => "|",
        BinOp::BitOr(_) => "&",
        BinOp::AddAssign(_) | BinOp::BitOrAssign(_) => "-=",
        BinOp::SubAssign(_) => "+=",
        _ => return None,
    })
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Const(_) | Item::Static(_) | Item::Macro(_) | Item::Enum(_) | Item::Struct(_) => return,
            Item::Fn(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_for_tests(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if function.sig.constness.is_none() {
            self.body(&function.sig, &function.block);
            self.visit_block(&function.block);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if function.sig.constness.is_none() {
            self.body(&function.sig, &function.block);
            self.visit_block(&function.block);
        }
    }

    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}

    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}

    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        if let Pat::Guard(guarded) = pattern {
            if !has_let(&guarded.guard) {
                self.push(&*guarded.guard, "false".to_owned(), Kind::Expression);
            }
            self.visit_expr(&guarded.guard);
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(Expr::MethodCall(_) | Expr::Call(_) | Expr::Assign(_), Some(_)) = statement {
            self.push(statement, "nothing".to_owned(), Kind::Statement);
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        match expression {
            Expr::Binary(ExprBinary { left, op, right, .. }) if !has_let(expression) => {
                if let Some(other) = other(op) {
                    let mutated = format!("{} {other} {}", self.text(left), self.text(right));
                    self.push(expression, mutated, Kind::Expression);
                }
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let mutated = self.text(&unary.expr).to_owned();
                self.push(expression, mutated, Kind::Expression);
            }
            Expr::If(branch) => self.negated(&branch.cond),
            Expr::While(repeated) => self.negated(&repeated.cond),
            _ => {}
        }
        visit::visit_expr(self, expression);
    }
}
