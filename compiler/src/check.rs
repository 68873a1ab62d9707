//! The rules that a catalog keeps beyond its grammar: one file for each kind, all of them run, everything reported.

mod envelope;
mod life;
mod locale;
mod mask;
mod outcome;
mod recognize;
mod reference;
mod text;
mod unique;
mod upstream;

pub use outcome::can_be_written;
pub use text::says_something;

use crate::diagnostic::Sink;
use crate::model::Model;
use crate::text::source::Sources;

/// Looks up every name, then runs every check.
pub fn check(model: &mut Model, sources: &Sources, sink: &mut Sink) {
    if !unique::check(model, sources, sink) {
        return; // too much to go on
    }
    reference::resolve(model, sink);
    life::check(model, sink);
    let model = &*model;
    mask::check(model, sink);
    text::check(model, sources, sink);
    envelope::check(model, sink);
    outcome::check(model, sources, sink);
    upstream::check(model, sink);
    locale::check(model, sources, sink);
    recognize::check(model, sink);
}
