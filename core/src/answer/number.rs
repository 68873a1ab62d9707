//! Integers in JSON: `2`, `2.0` and `2e0` are equal.

/// Returns the integer that a JSON number equals, in any notation; `None` for a fraction, or outside the range of `i64`.
pub(crate) fn exact_integer(json: &str) -> Option<i64> {
    if let Ok(number) = json.parse() {
        return Some(number);
    }
    let (mantissa, exponent) = match json.find(['e', 'E']) {
        Some(at) => (&json[..at], json[at + 1..].parse::<i32>().ok()),
        None => (json, Some(0)),
    };
    let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = || whole.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0');
    if digits().next().is_none() {
        return Some(0);
    }
    let zeros = exponent?.checked_sub(fraction.len().try_into().ok()?)?;
    // A negative exponent may only remove trailing zeros: otherwise the number is a fraction.
    let trailing = digits().fold(0, |zeros, digit| if digit == b'0' { zeros + 1 } else { 0 });
    let dropped = usize::try_from(zeros.checked_neg()?).unwrap_or(0);
    if dropped > trailing {
        return None;
    }
    let kept = digits().count() - dropped;
    let mut number = 0_i64;
    let added = usize::try_from(zeros).unwrap_or(0);
    for digit in digits().take(kept).chain(core::iter::repeat_n(b'0', added.min(20))) {
        let digit = i64::from(digit - b'0');
        number = number.checked_mul(10)?;
        number = if negative { number.checked_sub(digit)? } else { number.checked_add(digit)? };
    }
    Some(number)
}
