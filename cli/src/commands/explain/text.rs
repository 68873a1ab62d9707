//! The explanation as text: the facts of `{:#}`, then what support and checkout developers ask.

use std::fmt::{Display, Write as _};

use errcat::{Action, AnyCode, Catalog, Fact, Found, Internal, Language, Outcome, Param, PlainText, Retired, Shown};
use errcat_compiler::quote;
use errcat_tools::find::Answer;
use errcat_tools::json::AnswerJson;
use errcat_tools::text::recognition;

use crate::output::style::{LABEL, STRONG, paint};

/// The column of values.
const INDENT: usize = 15;

/// Returns everything about a code. Values of an answer are filled into its texts.
pub fn code(code: AnyCode<'_>, language: Option<Language<'_>>, answer: Option<&Answer<'_>>) -> String {
    let mut rows = Rows(heading(code.catalog(), code.as_str(), code.title()));
    if let Some(answer) = answer {
        said(answer, &mut rows);
    }
    let texts = answer.map(|answer| {
        let view = Internal::new(code, &answer.recognized);
        language.map_or(view, |language| view.in_language(language.tag))
    });
    help(code, language, texts.as_ref(), &mut rows);
    for_customers(code, language, texts.as_ref(), &mut rows);
    for_developers(code, &mut rows);
    references(code, &mut rows);
    rows.0
}

/// Returns everything about a retired id.
pub fn retired(catalog: Catalog<'_>, retired: &Retired<'_>) -> String {
    let mut rows = Rows(heading(catalog, retired.id, retired));
    rows.option("since", retired.since);
    rows.option("wire code", retired.wire_code);
    rows.list("aliases", catalog.aliases(Found::Retired(*retired)).map(str::to_owned));
    rows.0
}

/// Adds what an answer says: its text, its values, and the names in it.
fn said(answer: &Answer<'_>, rows: &mut Rows) {
    let json = AnswerJson::new(&answer.recognized);
    rows.option("answer", json.text.map(quote));
    rows.option("with status", answer.status);
    let values = json.params.iter().chain(&json.context).map(|(name, value)| format!("{name} = {value}"));
    rows.list("values", values);
    rows.list("details", json.details.iter().map(|detail| quote(detail)));
    rows.option("named as", json.answered_as.map(quote));
    rows.list("also", json.others.iter().map(|id| (*id).to_owned()));
}

/// Wraps lines at a width. Values stay in their column.
pub fn wrap(text: &str, width: Option<usize>) -> String {
    let Some(width) = width else { return text.to_owned() };
    let indent = " ".repeat(INDENT);
    let options = textwrap::Options::new(width).subsequent_indent(&indent).break_words(false);
    text.lines().flat_map(|line| textwrap::wrap(line, &options)).fold(String::new(), |text, line| text + &line + "\n")
}

/// Adds the facts of the help text, `{:#}` of [`errcat::AnyCode`], with the remediation in the language.
fn help(code: AnyCode<'_>, language: Option<Language<'_>>, texts: Option<&Internal<'_>>, rows: &mut Rows) {
    for fact in code.facts() {
        match (fact, language, texts) {
            (Fact::Message(_), _, Some(texts)) => rows.row(fact.label(), texts.message()),
            (Fact::Remediation(_), _, Some(texts)) => rows.row(fact.label(), texts.remediation()),
            (Fact::Remediation(_), Some(language), None) => {
                rows.row(fact.label(), PlainText(code.remediation_in(language.tag)));
            }
            _ => rows.row(fact.label(), fact),
        }
    }
}

fn for_customers(code: AnyCode<'_>, language: Option<Language<'_>>, texts: Option<&Internal<'_>>, rows: &mut Rows) {
    rows.option("language", language.map(|language| language.tag));
    let customer = language.map_or(code.customer(), |language| code.customer_in(language.tag));
    match texts {
        Some(texts) => rows.row("customer", texts.customer()),
        None => rows.row("customer", PlainText(customer)),
    }
    match code.shown() {
        Shown::Itself => {}
        Shown::As(mask) => rows.row("shown as", format!("`{}`, which the public sees instead", mask.as_str())),
        Shown::Unknown => {
            let unknown = code.catalog().unknown();
            rows.row(
                "shown as",
                format!(
                    "`{}`, status {}: the unknown error, which the public sees instead",
                    unknown.code, unknown.status
                ),
            );
        }
    }
    rows.option("outcome", code.outcome().map(outcome));
    rows.option("field", code.field());
    rows.list("limits", code.retry().limits().map(|limit| limit.to_string()));
}

fn for_developers(code: AnyCode<'_>, rows: &mut Rows) {
    rows.list("aliases", code.aliases().map(str::to_owned));
    let link = code.docs_url().map(|link| link.to_string());
    rows.option("type", code.problem_type().map(|uri| uri.to_string()).filter(|uri| link.as_deref() != Some(uri)));
    rows.list("params", code.params().map(param));
    rows.row("envelope", code.envelope().unwrap_or("problem details (RFC 9457)"));
    rows.row("recognized", recognition(code));
    rows.row("grpc", code.grpc());
    rows.row("severity", code.severity());
    rows.list("providers", code.provider_codes().map(|provider| format!("{}:{}", provider.scope, provider.code)));
}

fn references(code: AnyCode<'_>, rows: &mut Rows) {
    rows.list("see", code.see().map(|other| format!("{}: {}", other.as_str(), other.title())));
    rows.list("citations", code.citations().map(|citation| citation.to_string()));
    rows.option("tags", Some(code.tags().collect::<Vec<_>>().join(", ")).filter(|tags| !tags.is_empty()));
    rows.option("owner", code.owner());
    rows.option("since", code.since());
}

fn param(param: Param<'_>) -> String {
    let sensitive = if param.sensitive { ", sensitive" } else { "" };
    let optional = if param.optional { ", optional" } else { "" };
    format!("{}: {}{optional}, such as `{}`{sensitive}", param.name, param.kind, param.example)
}

fn outcome(outcome: Outcome<'_>) -> String {
    let action = match (outcome.action, outcome.to) {
        (Action::Redirect, Some(to)) => format!("redirect to {to}"),
        (action, Some(to)) => format!("{action}, then {to}"),
        (action, None) => action.to_string(),
    };
    let query = outcome.redirect.map_or(String::new(), |redirect| format!(" with the parameters of `{redirect}`"));
    let end = if outcome.session.is_terminal() { "final" } else { "not final" };
    format!("{}: {action}{query}; session {} ({end})", outcome.name, outcome.session)
}

fn heading(catalog: Catalog<'_>, id: &str, text: impl Display) -> String {
    format!("{}: {text}\n", paint(STRONG, &format!("{}/{id}", catalog.name())))
}

/// Lines of `  name:  value`.
struct Rows(String);

impl Rows {
    fn row(&mut self, name: &str, value: impl Display) {
        let pad = " ".repeat(INDENT.saturating_sub(name.len() + 3));
        let _ = write!(self.0, "  {}:{pad}", paint(LABEL, name));
        let value = value.to_string();
        for (index, line) in value.trim_end().lines().enumerate() {
            let indent = if index == 0 || line.is_empty() { 0 } else { INDENT };
            let _ = writeln!(self.0, "{:indent$}{line}", "");
        }
    }

    fn option(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.row(name, value);
        }
    }

    fn list(&mut self, name: &str, values: impl Iterator<Item = String>) {
        self.option(name, Some(values.collect::<Vec<_>>().join("\n")).filter(|lines| !lines.is_empty()));
    }
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;
    use errcat::ErrorCode;

    /// The explanation of each bundled code begins with its help text; only the indent of lists differs.
    #[test]
    fn begins_with_the_help_text() {
        fn check<C: ErrorCode>() {
            for code in C::ALL {
                let text = strip_str(&super::code(code.erase(), None, None)).to_string();
                let help: Vec<String> = format!("{code:#}").lines().map(|line| line.trim().to_owned()).collect();
                let text: Vec<&str> = text.lines().take(help.len()).map(str::trim).collect();
                assert_eq!(text, help, "{code}");
            }
        }
        check::<errcat::mozarto::Code>();
        check::<errcat::ozura::Code>();
        check::<errcat::diagnostics::Code>();
    }
}
