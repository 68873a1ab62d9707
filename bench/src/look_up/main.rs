//! Look-up, property access and Display of generated catalogs against their peers, in one run.

mod display;
mod look_up;
mod property;
mod tables;

fn main() {
    look_up::print();
    property::print();
    display::print();
}
