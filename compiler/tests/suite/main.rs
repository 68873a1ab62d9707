//! The parts of the compiler, tested one by one.

mod de;
mod de_files;
mod diagnostic;
mod libraries;
mod perfect;
mod provider;
mod robustness;
mod yaml;
