//! Payment sessions. A session is one payment, from `pending` to its final status.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use errcat::ozura::{self, Code, Error, Outcome, errors};

use crate::random_id;

/// A merchant's order: the amount, and the URLs that lead the customer back to the shop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The amount in cents.
    pub amount: u64,
    /// The URL after a successful payment.
    pub success_url: String,
    /// The URL after an error that the customer cannot fix.
    pub error_url: String,
    /// The URL after a cancellation, and the target of the button on the page of an expired session.
    pub cancel_url: String,
}

impl Order {
    /// Returns the URLs in the form that the catalog's outcomes require.
    #[must_use]
    pub fn urls(&self) -> ozura::Urls<'_> {
        let Self { success_url, error_url, cancel_url, .. } = self;
        ozura::Urls { success_url, error_url, cancel_url }
    }
}

/// A payment session.
#[derive(Clone, Debug)]
pub struct Session {
    /// The id. It is random, because everybody who knows it can open the payment page.
    pub id: String,
    /// The merchant's order.
    pub order: Order,
    /// The status.
    pub status: ozura::Session,
    /// The last error. It can be a masked code: show customers `error.public()` only.
    pub error: Option<Code>,
}

impl Session {
    /// Changes the status by an event: an outcome, or an error that has an outcome. A closed session ignores events, so
    /// that nobody pays twice.
    fn settle(&mut self, event: impl FnOnce() -> Result<Outcome, Code>) {
        if self.status.is_terminal() {
            return;
        }
        let event = event();
        self.error = event.err();
        // Errors of the API have no outcome and do not change the session.
        let outcome = event.map_or_else(Code::outcome, Some);
        if let Some(Ok(status)) = outcome.map(|outcome| self.status.after(outcome)) {
            self.status = status;
        }
    }

    /// Returns the API's error for a closed session.
    fn still_open(&self) -> Result<(), Error> {
        match self.status {
            ozura::Session::Pending => Ok(()),
            ozura::Session::Expired => Err(errors::session_expired()),
            _ => Err(errors::session_closed()),
        }
    }
}

/// All sessions, in memory.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<Store>);

#[derive(Debug, Default)]
struct Store {
    sessions: HashMap<String, Session>,
    /// Idempotency key → session.
    keys: HashMap<String, String>,
}

impl Sessions {
    /// Creates a session for an order. If the idempotency key was used before, it returns the original session, even a
    /// closed one.
    ///
    /// One lock covers the look-up and the creation. If duplicate requests arrive at the same time, the first creates
    /// the session and the others find it.
    pub fn create(&self, order: Order, key: Option<String>) -> Session {
        let mut store = self.store();
        let original = key.as_ref().and_then(|key| store.sessions.get(store.keys.get(key)?));
        if let Some(original) = original {
            return original.clone();
        }
        let session = Session { id: random_id(), order, status: ozura::Session::default(), error: None };
        if let Some(key) = key {
            store.keys.insert(key, session.id.clone());
        }
        store.sessions.insert(session.id.clone(), session.clone());
        session
    }

    /// Returns the session with this id.
    ///
    /// # Errors
    ///
    /// Returns `SESSION_NOT_FOUND`.
    pub fn get(&self, id: &str) -> Result<Session, Error> {
        self.change(id, |_| Ok(()))
    }

    /// Applies an event to an open session and returns the session. The lock on all sessions is held while `event`
    /// runs.
    ///
    /// # Errors
    ///
    /// Returns `SESSION_NOT_FOUND`.
    pub fn settle(&self, id: &str, event: impl FnOnce() -> Result<Outcome, Code>) -> Result<Session, Error> {
        self.change(id, |session| {
            session.settle(event);
            Ok(())
        })
    }

    /// Cancels an open session for the merchant.
    ///
    /// # Errors
    ///
    /// Returns `SESSION_NOT_FOUND`, `SESSION_EXPIRED`, or `SESSION_CLOSED` if the session is closed for another reason.
    pub fn cancel(&self, id: &str) -> Result<Session, Error> {
        self.change(id, |session| {
            session.still_open()?;
            session.settle(|| Ok(Outcome::Cancelled));
            Ok(())
        })
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Session) -> Result<(), Error>) -> Result<Session, Error> {
        let mut store = self.store();
        let session = store.sessions.get_mut(id).ok_or_else(errors::session_not_found)?;
        change(session)?;
        Ok(session.clone())
    }

    /// Returns the number of sessions.
    pub fn count(&self) -> usize {
        self.store().sessions.len()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
