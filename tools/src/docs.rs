//! A page for each code: as a site of static files, or as the sources of an [mdBook](https://rust-lang.github.io/mdBook/).

mod answer;
mod file_name;
mod index;
mod layout;
mod markdown;
mod page;
mod schedule;
mod search;
mod site;
mod text;

pub use self::markdown::plan as book;
pub use self::site::plan as site;
