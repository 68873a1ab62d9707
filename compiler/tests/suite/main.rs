//! The parts of the compiler, each on its own.

mod de;
mod de_files;
mod diagnostic;
mod libraries;
mod perfect;
mod provider;
mod robustness;
mod yaml;
