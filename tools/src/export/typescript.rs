//! A TypeScript module: the codes as types, their facts as constants, and the functions of `runtime.ts`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use errcat_compiler::{Piece, pieces};
use errcat_core::{
    Action, AnyCode, FixableBy, Found, Idempotency, Jitter, Outcome, ParamKind, Policy, PolicyKind, Shown, Vocabulary,
};

use super::selection::Selection;
use crate::json::WireCode;

/// The functions, the same for every catalog.
const RUNTIME: &str = include_str!("runtime.ts");

/// The most waits of a policy.
const MOST_WAITS: usize = 100;

/// Returns the module.
pub fn text(selection: Selection<'_>) -> String {
    let catalog = selection.catalog;
    let (name, version) = (catalog.name(), catalog.version());
    let mut text = format!("// The catalog `{name}` {version}, written by `errcat export typescript`: do not edit.\n");
    let _ = writeln!(text, "// {}\n", selection.readers());
    let codes: Vec<&str> = selection.codes().map(AnyCode::as_str).collect();
    let languages: Vec<&str> = catalog.languages().map(|language| language.tag).collect();
    text += &list("CODES", "Code", "The ids, in the order of the catalog.", &codes);
    text += &list("LANGUAGES", "Language", "The languages (BCP 47), the catalog's own first.", &languages);
    text += &union::<FixableBy>("FixableBy");
    text += &union::<PolicyKind>("PolicyKind");
    text += &union::<Jitter>("Jitter");
    text += &union::<Idempotency>("Idempotency");
    text += &union::<Action>("Action");
    let policies = selection.policies().into_iter().map(|policy| row(policy.name, &self::policy(&policy)));
    text += &table("The retry policies.", "RETRY", policies, "{ readonly [name: string]: Policy }");
    let outcomes = selection.outcomes().into_iter().map(|outcome| row(outcome.name, &self::outcome(&outcome)));
    text += &table("The outcomes.", "OUTCOMES", outcomes, "{ readonly [name: string]: Outcome }");
    text += &table(
        "What clients see for an unknown error, or for one that must not be shown.",
        "UNKNOWN",
        unknown(selection),
        "Unknown",
    );
    let entries = selection.codes().map(|code| entry(selection, code));
    text += &table("The facts of each code.", "ERRORS", entries, "{ readonly [C in Code]: Entry }");
    let retired = retired(selection);
    let of = "{ readonly [name: string]: Code }";
    text += &table("What retired codes were called, and the codes that replace them.", "RETIRED", retired, of);
    text += &params(selection);
    text + RUNTIME
}

/// Returns a list, and the type of its items.
fn list(name: &str, of: &str, what: &str, words: &[&str]) -> String {
    let items = words.iter().map(|word| format!("  {},\n", quoted(word)));
    let items = items.collect::<String>();
    format!(
        "/** {what} */\nexport const {name} = [\n{items}] as const;\nexport type {of} = (typeof {name})[number];\n\n"
    )
}

/// Returns a vocabulary of the catalog format as a union.
fn union<V: Vocabulary>(name: &str) -> String {
    let words: Vec<String> = V::WORDS.iter().map(|word| quoted(word)).collect();
    format!("export type {name} = {};\n", words.join(" | "))
}

/// Returns a constant object.
fn table(what: &str, name: &str, rows: impl Iterator<Item = String>, kind: &str) -> String {
    let rows = object("", rows);
    format!("\n/** {what} */\nexport const {name} = {rows} as const satisfies {kind};\n")
}

/// Returns an object; its rows are indented once more than itself.
fn object(indent: &str, rows: impl Iterator<Item = String>) -> String {
    let rows = rows.collect::<String>();
    if rows.is_empty() { "{}".to_owned() } else { format!("{{\n{rows}{indent}}}") }
}

fn row(name: &str, value: &str) -> String {
    format!("  {name}: {value},\n")
}

/// Returns an object inside a row.
fn members<'m>(members: impl IntoIterator<Item = (&'m str, String)>) -> String {
    object("  ", members.into_iter().map(|(name, value)| format!("    {name}: {value},\n")))
}

fn policy(policy: &Policy<'_>) -> String {
    let schedule = policy.schedule();
    let waits = policy.delays().take(MOST_WAITS).map(|wait| milliseconds(wait.as_nanos()));
    members([
        ("name", quoted(policy.name)),
        ("kind", quoted(policy.kind().as_str())),
        ("retries", schedule.map_or(0, |schedule| schedule.retries).to_string()),
        ("delaysMs", format!("[{}]", waits.collect::<Vec<_>>().join(", "))),
        ("jitter", quoted(schedule.map_or(Jitter::None, |schedule| schedule.jitter).as_str())),
        ("totalMs", optional_milliseconds(schedule.and_then(|schedule| schedule.total))),
        ("retryAfterMaxMs", optional_milliseconds(schedule.and_then(|schedule| schedule.retry_after))),
        ("idempotency", quoted(policy.idempotency.as_str())),
    ])
}

fn outcome(outcome: &Outcome<'_>) -> String {
    members([
        ("name", quoted(outcome.name)),
        ("action", quoted(outcome.action.as_str())),
        ("to", optional(outcome.to)),
        ("session", quoted(outcome.session.as_str())),
        ("terminal", outcome.session.is_terminal().to_string()),
    ])
}

/// Returns the unknown error, with a customer text in every language.
fn unknown(selection: Selection<'_>) -> impl Iterator<Item = String> {
    let unknown = selection.catalog.unknown();
    let texts = selection
        .catalog
        .languages()
        .map(|language| format!("    {}: {},\n", quoted(language.tag), quoted(language.unknown_customer)));
    let rows = [
        row("wireCode", &wire_code(unknown.into())),
        row("status", &unknown.status.to_string()),
        row("message", &quoted(unknown.message)),
        row("customer", &object("  ", texts)),
    ];
    rows.into_iter()
}

fn entry(selection: Selection<'_>, code: AnyCode<'_>) -> String {
    let outcome = code.outcome().map_or_else(|| "null".to_owned(), |outcome| format!("OUTCOMES.{}", outcome.name));
    let shown = match code.shown() {
        Shown::Itself => Some(code),
        Shown::As(mask) => Some(mask),
        Shown::Unknown => None,
    };
    let mut all = vec![
        ("title", quoted(code.title())),
        ("message", quoted(code.message())),
        ("wireCode", wire_code(code.into())),
        ("aliases", list_of(code.aliases())),
        ("status", code.status().map_or_else(|| "null".to_owned(), |status| status.to_string())),
        ("fixableBy", quoted(code.fixable_by().as_str())),
        ("field", optional(code.field())),
        ("retry", format!("RETRY.{}", code.retry().name)),
        ("outcome", outcome),
        ("docsUrl", optional(code.docs_url().map(|url| url.to_string()).as_deref())),
        ("problemType", optional(code.problem_type().map(|uri| uri.to_string()).as_deref())),
    ];
    if !selection.audience.is_public() {
        all.push(("shownAs", optional(shown.map(AnyCode::as_str))));
    }
    all.push(("customer", customer(selection, code)));
    comment(selection, code) + &row(code.as_str(), &members(all))
}

/// Returns the names of retired codes that have a successor: ids, wire codes and aliases.
fn retired(selection: Selection<'_>) -> impl Iterator<Item = String> {
    let catalog = selection.catalog;
    let mut names: BTreeSet<(&str, &str)> = BTreeSet::new();
    for retired in selection.retired() {
        let Some(next) = retired.replaced_by else { continue };
        let others = retired.wire_code.into_iter().chain(catalog.aliases(Found::Retired(retired)));
        names.extend(std::iter::once(retired.id).chain(others).map(|name| (name, next.as_str())));
    }
    names.into_iter().map(|(name, next)| row(&quoted(name), &quoted(next)))
}

/// Returns a literal: a string, or a number.
fn wire_code(code: WireCode<'_>) -> String {
    match code {
        WireCode::Number(number) => number.to_string(),
        WireCode::Text(text) => quoted(text),
    }
}

fn list_of<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// Returns the comment that editors show: the title, and whether the code is deprecated.
fn comment(selection: Selection<'_>, code: AnyCode<'_>) -> String {
    let title = code.title().replace("*/", "*\\/").replace('@', "\\@").replace('<', "&lt;");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(deprecation) = selection.deprecation(code) else { return format!("  /** {title} */\n") };
    let successor = deprecation.replaced_by.map_or_else(String::new, |code| format!(" Use `{}`.", code.as_str()));
    format!("  /**\n   * {title}\n   * @deprecated{successor}\n   */\n")
}

/// Returns the customer texts in all languages, without those of the unknown error.
fn customer(selection: Selection<'_>, code: AnyCode<'_>) -> String {
    let texts = selection.catalog.languages().filter_map(|language| {
        let text = code.customer_in(language.tag);
        let own = text != language.unknown_customer;
        own.then(|| format!("      {}: {},\n", quoted(language.tag), quoted(text)))
    });
    object("    ", texts)
}

/// Returns the types of parameters, and which of them customer texts contain.
fn params(selection: Selection<'_>) -> String {
    let (mut all, mut of_texts) = (String::new(), String::new());
    for code in selection.codes() {
        let id = code.as_str();
        let types = selection.params(code).map(|param| {
            format!(" readonly {}{}: {};", param.name, if param.optional { "?" } else { "" }, kind(param.kind))
        });
        let types: String = types.collect();
        let space = if types.is_empty() { "" } else { " " };
        let _ = writeln!(all, "  readonly {id}: {{{types}{space}}};");
        let names: Vec<String> = names(code.customer()).iter().map(|name| quoted(name)).collect();
        let names = if names.is_empty() { "never".to_owned() } else { names.join(" | ") };
        let _ = writeln!(of_texts, "  readonly {id}: Pick<Params[\"{id}\"], {names}>;");
    }
    format!(
        "\n/** The parameters of each code. */\nexport interface Params {{\n{all}}}\n\n\
         /** The parameters in its customer text, in every language. */\n\
         export interface CustomerParams {{\n{of_texts}}}\n\n"
    )
}

/// Returns the parameters in a text, each once. The compiler has already checked the text.
fn names(text: &str) -> Vec<String> {
    let name = |piece| if let Piece::Name(name) = piece { Some(name) } else { None };
    let names: BTreeSet<&str> = pieces(text).filter_map(|(_, piece)| name(piece)).collect();
    names.into_iter().map(str::to_owned).collect()
}

const fn kind(kind: ParamKind) -> &'static str {
    match kind {
        ParamKind::Integer => "number | bigint",
        ParamKind::Number => "number",
        ParamKind::Boolean => "boolean",
        ParamKind::Json => "Json",
        _ => "string",
    }
}

fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), quoted)
}

/// Returns a string literal. It is safe in the script of a page, too: it cannot end the script or begin a comment.
fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).expect("a text is JSON");
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn optional_milliseconds(duration: Option<Duration>) -> String {
    duration.map_or_else(|| "null".to_owned(), |duration| milliseconds(duration.as_nanos()))
}

/// Returns milliseconds as a number, exact to the nanosecond.
fn milliseconds(nanoseconds: u128) -> String {
    let (whole, rest) = (nanoseconds / 1_000_000, nanoseconds % 1_000_000);
    match rest {
        0 => whole.to_string(),
        rest => format!("{whole}.{rest:06}").trim_end_matches('0').to_owned(),
    }
}
