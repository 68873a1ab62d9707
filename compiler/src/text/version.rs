//! Semantic versions (semver.org).

/// Returns whether a text is a semantic version: three numbers, optionally a pre-release and build metadata.
///
/// It is written by hand because every service that builds a catalog would build the library `semver` for it. A test compares
/// the two.
pub fn is_version(text: &str) -> bool {
    let (rest, build) = match text.split_once('+') {
        Some((rest, build)) => (rest, Some(build)),
        None => (text, None),
    };
    let (core, before) = match rest.split_once('-') {
        Some((core, before)) => (core, Some(before)),
        None => (rest, None),
    };
    core.split('.').count() == 3
        && core.split('.').all(|one| is_number(one) && one.parse::<u64>().is_ok())
        && before.is_none_or(|all| all.split('.').all(|one| is_number(one) || is_name(one) && !is_digits(one)))
        && build.is_none_or(|all| all.split('.').all(is_name))
}

/// Returns whether a text is a semantic version, possibly without its last numbers: `1`, `1.3` or `1.3.0`.
pub fn is_short_version(text: &str) -> bool {
    (0..3).any(|parts| is_version(&format!("{text}{}", ".0".repeat(parts))))
}

/// Returns the sort key of a version: its numbers, then whether it is a release. Pre-releases of one version are equal.
pub fn order(text: &str) -> ([u64; 3], bool) {
    let rest = text.split('+').next().unwrap_or_default();
    let (core, released) = rest.split_once('-').map_or((rest, true), |(core, _)| (core, false));
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(core.split('.')) {
        *number = part.parse().unwrap_or_default();
    }
    (numbers, released)
}

/// Returns whether a text is a number without leading zeros.
fn is_number(text: &str) -> bool {
    is_digits(text) && (text == "0" || !text.starts_with('0'))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
