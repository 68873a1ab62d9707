//! The rules of a catalog beyond its grammar, one file for each kind. All of them run, and report everything.

mod envelope;
mod lifecycle;
mod locale;
mod mask;
mod mention;
mod outcome;
mod recognize;
mod reference;

mod text;
mod unique;
mod unknown;
mod upstream;

pub use mention::check as check_mentions;
pub use outcome::can_be_written;

use crate::diagnostic::Sink;
use crate::model::Model;
use crate::text::source::Sources;

/// Resolves every reference, then runs every check.
pub fn check(model: &mut Model, sources: &Sources, sink: &mut Sink) {
    if !unique::check(model, sources, sink) {
        return; // the tables cannot hold it
    }
    reference::resolve(model, sink);
    unknown::resolve(model, sink);
    lifecycle::check(model, sink);
    mask::check(model, sink);
    mention::resolve(model, sink);
    mask::outcomes(model, sink);
    let model = &*model;
    text::check(model, sources, sink);
    envelope::check(model, sink);
    outcome::check(model, sources, sink);
    upstream::check(model, sink);
    locale::check(model, sources, sink);
    recognize::check(model, sink);
}

/// Resolves every reference of a model that was checked before, and runs only the checks that tables depend on. Returns whether
/// tables can hold it.
pub fn restore(model: &mut Model, sources: &Sources, sink: &mut Sink) -> bool {
    let fits = unique::check(model, sources, &mut Sink::new());
    if fits {
        reference::resolve(model, sink);
        unknown::resolve(model, sink);
        mask::outcomes(model, &mut Sink::new());
    }
    fits
}
