//! A program that keeps its codes to itself and uses few of them: what it leaves unused is not worth a warning.
#![deny(warnings)]

errcat::include_catalog!(mod shop);
errcat::catalog!(mod in_place, "catalog");

fn main() {
    println!("{:#}", shop::Code::SoldOut);
    println!("{}", in_place::Code::SoldOut.customer());
}
