//! A client that retries calls by the retry policies of a catalog.
//!
//! It classifies each answer as a code of the catalog and asks the code's retry policy for a decision: retry after a
//! wait, with the same or a new idempotency key, or give up. The client needs no list of status codes.

use std::fmt;
use std::time::{Duration, Instant, SystemTime};

use errcat::{Attempt, Classified, Decision, DurationText, Error, ErrorCode, Idempotency, Policy, retry_after};
use reqwest::RequestBuilder;
use reqwest::header::RETRY_AFTER;
use serde_json::Value;

use crate::random_id;

/// An HTTP client with retries.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    pace: u32,
}

/// A call with all its attempts.
#[derive(Debug)]
pub struct Call<C: ErrorCode> {
    /// The attempts, in order.
    pub steps: Vec<Step>,
    /// The body of the successful answer, or the last failure.
    pub result: Result<Value, Failure<C>>,
}

/// An attempt: its answer, and the decision on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The idempotency key of the request.
    pub key: String,
    /// The HTTP status. `None` if there was no answer.
    pub status: Option<u16>,
    /// The id of the code that the answer means. `None` after success or for an unknown answer.
    pub meaning: Option<&'static str>,
    /// The decision of the retry policy. `None` after success.
    pub decision: Option<Decision>,
}

/// The reason why a call failed.
#[derive(Debug)]
pub enum Failure<C: ErrorCode> {
    /// An error of the catalog.
    Error(Error<C>),
    /// The status of an answer that matches no code of the catalog.
    Unknown(u16),
    /// The connection failed, so the client cannot know whether the server handled the call.
    Lost(reqwest::Error),
}

impl Client {
    /// Returns a client that divides each wait by `pace`. Use 1 in production, and more to speed up a demonstration or
    /// a test.
    ///
    /// # Errors
    ///
    /// Returns an error if the HTTP client cannot be built.
    pub fn at_pace(pace: u32) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
        Ok(Self { http, pace: pace.max(1) })
    }

    /// Makes a call and retries it as the policy of each answer decides. `key` is the idempotency key of the first
    /// attempt. `lost` is the policy for attempts without an answer, because a catalog only describes answers.
    pub async fn call<C: ErrorCode>(
        &self,
        key: &str,
        lost: Policy<'static>,
        request: impl Fn(&reqwest::Client, &str) -> RequestBuilder,
    ) -> Call<C> {
        let (mut key, mut steps, mut elapsed) = (key.to_owned(), Vec::new(), Duration::ZERO);
        for retry in 1.. {
            let started = Instant::now();
            let answer = answer::<C>(request(&self.http, &key), lost).await;
            elapsed += started.elapsed();
            let step = Step { key: key.clone(), status: answer.status, meaning: answer.meaning, decision: None };
            let failure = match answer.result {
                Ok(value) => {
                    steps.push(step);
                    return Call { steps, result: Ok(value) };
                }
                Err(failure) => failure,
            };
            let attempt = Attempt::new(retry).elapsed(elapsed).random(getrandom::u64().unwrap_or(u64::MAX));
            let decision = answer.policy.decide(attempt.retry_after(answer.retry_after.unwrap_or_default()));
            steps.push(Step { decision: Some(decision), ..step });
            let Decision::Retry { after, idempotency } = decision else {
                return Call { steps, result: Err(failure) };
            };
            if idempotency == Idempotency::NewKey {
                key = random_id();
            }
            tokio::time::sleep(after / self.pace).await;
            elapsed += after;
        }
        unreachable!("a policy gives up before four billion attempts")
    }
}

/// A classified answer.
struct Answer<C: ErrorCode> {
    status: Option<u16>,
    meaning: Option<&'static str>,
    retry_after: Option<Duration>,
    policy: Policy<'static>,
    result: Result<Value, Failure<C>>,
}

async fn answer<C: ErrorCode>(request: RequestBuilder, lost: Policy<'static>) -> Answer<C> {
    let mut answer = Answer { status: None, meaning: None, retry_after: None, policy: lost, result: Ok(Value::Null) };
    let received = async {
        let response = request.send().await?;
        let wait = response.headers().get(RETRY_AFTER).and_then(|value| retry_after(value, SystemTime::now()));
        Ok((response.status(), wait, response.bytes().await?))
    };
    let (status, retry_after, body) = match received.await {
        Ok(received) => received,
        Err(error) => {
            answer.result = Err(Failure::Lost(error));
            return answer;
        }
    };
    answer.status = Some(status.as_u16());
    answer.retry_after = retry_after;
    if status.is_success() {
        answer.result = Ok(serde_json::from_slice(&body).unwrap_or_default());
        return answer;
    }
    let classified = Classified::<C>::read(answer.status, &body);
    answer.policy = classified.retry();
    answer.result = Err(match classified.known() {
        Some(error) => {
            answer.meaning = Some(error.code().erase().as_str());
            Failure::Error(error)
        }
        None => Failure::Unknown(status.as_u16()),
    });
    answer
}

/// Formats the attempt, such as `503 SERVICE_UNAVAILABLE: retry in 1s with the same key`.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "{status}")?,
            None => f.write_str("no answer")?,
        }
        if let Some(meaning) = self.meaning {
            write!(f, " {meaning}")?;
        }
        let key = |idempotency| if idempotency == Idempotency::NewKey { "a new key" } else { "the same key" };
        match self.decision {
            None => Ok(()),
            Some(Decision::Retry { after, idempotency }) => {
                write!(f, ": retry in {} with {}", DurationText(after), key(idempotency))
            }
            Some(Decision::First { needed, idempotency }) => {
                write!(f, ": {needed}, then retry with {}", key(idempotency))
            }
            Some(Decision::GiveUp(reason)) => write!(f, ": {reason}"),
        }
    }
}

impl<C: ErrorCode> fmt::Display for Failure<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(error) => error.fmt(f),
            Self::Unknown(status) => write!(f, "an unknown answer with status {status}"),
            Self::Lost(error) => error.fmt(f),
        }
    }
}

impl<C: ErrorCode> std::error::Error for Failure<C> {}
