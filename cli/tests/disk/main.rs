//! What the command does on a disk: what it writes, what it reads, and the places that it runs in.

mod files;
mod new_codes;
mod place;
mod places;
mod repositories;
