//! A program with private codes that uses few of them: the unused ones cause no warnings.
#![deny(warnings)]

errcat::include_catalog!(mod shop);
errcat::catalog!(mod in_place, "catalog");

fn main() {
    println!("{:#}", shop::Code::SoldOut);
    println!("{}", in_place::Code::SoldOut.customer());
}
