//! Errors as events of `tracing`, read by a subscriber.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use errcat::{Error, ErrorCode};
use frameworks::{SECRET, missing_field, shop};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps every event as a text.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<String>>>);

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0 += &format!(" {field}={value:?}");
    }
}

impl Subscriber for Kept {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(format!("{} {}", event.metadata().level(), event.metadata().target()));
        event.record(&mut text);
        self.0.lock().unwrap().push(text.0);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn event<C: ErrorCode>(error: &Error<C>) -> Vec<String> {
    let kept = Kept::default();
    tracing::subscriber::with_default(kept.clone(), || errcat::tracing::event(error));
    let events = kept.0.lock().unwrap();
    events.clone()
}

#[test]
fn one_event_for_an_error() {
    let cases = [
        (
            event(&missing_field()),
            "WARN errcat message=Missing required field: pspType code=mozarto/MISSING_FIELD status=400 fixable_by=\"developer\"",
        ),
        (
            event(&shop::errors::card_refused("Example Bank", "4111").detail("4111").caused_by(SECRET)),
            "INFO errcat message=Card refused by Example Bank code=shop/CARD_REFUSED status=402 fixable_by=\"customer\"",
        ),
        (
            event(&shop::errors::stolen()),
            "WARN errcat message=The card is stolen code=shop/STOLEN status=403 fixable_by=\"nobody\"",
        ),
        (
            event(&shop::errors::worker_lost()),
            "ERROR errcat message=Worker lost code=shop/WORKER_LOST fixable_by=\"provider\"",
        ),
    ];
    for (events, expected) in cases {
        assert_eq!(events, [expected]);
    }
}
