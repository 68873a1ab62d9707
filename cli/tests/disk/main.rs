//! What the command does on a disk: what it writes, what it reads, and the places that it runs in.

mod files;
mod place;
mod places;
