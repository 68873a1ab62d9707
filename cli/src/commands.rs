//! The commands, one file each: arguments, and a function from them to an [`Output`](crate::output::Output).

pub mod check;
pub mod classify;
pub mod diff;
pub mod docs;
pub mod expand;
pub mod explain;
pub mod export;
pub mod init;
pub mod list;
pub mod lock;
pub mod lookup;
pub mod man;
pub mod new;
pub mod redirect;
pub mod render;
pub mod retry;
pub mod schema;
