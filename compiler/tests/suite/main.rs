//! The parts of the compiler, tested one by one.

mod diagnostic;
mod libraries;
mod perfect;
mod provider;
mod read;
mod read_files;
mod robustness;
mod yaml;
