//! Outcomes: an action with the keys that it needs.

use errcat_core::Action;

use super::Lower;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rule::Rule;
use crate::model::{OPEN_SESSION, Outcome, Ref};
use crate::schema;
use crate::schema::read::Field;
use crate::text::quote::quote;
use crate::text::span::Spanned;

/// The URL for customers whose payment cannot continue.
const ERROR_URL: &str = "error_url";

/// The session status that belongs to [`ERROR_URL`].
const FAILED_SESSION: &str = "failed";

impl Lower<'_> {
    pub(super) fn outcome(&mut self, name: &Spanned<String>, entry: &Spanned<schema::Outcome>) -> Outcome {
        let outcome = &entry.value;
        let owner = format!("outcome {}", quote(&name.value));
        if outcome.action.is_absent() {
            self.missing("action", &owner, name.span, "write what happens: `redirect`, `inline` or `page`");
        }
        let action = outcome.action.get().map_or(Action::Inline, |action| action.0);
        let help = "write the session status that follows, such as `pending`, `failed` or `completed`";
        let session = self.required(&outcome.session, "session", &owner, name.span, help);
        if let Some(session) = &session {
            self.name(&session.value, session.span, "a session status");
        }
        let (to, then) = (self.optional(&outcome.to, "to"), self.optional(&outcome.then, "then"));
        for url in to.iter().chain(&then) {
            self.name(&url.value, url.span, "a URL");
        }
        let query = self.reference(&outcome.query, "query");
        if let Field::Present(action) = &outcome.action {
            self.action(&owner, action, session.as_ref(), [("to", &to), ("then", &then)], query.as_ref());
        }
        Outcome {
            name: name.clone(),
            action,
            to: to.or(then).map(|url| url.value),
            session: session.unwrap_or_else(|| Spanned { value: OPEN_SESSION.to_owned(), span: name.span }),
            query,
        }
    }

    /// Checks that an outcome has the keys that its action needs, and no others.
    fn action(
        &mut self,
        owner: &str,
        action: &Spanned<schema::Word<Action>>,
        session: Option<&Spanned<String>>,
        urls: [(&'static str, &Option<Spanned<String>>); 2],
        query: Option<&Ref>,
    ) {
        let needed = match action.value.0 {
            Action::Redirect => Some("to"),
            Action::Page => Some("then"),
            _ => None,
        };
        let word = action.value.0;
        for (key, url) in urls {
            match url {
                None if needed == Some(key) => {
                    self.missing(key, owner, action.span, &format!("name the URL of the {word}, such as `error_url`"));
                }
                Some(url) if needed != Some(key) => {
                    let message = format!("`{key}` has no meaning in an outcome whose action is `{word}`");
                    self.report(
                        Rule::InvalidOutcome,
                        url.span,
                        message,
                        match needed {
                            Some(needed) => format!("write the URL of a {word} as `{needed}`"),
                            None if key == "to" => {
                                "remove it, or write `action: redirect`: the customer stays on the page".to_owned()
                            }
                            None => "remove it, or write `action: page`: the customer stays on the page".to_owned(),
                        },
                    );
                }
                _ => {}
            }
        }
        if let (Action::Inline, Some(session)) = (word, session)
            && session.value != OPEN_SESSION
        {
            let message = format!("the customer stays on the page, but the session is {}", quote(&session.value));
            let help = "write `session: pending`, so that the customer can try again";
            self.report(Rule::InvalidOutcome, session.span, message, help);
        }
        let error_url = urls.iter().find_map(|(_, url)| url.as_ref().filter(|url| url.value == ERROR_URL));
        // The URL of an inline outcome was reported above.
        if let (Some(url), Some(session)) = (error_url, session)
            && session.value != FAILED_SESSION
            && word != Action::Inline
        {
            let message =
                format!("the customer is sent to the error URL, but the session is {}", quote(&session.value));
            let help = format!("write `session: {FAILED_SESSION}`, which belongs to `{ERROR_URL}`");
            let diagnostic = Diagnostic::new(Rule::InvalidOutcome, message).at(session.span);
            self.sink.push(diagnostic.related(url.span, "the error URL").help(help));
        }
        if let Some(query) = query
            && word != Action::Redirect
        {
            let message = format!("`query` has no meaning in an outcome whose action is `{word}`");
            self.report(
                Rule::InvalidOutcome,
                query.name.span,
                message,
                "remove it: only a redirect carries parameters",
            );
        }
    }
}
