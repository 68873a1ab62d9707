//! Generated catalogs of any size, the same in each run. Their ids consist of words that real services use. Each code
//! has about 500 bytes of text that no other code has.

use std::fmt::Write;

use errcat_compiler::{Compiled, File, Files, compile};

const DOMAINS: [&str; 25] = [
    "PAYMENT",
    "CARD",
    "WALLET",
    "REFUND",
    "PAYOUT",
    "INVOICE",
    "CUSTOMER",
    "MERCHANT",
    "ORDER",
    "SHIPMENT",
    "SUBSCRIPTION",
    "VOUCHER",
    "DISPUTE",
    "MANDATE",
    "TRANSFER",
    "ACCOUNT",
    "SESSION",
    "WEBHOOK",
    "REPORT",
    "TAX",
    "LEDGER",
    "CONTRACT",
    "DEVICE",
    "IDENTITY",
    "CATALOG",
];

const OBJECTS: [&str; 40] = [
    "ID",
    "TOKEN",
    "AMOUNT",
    "CURRENCY",
    "ADDRESS",
    "SIGNATURE",
    "METHOD",
    "LIMIT",
    "STATUS",
    "REFERENCE",
    "COUNTRY",
    "OWNER",
    "EXPIRATION_DATE",
    "BILLING_ADDRESS",
    "BANK_ACCOUNT",
    "PHONE_NUMBER",
    "EMAIL",
    "DOCUMENT",
    "CALLBACK_URL",
    "RETURN_URL",
    "LOCALE",
    "CHANNEL",
    "ISSUER",
    "ACQUIRER",
    "NETWORK",
    "SCHEME",
    "PROVIDER",
    "CONFIGURATION",
    "CREDENTIALS",
    "CERTIFICATE",
    "SCHEDULE",
    "INSTALLMENT_PLAN",
    "EXCHANGE_RATE",
    "FEE",
    "DISCOUNT",
    "BALANCE",
    "RESERVATION",
    "AUTHORIZATION",
    "CAPTURE",
    "BATCH",
];

const PROBLEMS: [&str; 50] = [
    "MISSING",
    "INVALID",
    "EXPIRED",
    "NOT_FOUND",
    "TOO_LONG",
    "TOO_SHORT",
    "TOO_LARGE",
    "TOO_SMALL",
    "NOT_ALLOWED",
    "NOT_SUPPORTED",
    "ALREADY_EXISTS",
    "ALREADY_USED",
    "LOCKED",
    "REVOKED",
    "DECLINED",
    "BLOCKED",
    "MISMATCH",
    "OUT_OF_RANGE",
    "NOT_CONFIGURED",
    "TIMEOUT",
    "UNAVAILABLE",
    "RATE_LIMITED",
    "CONFLICT",
    "STALE",
    "CANCELED",
    "SUSPENDED",
    "NOT_VERIFIED",
    "NOT_ACTIVE",
    "UNREACHABLE",
    "MALFORMED",
    "DUPLICATE",
    "EXHAUSTED",
    "INCOMPLETE",
    "INCONSISTENT",
    "UNSIGNED",
    "UNTRUSTED",
    "UNKNOWN",
    "READ_ONLY",
    "ARCHIVED",
    "PENDING",
    "REJECTED",
    "REVERSED",
    "SETTLED",
    "CLOSED",
    "DELETED",
    "DISABLED",
    "FORBIDDEN",
    "OVERDUE",
    "IN_USE",
    "CORRUPT",
];

/// The number of different ids.
pub const MOST: usize = DOMAINS.len() * OBJECTS.len() * PROBLEMS.len();

/// Returns the SQLSTATEs of `tokio-postgres`, which come from PostgreSQL's `errcodes.txt`.
pub fn sqlstates() -> Vec<&'static str> {
    include_str!("sqlstates.txt").lines().collect()
}

/// Returns the id with this number, which is below [`MOST`]. Consecutive ids have different words.
pub fn id(number: usize) -> String {
    // 17,389 and MOST have no common divisor, so each number gives another combination of words.
    let place = number * 17_389 % MOST;
    let (domain, rest) = (place % DOMAINS.len(), place / DOMAINS.len());
    format!("{}_{}_{}", DOMAINS[domain], OBJECTS[rest % OBJECTS.len()], PROBLEMS[rest / OBJECTS.len()])
}

/// Returns the first `count` ids.
pub fn ids(count: usize) -> Vec<String> {
    (0..count).map(id).collect()
}

/// Returns the files of a catalog with the first `count` ids.
pub fn catalog(name: &str, count: usize) -> Vec<(String, String)> {
    files(name, (0..count).map(|number| (id(number), None)))
}

/// Returns the files of a catalog of all SQLSTATEs, with ids such as `S_23505` and wire codes such as `23505`.
pub fn sqlstate_catalog(name: &str) -> Vec<(String, String)> {
    files(name, sqlstates().into_iter().map(|code| (format!("S_{code}"), Some(code))))
}

/// Compiles the files of a catalog.
///
/// # Panics
///
/// Panics if the catalog has an error.
pub fn compiled(files: Vec<(String, String)>) -> Compiled {
    let files = files.into_iter().map(|(path, text)| File::new(path, text)).collect();
    let mut compilation = compile(Files { root: "synthetic".to_owned(), files });
    if let Some(diagnostic) = compilation.diagnostics.first() {
        panic!("{}", diagnostic.to_text(&compilation.sources));
    }
    compilation.catalogs.pop().expect("a folder of one catalog")
}

/// Returns the number of bytes of all texts of a catalog: the minimum that any representation needs.
pub fn text_bytes(catalog: &Compiled) -> usize {
    let codes = catalog.catalog();
    codes
        .codes()
        .map(|code| [code.as_str(), code.title(), code.message(), code.remediation(), code.customer()].concat().len())
        .sum()
}

const CODES_PER_FILE: usize = 1_000;

fn files(name: &str, codes: impl Iterator<Item = (String, Option<&'static str>)>) -> Vec<(String, String)> {
    let mut files = vec![("catalog.yaml".to_owned(), header(name))];
    for (number, (id, wire)) in codes.enumerate() {
        if number % CODES_PER_FILE == 0 {
            files.push((format!("codes-{:02}.yaml", number / CODES_PER_FILE), "codes:\n".to_owned()));
        }
        let (_, text) = files.last_mut().expect("one was pushed");
        code(&id, number, wire, text);
    }
    files
}

fn header(name: &str) -> String {
    format!(
        "catalog: {name}\ntitle: A catalog for benchmarks\nversion: 1.0.0\nlanguage: en\n\
         docs_url: https://errors.example.com/{name}/{{code}}\n\
         unknown:\n  message: Unrecognized error\n  customer: Something went wrong. Please try again later.\n\
         retry:\n  transient: {{kind: backoff, first: 1s, max: 30s, retries: 5}}\n"
    )
}

fn code(id: &str, number: usize, wire: Option<&str>, out: &mut String) {
    const STATUSES: [u16; 8] = [400, 401, 403, 404, 409, 422, 500, 503];
    const FIXERS: [&str; 5] = ["customer", "developer", "operator", "provider", "nobody"];
    let words = id.to_lowercase().replace('_', " ");
    let status = STATUSES[number % STATUSES.len()];
    let fixer = FIXERS[number % FIXERS.len()];
    let retry = if status >= 500 { "transient" } else { "never" };
    let mut wire_code = String::new();
    if let Some(wire) = wire {
        wire_code = format!("    wire_code: \"{wire}\"\n");
    }
    write!(
        out,
        "  {id}:\n{wire_code}    status: {status}\n    fixable_by: {fixer}\n    retry: {retry}\n    \
         message: \"Request refused, {words}: {{reason}} (rule {number})\"\n    params: {{reason: amount}}\n    \
         customer: We could not continue ({words}). Please check your input.\n    \
         remediation: |\n      \
         Look up **{words}** in the request log and compare it with the settings of the account. If both match, turn off\n      \
         rule {number} in the sandbox and send the request again there. If it succeeds, ask the owner of the account to\n      \
         change the setting, and keep the transaction id for support.\n"
    )
    .expect("a string takes all that is written");
}
