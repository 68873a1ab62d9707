//! The sessions of the sandbox: each one payment, from `pending` to how it ended.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use errcat::ozura::{self, Code, Error, Outcome, errors};

use crate::random_id;

/// What a merchant asks for: an amount, and where the customer goes afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// In cents.
    pub amount: u64,
    /// Where a customer goes who has paid.
    pub success_url: String,
    /// Where one goes whose payment failed for good.
    pub error_url: String,
    /// Where one goes who gave up.
    pub cancel_url: String,
}

impl Order {
    /// The URLs, by the names that the catalog's outcomes give them.
    #[must_use]
    pub fn urls(&self) -> ozura::Urls<'_> {
        let Self { success_url, error_url, cancel_url, .. } = self;
        ozura::Urls { success_url, error_url, cancel_url }
    }
}

/// A payment.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whoever knows it may pay, so it cannot be guessed.
    pub id: String,
    /// What was asked for.
    pub order: Order,
    /// How it stands.
    pub status: ozura::Session,
    /// What went wrong last, as it was raised: what others may see of it is `error.public()`.
    pub error: Option<Code>,
}

impl Session {
    /// Lets something happen: an outcome, or an error that has one. Nothing happens any more to a session that has
    /// ended, so that nobody pays twice.
    fn settle(&mut self, event: impl FnOnce() -> Result<Outcome, Code>) {
        if self.status.is_terminal() {
            return;
        }
        let event = event();
        self.error = event.err();
        // Errors of the API have no outcome; they leave a session as it is.
        let outcome = event.map_or_else(Code::outcome, Some);
        if let Some(Ok(status)) = outcome.map(|outcome| self.status.after(outcome)) {
            self.status = status;
        }
    }

    /// Refuses a session that has ended, as the API does.
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
    /// A session for an order; under an idempotency key that was used before the original one, whatever became of it.
    ///
    /// Look-up and creation happen under one lock: of duplicates that arrive at the same time, one creates the session
    /// and the others find it.
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

    /// A session by its id.
    ///
    /// # Errors
    ///
    /// `SESSION_NOT_FOUND`.
    pub fn get(&self, id: &str) -> Result<Session, Error> {
        self.change(id, |_| Ok(()))
    }

    /// Lets something happen to a session, unless it has ended, and gives what became of it. Nothing else happens to
    /// any session meanwhile.
    ///
    /// # Errors
    ///
    /// `SESSION_NOT_FOUND`.
    pub fn settle(&self, id: &str, event: impl FnOnce() -> Result<Outcome, Code>) -> Result<Session, Error> {
        self.change(id, |session| {
            session.settle(event);
            Ok(())
        })
    }

    /// Cancels a session for the merchant, who is told if it has ended.
    ///
    /// # Errors
    ///
    /// `SESSION_NOT_FOUND`, `SESSION_EXPIRED`, or `SESSION_CLOSED` for any other end.
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

    /// How many there are.
    pub fn count(&self) -> usize {
        self.store().sessions.len()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
