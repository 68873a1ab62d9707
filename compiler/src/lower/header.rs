//! `catalog.yaml`: what holds for the whole catalog.

use errcat_core::{Idempotency, Jitter, ParamKind, PolicyKind};

use super::{Lower, kind};
use crate::de::{self, Entries, Field, List, Literal, Spanned};
use crate::diagnostic::quote;
use crate::model::{Envelope, Json, Limit, Model, Outcome, Param, Policy, Ref, Row, Source, Unknown};
use crate::rules::Rule;
use crate::schema;
use crate::source::Span;
use crate::yaml::Node;

impl Lower<'_> {
    pub(super) fn header(&mut self, node: &Node) -> Model {
        let Some(header) = de::read::<schema::Header>(node, self.sink) else {
            return Model::default();
        };
        let span = Span::new(node.span.file, node.span.start, node.span.start);
        let must = |lower: &mut Self, field: &Field<String>, key, help| {
            lower.required(field, key, "the header", span, help)
        };
        let name = must(self, &header.catalog, "catalog", "name the catalog, as in `catalog: shop`");
        let title = must(self, &header.title, "title", "say what the catalog is about, as in `title: Web shop`");
        let version = must(self, &header.version, "version", "give the catalog a version, as in `version: 1.0.0`");
        let language = must(self, &header.language, "language", "say what the texts are written in, as in `language: en`");
        if let Some(name) = &name {
            self.module_name(name);
        }
        if let Some(version) = &version {
            self.version(version);
        }
        if let Some(language) = &language {
            self.language(language);
        }
        let docs_url = self.optional(&header.docs_url, "docs_url");
        if let Some(url) = &docs_url {
            self.url(url);
        }
        let value = |text: Option<Spanned<String>>| text.map(|text| text.value).unwrap_or_default();
        Model {
            span,
            name: value(name),
            title: value(title),
            version: value(version),
            edition: self.plain(&header.edition, "edition"),
            language: value(language),
            docs_url: docs_url.map(|url| url.value),
            unknown: self.unknown(&header.unknown, span),
            policies: self.named(&header.retry, "a retry policy", Self::policy),
            context: node.get("context").map(|node| self.params(node, "`context`")).unwrap_or_default(),
            envelopes: self.envelopes(node.get("envelopes"), "an envelope"),
            redirects: self.envelopes(node.get("redirects"), "a redirect"),
            outcomes: self.named(&header.outcomes, "an outcome", Self::outcome),
            sources: self.named(&header.sources, "a source", Self::source),
            ..Model::default()
        }
    }

    /// Every entry of a mapping of named things, each by itself.
    fn named<T, U>(
        &mut self,
        field: &Field<Entries<Spanned<T>>>,
        what: &str,
        make: fn(&mut Self, &Spanned<String>, &Spanned<T>) -> U,
    ) -> Vec<U> {
        let Field::Present(entries) = field else { return Vec::new() };
        let mut all = Vec::new();
        for (name, entry) in &entries.value.0 {
            self.name(&name.value, name.span, what);
            self.reserved(name);
            all.push(make(self, name, entry));
        }
        all
    }

    /// Words that codes say to have no policy, no outcome, and the envelope of every catalog.
    fn reserved(&mut self, name: &Spanned<String>) {
        if ["never", "none", "problem"].contains(&name.value.as_str()) {
            let message = format!("`{}` means something already", name.value);
            let help = "`retry: never`, `outcome: none` and `envelope: problem` are understood in every catalog: pick another name";
            self.report(Rule::InvalidName, name.span, message, help);
        }
    }

    fn module_name(&mut self, name: &Spanned<String>) {
        self.name(&name.value, name.span, "a catalog");
        if is_keyword(&name.value) {
            let message = format!("`{}` is a word of Rust and cannot be the name of a module", name.value);
            self.report(Rule::InvalidName, name.span, message, format!("write `{}_codes`", name.value));
        }
    }

    fn version(&mut self, version: &Spanned<String>) {
        if semver::Version::parse(&version.value).is_err() {
            let message = format!("{} is not a semantic version", quote(&version.value));
            self.report(Rule::InvalidValue, version.span, message, "write three numbers, as in `1.0.0` (semver.org)");
        }
    }

    pub(super) fn language(&mut self, tag: &Spanned<String>) {
        if oxilangtag::LanguageTag::parse(tag.value.as_str()).is_err() {
            let message = format!("{} is not a language tag", quote(&tag.value));
            self.report(Rule::InvalidValue, tag.span, message, "write a tag of BCP 47, such as `en` or `pt-BR`");
        }
    }

    pub(super) fn url(&mut self, url: &Spanned<String>) {
        let rest = ["https://", "http://"].iter().find_map(|scheme| url.value.strip_prefix(scheme));
        let host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']));
        if !host || url.value.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\')) {
            let message = format!("{} is not a web address", quote(&url.value));
            self.report(Rule::InvalidValue, url.span, message, "write it in full, as in `https://errors.example.com/{code}`");
            return;
        }
        let rest = url.value.replacen("{code}", "", 1);
        if rest.contains(['{', '}']) {
            let message = format!("{} has braces that stand for nothing", quote(&url.value));
            self.report(Rule::InvalidTemplate, url.span, message, "`{code}` may stand in it once");
        }
    }

    fn unknown(&mut self, field: &Field<schema::Unknown>, header: Span) -> Unknown {
        let Field::Present(unknown) = field else {
            if field.is_absent() {
                let help = "say what an unrecognised error looks like: `unknown: {message: …, customer: …}`";
                self.missing("unknown", "the header", header, help);
            }
            return Unknown { status: 500, code: "UNKNOWN".to_owned(), ..Unknown::default() };
        };
        let (span, unknown) = (unknown.span, &unknown.value);
        let status = match &unknown.status {
            Field::Present(status) => status.value.0.unwrap_or_else(|| {
                self.report(Rule::InvalidValue, status.span, "an unrecognised error needs a status", "leave it out for 500");
                500
            }),
            _ => 500,
        };
        let help = "write a text that is true of any error";
        let mut must = |field, key| {
            let text = self.required(field, key, "`unknown`", span, help);
            text.map(|text| text.value).unwrap_or_default()
        };
        let (message, customer) = (must(&unknown.message, "message"), must(&unknown.customer, "customer"));
        let code = self.plain(&unknown.code, "code").unwrap_or_else(|| "UNKNOWN".to_owned());
        Unknown { status, code, message, customer }
    }

    fn policy(&mut self, name: &Spanned<String>, entry: &Spanned<schema::Policy>) -> Policy {
        let policy = &entry.value;
        if policy.kind.is_absent() {
            let help = "say what has to happen first: `immediate`, `backoff`, `delay`, `after_change` or `after_authentication`";
            self.missing("kind", &format!("policy {}", quote(&name.value)), name.span, help);
        }
        let kind = policy.kind.get().map_or(PolicyKind::Immediate, |kind| kind.0);
        self.schedule(name, kind, policy);
        let limits = match &policy.limits {
            Field::Present(limits) => limits.value.0.iter().filter_map(|limit| self.limit(limit)).collect(),
            _ => Vec::new(),
        };
        Policy {
            name: name.clone(),
            kind,
            first: policy.first.get().map_or(0, |first| first.0),
            factor: match kind {
                PolicyKind::Backoff => policy.factor.get().map_or(2000, |factor| factor.0),
                _ => 1000,
            },
            max: policy.max.get().map_or(0, |max| max.0),
            retries: policy.retries.get().copied().unwrap_or_default(),
            total: policy.total.get().map_or(0, |total| total.0),
            jitter: policy.jitter.get().map_or(Jitter::None, |jitter| jitter.0),
            retry_after: policy.retry_after.get().copied().unwrap_or(true),
            idempotency: policy.idempotency.get().map_or(Idempotency::SameKey, |rule| rule.0),
            limits,
        }
    }

    /// Checks that a policy has what its kind needs, and nothing that would be without effect.
    fn schedule(&mut self, name: &Spanned<String>, kind: PolicyKind, policy: &schema::Policy) {
        let keys = [
            ("first", policy.first.span()),
            ("factor", policy.factor.span()),
            ("max", policy.max.span()),
            ("retries", policy.retries.span()),
            ("total", policy.total.span()),
            ("jitter", policy.jitter.span()),
            ("retry_after", policy.retry_after.span()),
        ];
        let (needed, allowed): (&[&str], &[&str]) = match kind {
            PolicyKind::Backoff => (&["first", "max", "retries"], &["factor", "total", "jitter", "retry_after"]),
            PolicyKind::Delay => (&["first", "retries"], &["total", "jitter", "retry_after"]),
            PolicyKind::Immediate => (&["retries"], &["total", "retry_after"]),
            _ => (&[], &[]),
        };
        let owner = format!("policy {}", quote(&name.value));
        for (key, place) in keys {
            match place {
                None if needed.contains(&key) && !policy.kind.is_absent() => {
                    self.missing(key, &owner, name.span, &format!("a policy of kind `{kind}` needs it"));
                }
                Some(span) if !needed.contains(&key) && !allowed.contains(&key) && policy.kind.get().is_some() => {
                    let message = format!("`{key}` has no meaning in a policy of kind `{kind}`");
                    self.report(Rule::InvalidPolicy, span, message, "leave it out, or choose another kind");
                }
                _ => {}
            }
        }
        let mut wrong = |field: &Field<schema::Milliseconds>, bad: bool, message: &str, help: &str| {
            if let Field::Present(value) = field
                && bad
            {
                self.report(Rule::InvalidPolicy, value.span, message, help);
            }
        };
        let ms = |field: &Field<schema::Milliseconds>| field.get().map_or(0, |value| value.0);
        let (first, max, total) = (ms(&policy.first), ms(&policy.max), ms(&policy.total));
        wrong(&policy.first, first == 0, "the first wait is zero", "use `kind: immediate` to repeat at once");
        wrong(&policy.max, max < first, "`max` is shorter than `first`", "the longest wait cannot be shorter than the first");
        wrong(&policy.total, total < first, "`total` is shorter than `first`", "no retry would fit; make it longer");
        if let Field::Present(Spanned { value: 0, span }) = policy.retries {
            let help = "use `retry: never` in the code instead";
            self.report(Rule::InvalidPolicy, span, "a policy without retries", help);
        }
    }

    fn limit(&mut self, entry: &Spanned<schema::Limit>) -> Option<Limit> {
        let limit = &entry.value;
        let (owner, help) = ("the limit", "a limit says `scheme`, `count` and `window`");
        let scheme = self.required(&limit.scheme, "scheme", owner, entry.span, help);
        for (key, absent) in [("count", limit.count.is_absent()), ("window", limit.window.is_absent())] {
            if absent {
                self.missing(key, owner, entry.span, help);
            }
        }
        if let Field::Present(Spanned { value: 0, span }) = limit.count {
            self.report(Rule::InvalidPolicy, span, "a limit of no attempts", "use `retry: never` in the code instead");
        }
        let from = self.optional(&limit.from, "from");
        if let Some(from) = &from
            && !is_date(&from.value)
        {
            let message = format!("{} is not a date", quote(&from.value));
            self.report(Rule::InvalidValue, from.span, message, "write it as in `2026-04-18` (ISO 8601)");
        }
        Some(Limit {
            scheme: scheme?.value,
            count: *limit.count.get()?,
            window: limit.window.get()?.0,
            from: from.map(|from| from.value),
            source: self.plain(&limit.source, "source"),
        })
    }

    fn envelopes(&mut self, node: Option<&Node>, what: &str) -> Vec<Envelope> {
        let Some(node) = node else { return Vec::new() };
        let mut all = Vec::new();
        for (key, value) in self.entries(node, "this") {
            self.name(&key.text, key.span, what);
            let template = self.json(value);
            if !matches!(&template, Json::Object(members) if !members.is_empty()) {
                let message = format!("{} is not {what}: it has no members", quote(&key.text));
                self.report(Rule::InvalidEnvelope, value.span, message, "write a mapping of members to values");
            }
            self.reserved(&Spanned { value: key.text.clone(), span: key.span });
            all.push(Envelope { name: Spanned { value: key.text.clone(), span: key.span }, template });
        }
        all
    }

    fn outcome(&mut self, name: &Spanned<String>, entry: &Spanned<schema::Outcome>) -> Outcome {
        let outcome = &entry.value;
        let owner = format!("outcome {}", quote(&name.value));
        if outcome.action.is_absent() {
            self.missing("action", &owner, name.span, "say what happens: `redirect`, `inline` or `page`");
        }
        let action = outcome.action.get().map_or(errcat_core::Action::Inline, |action| action.0);
        let help = "say what becomes of the session, such as `pending`, `failed` or `completed`";
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
            session: session.map_or_else(|| crate::model::OPEN_SESSION.to_owned(), |session| session.value),
            query,
        }
    }

    /// Checks that an outcome has what its action needs, and nothing else.
    fn action(
        &mut self,
        owner: &str,
        action: &Spanned<schema::Word<errcat_core::Action>>,
        session: Option<&Spanned<String>>,
        urls: [(&str, &Option<Spanned<String>>); 2],
        query: Option<&Ref>,
    ) {
        use errcat_core::Action;
        let needed = match action.value.0 {
            Action::Redirect => Some("to"),
            Action::Page => Some("then"),
            _ => None,
        };
        let word = action.value.0;
        for (key, url) in urls {
            match url {
                None if needed == Some(key) => {
                    self.missing(key, owner, action.span, &format!("name the URL that a {word} leads to, such as `error_url`"));
                }
                Some(url) if needed != Some(key) => {
                    let message = format!("`{key}` has no meaning in an outcome whose action is `{word}`");
                    self.report(Rule::InvalidOutcome, url.span, message, needed.map_or_else(
                        || "the customer stays: leave it out".to_owned(),
                        |needed| format!("the URL of a {word} is said by `{needed}`"),
                    ));
                }
                _ => {}
            }
        }
        if let (Action::Inline, Some(session)) = (word, session)
            && session.value != crate::model::OPEN_SESSION
        {
            let message = format!("the customer stays, but the session is {}", quote(&session.value));
            let help = "an inline outcome leaves the session `pending`, so that the customer can try again";
            self.report(Rule::InvalidOutcome, session.span, message, help);
        }
        if let Some(query) = query
            && word != Action::Redirect
        {
            let message = format!("`query` has no meaning in an outcome whose action is `{word}`");
            self.report(Rule::InvalidOutcome, query.name.span, message, "only a redirect carries parameters");
        }
    }

    fn source(&mut self, name: &Spanned<String>, entry: &Spanned<List<schema::Row>>) -> Source {
        let mut rows = Vec::new();
        for row in &entry.value.0 {
            let contains = self.optional(&row.value.contains, "contains").map(|text| text.value);
            if row.value.is.is_absent() {
                self.missing("is", "the row", row.span, "name the code that such an answer becomes");
            }
            rows.push(Row {
                span: row.span,
                contains,
                status: row.value.status.get().map(|status| status.0.clone()).unwrap_or_default(),
                is: self.reference(&row.value.is, "is"),
            });
        }
        if rows.is_empty() {
            let message = format!("source {} has no rows", quote(&name.value));
            self.report(Rule::InvalidValue, entry.span, message, "write at least one row, such as `{is: UNKNOWN_ERROR}`");
        }
        Source { name: name.clone(), rows }
    }

    /// Parameters, or the values of the context: `name: example`, or the long form.
    pub(super) fn params(&mut self, node: &Node, what: &str) -> Vec<Param> {
        let mut all = Vec::new();
        for (key, value) in self.entries(node, what) {
            self.name(&key.text, key.span, "a parameter");
            let long = if value.as_mapping().is_some() { de::read::<schema::Param>(value, self.sink) } else { None };
            let example = if value.as_mapping().is_some() { value.get("example") } else { Some(value) };
            let Some(example) = example else {
                self.missing("example", &format!("parameter {}", quote(&key.text)), key.span, "its type follows from an example");
                continue;
            };
            let long = long.unwrap_or_default();
            let said = long.r#type.get().map(|kind| kind.0);
            if let Some((kind, example)) = self.example(example, said) {
                let name = Spanned { value: key.text.clone(), span: key.span };
                all.push(Param { name, kind, example, sensitive: long.sensitive.get().copied().unwrap_or_default() });
            }
        }
        all
    }

    fn example(&mut self, node: &Node, said: Option<ParamKind>) -> Option<(ParamKind, String)> {
        if node.as_scalar().is_none() {
            let help = "write a text, a number, `true` or `false`, or `{type, example, sensitive}`";
            self.report(Rule::WrongType, node.span, format!("an example is {}", kind(&node.value)), help);
            return None;
        }
        let (kind, example) = match self.literal(node)? {
            Literal::String(text) => (ParamKind::String, text),
            Literal::Integer(value) => (ParamKind::Integer, value.to_string()),
            Literal::Number(value) => (ParamKind::Number, value),
            Literal::Bool(value) => (ParamKind::Boolean, value.to_string()),
            Literal::Null => {
                self.report(Rule::WrongType, node.span, "an example is missing", "write a text, a number, `true` or `false`");
                return None;
            }
        };
        let fits = |said| said == kind || matches!((said, kind), (ParamKind::Number, ParamKind::Integer) | (ParamKind::Json, ParamKind::String));
        match said {
            Some(said) if !fits(said) => {
                let message = format!("the example is of type `{kind}`, not `{said}`");
                self.report(Rule::WrongType, node.span, message, "write an example of the type, or another type");
                None
            }
            Some(said) => Some((said, example)),
            None => Some((kind, example)),
        }
    }

    /// A scalar by the strict rules for numbers and booleans.
    pub(super) fn literal(&mut self, node: &Node) -> Option<Literal> {
        de::read::<Literal>(node, self.sink)
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let in_range = |part: &str, len: usize, max: u32| {
        part.len() == len && part.bytes().all(|b| b.is_ascii_digit()) && part.parse().is_ok_and(|n| (1..=max).contains(&n))
    };
    matches!(*parts, [year, month, day] if in_range(year, 4, 9999) && in_range(month, 2, 12) && in_range(day, 2, 31))
}

/// The words of Rust that cannot name a module (The Rust Reference, Keywords), 2024 edition.
fn is_keyword(name: &str) -> bool {
    const WORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn \
        for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true \
        try type typeof unsafe unsized use virtual where while yield";
    WORDS.split(' ').any(|word| word == name)
}
