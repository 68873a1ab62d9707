//! `errcat retry`: when to retry after a code.

use std::time::{Duration, SystemTime};

use errcat::{AnyCode, Attempt, Decision, DurationText, GiveUp, Jitter, Policy, Repeat};
use errcat_tools::json::pretty;
use errcat_tools::text::full_name;
use serde::Serialize;

use crate::args::catalogs::{CatalogArgs, Folders};
use crate::args::code::code;
use crate::output::style::{LABEL, STRONG, paint};
use crate::output::{Exit, Failure, Format, Output};

/// The most retries that are listed.
const MOST: u32 = 1_000;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// CATALOG/CODE; the catalog may be left out if only one has the id
    #[arg(value_name = "CODE", allow_negative_numbers = true)]
    what: String,

    /// The number of retries to list, at most 1000; without it, those that the policy allows
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true, value_parser = count)]
    retries: Option<u32>,

    /// The seconds that every answer asks for in `Retry-After`: the least wait before each retry
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true, value_parser = seconds)]
    retry_after: Option<Duration>,

    #[command(flatten)]
    catalogs: CatalogArgs,
}

fn count(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("write a whole number from 0 to {MOST}"))
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    errcat::retry_after(text, SystemTime::now()).ok_or("write seconds, such as `30` or `1.5`, or a date of HTTP")
}

/// The shape of `retry --format json`.
#[derive(Serialize)]
struct Schedule<'a> {
    kind: &'static str,
    /// Without jitter: the longest that each wait can be, but for a longer `Retry-After`.
    delays_ms: Vec<u128>,
    idempotency: &'static str,
    policy: &'a str,
    jitter: &'static str,
    /// Why nothing is repeated after the delays; `null` if something has to happen first.
    gives_up: Option<&'static str>,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.catalogs.folders, "errcat retry")?;
    let catalogs = folders.catalogs()?;
    let code = code(&catalogs, &args.what, &args.catalogs)?;
    let mut policy = code.retry();
    if let Repeat::Automatic(schedule) = &mut policy.repeat {
        schedule.retries = args.retries.unwrap_or(schedule.retries);
    }
    let retries = policy.schedule().map(|schedule| schedule.retries).or(args.retries).unwrap_or_default();
    if retries > MOST {
        let message = format!("{retries} retries exceed the limit of {MOST}");
        return Err(Failure::misuse(message, format!("list fewer: `--retries {MOST}`")).into());
    }
    let waits = Waits::of(&policy, args.retry_after);
    let schedule = || Schedule {
        kind: policy.kind().as_str(),
        delays_ms: waits.all.iter().map(Duration::as_millis).collect(),
        idempotency: policy.idempotency.as_str(),
        policy: policy.name,
        jitter: policy.schedule().map_or(Jitter::None, |schedule| schedule.jitter).as_str(),
        gives_up: waits.end.map(word),
    };
    Ok(Output::new(format.write(|| args.text(code, &policy, &waits), || pretty(&schedule())), Exit::Fine))
}

/// The waits as a client decides on them, failure by failure.
struct Waits {
    all: Vec<Duration>,
    /// Why nothing is repeated after them; `None` if something has to happen first.
    end: Option<GiveUp>,
}

impl Waits {
    fn of(policy: &Policy<'_>, retry_after: Option<Duration>) -> Self {
        let (mut all, mut elapsed) = (Vec::new(), Duration::ZERO);
        let end = (1..).find_map(|retry| {
            match policy.decide(Attempt::new(retry).elapsed(elapsed).retry_after(retry_after)) {
                Decision::Retry { after, .. } => {
                    elapsed = elapsed.saturating_add(after);
                    all.push(after);
                    None
                }
                Decision::First { .. } => Some(None),
                Decision::GiveUp(reason) => Some(Some(reason)),
            }
        });
        Self { all, end: end.flatten() }
    }
}

/// Returns the word for a reason in JSON.
const fn word(reason: GiveUp) -> &'static str {
    match reason {
        GiveUp::Retries => "retries",
        GiveUp::Time => "total",
        GiveUp::RetryAfter => "retry_after",
        _ => "never",
    }
}

impl Args {
    fn text(&self, code: AnyCode<'_>, policy: &Policy<'_>, waits: &Waits) -> String {
        let heading = format!("{}: {policy}\n", paint(STRONG, &full_name(code)));
        if !policy.is_automatic() {
            let label = paint(LABEL, "retry");
            let explain = self.catalogs.command(&format!("errcat explain {}", full_name(code)));
            return format!("{heading}  {label}:   not automatic; to see what to do, run `{explain}`\n");
        }
        let mut all = Duration::ZERO;
        let lines = (1..).zip(&waits.all).map(|(retry, wait)| {
            all = all.saturating_add(*wait);
            let label = paint(LABEL, &format!("retry {retry}"));
            format!("  {label}:   after {}, {} in total\n", DurationText(*wait), DurationText(all))
        });
        let end = waits.end.filter(|reason| *reason != GiveUp::Retries);
        let end = end.map(|reason| format!("  {}:   {reason}\n", paint(LABEL, "give up")));
        heading + &lines.collect::<String>() + &end.unwrap_or_default()
    }
}
