//! Measures look-up, property access and `Display` of generated catalogs and of other libraries in one run.

mod display;
mod look_up;
mod property;
mod tables;

fn main() {
    look_up::print();
    property::print();
    display::print();
}
