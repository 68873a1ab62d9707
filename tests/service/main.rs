//! What a service can do with its catalogs: raise, answer, recognize, redirect and retry.

mod answers;
mod backon;
mod errors;
mod generated;
mod redirect;
mod redirect_reader;
mod retry;
mod values;
