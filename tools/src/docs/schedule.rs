//! The waits of a retry policy as a chart: a bar for each wait.

use std::time::Duration;

use errcat_core::{AnyCode, DurationText, Jitter, Policy, Waits};
use maud::{Markup, html};

use crate::text::count;

/// The most waits in a chart.
const MOST: usize = 8;
/// The height of a row, and the widths of the chart and of its longest bar, in SVG units.
const ROW: usize = 24;
const WIDTH: u128 = 320;
const BAR: u128 = 180;

/// Returns the waits in words; `None` for a policy without a schedule.
pub fn sentence_of(code: AnyCode<'_>) -> Option<String> {
    let policy = code.retry();
    let waits: Vec<Duration> = policy.delays().take(MOST).collect();
    (!waits.is_empty()).then(|| sentence(&policy, &waits))
}

/// Returns the chart with its caption; nothing for a policy without a schedule.
pub fn picture(code: AnyCode<'_>) -> Markup {
    let policy = code.retry();
    let waits: Vec<Duration> = policy.delays().take(MOST).collect();
    let Some(longest) = waits.iter().max().map(Duration::as_millis) else { return html! {} };
    let rows: Vec<(usize, String, u128)> = (1..)
        .zip(&waits)
        .map(|(at, wait)| {
            let width = (wait.as_millis() * BAR).checked_div(longest).unwrap_or(0).max(2);
            (at, DurationText(*wait).to_string(), width)
        })
        .collect();
    let sentence = sentence(&policy, &waits);
    let height = ROW * rows.len();
    html! {
        figure class="schedule" {
            svg viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height) role="img" aria-label=(sentence) {
                @for (at, wait, width) in &rows {
                    text class="label" x="0" y=(at * ROW - 8) { "retry " (at) }
                    rect x="64" y=(at * ROW - 18) width=(width) height="12" rx="3" {}
                    text class="wait" x=(width + 72) y=(at * ROW - 8) { (wait) }
                }
            }
            figcaption { (sentence) "." }
        }
    }
}

/// Returns the waits in words, without a period.
fn sentence(policy: &Policy<'_>, waits: &[Duration]) -> String {
    let Some(schedule) = policy.schedule() else { return String::new() };
    if schedule.waits == Waits::Immediate {
        return format!("Retry at once, at most {}", count(schedule.retries as usize, "time"));
    }
    let words: Vec<String> = waits.iter().map(|wait| DurationText(*wait).to_string()).collect();
    let (most, random) = match schedule.jitter {
        Jitter::Full => ("at most ", ", chosen at random"),
        Jitter::Equal => ("at most ", ", at least half of it, chosen at random"),
        _ => ("", ""),
    };
    let rest = if policy.delays().nth(MOST).is_some() {
        format!("and so on, at most {} retries", schedule.retries)
    } else {
        format!("{most}{} in total", DurationText(waits.iter().sum()))
    };
    format!("Wait {most}{} before each retry{random}; {rest}", joined(&words))
}

fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{}, then {last}", most.join(", ")),
    }
}
