//! What a service can do with its catalogs: raise, answer, recognize, redirect and retry.

mod answers;
mod generated;
mod redirect;
mod retry;
