//! Provider codes compared with a naive model: which catalogs are refused, and which code each short text finds.

use std::fmt::Write as _;

use errcat_compiler::{Compilation, File, Files, compile};
use proptest::prelude::*;

const SCOPES: [&str; 2] = ["bank", "card"];

/// The number of codes that claim provider codes.
const CODES: usize = 4;

/// A code, a scope, and a provider code or pattern as the catalog writes it.
type Claim = (usize, usize, String);

fn claim() -> impl Strategy<Value = Claim> {
    let range = (1usize..4).prop_flat_map(|digits| {
        let most = 10usize.pow(u32::try_from(digits).expect("few"));
        (0..most - 1)
            .prop_flat_map(move |first| (Just(first), first + 1..most))
            .prop_map(move |(first, last)| format!("{first:0digits$}-{last:0digits$}"))
    });
    let text = prop_oneof![2 => "[0-2a]{1,3}", 1 => "[0-9]{1,3}", 4 => range, 2 => "[0-2a]{1,2}\\*", 1 => "a?-[0-2]?|[0-2]-a?", 1 => "\\*"];
    (0..CODES, 0..SCOPES.len(), text)
}

fn catalog(claims: &[Claim]) -> Compilation {
    let mut codes = "codes:\n".to_owned();
    for code in 0..CODES {
        let _ = writeln!(codes, "  C{code}: {{status: 400, fixable_by: nobody, message: M, remediation: R");
        let _ = writeln!(codes, "    , recognize: never, provider_codes: {{");
        for (at, scope) in SCOPES.into_iter().enumerate() {
            let own: Vec<String> = claims
                .iter()
                .filter(|(claiming, in_scope, _)| (*claiming, *in_scope) == (code, at))
                .map(|(.., text)| format!("{text:?}"))
                .collect();
            if !own.is_empty() {
                let _ = writeln!(codes, "      {scope}: [{}],", own.join(", "));
            }
        }
        codes.push_str("    }}\n");
    }
    let header = "catalog: c\ntitle: T\nversion: 1.0.0\nlanguage: en\nunknown: {message: M, customer: C}\n";
    let file = |path: &str, text: &str| File::new(path, text);
    compile(Files { root: "c".to_owned(), files: vec![file("catalog.yaml", header), file("codes.yaml", &codes)] })
}

/// Returns the number of digits and the numbers of a range.
fn range(text: &str) -> Option<(usize, std::ops::RangeInclusive<u32>)> {
    let (first, last) = text.split_once('-')?;
    Some((first.len(), first.parse().ok()?..=last.parse().ok()?))
}

/// Whether a catalog with both claims is refused.
fn conflict(one: &Claim, two: &Claim) -> bool {
    let same_scope = one.1 == two.1;
    let crossing = match (range(&one.2), range(&two.2)) {
        (Some((digits, one)), Some((other_digits, two))) if digits == other_digits => {
            let common = one.clone().filter(|number| two.contains(number)).count();
            common > 0 && common < one.count() && common < two.count()
        }
        _ => false,
    };
    same_scope && (crossing || one.2 == two.2)
}

/// Returns the rank of a claim on a provider code, where the smallest wins; `None` if it does not match.
fn rank(written: &str, code: &str) -> Option<(u8, usize)> {
    if let Some((digits, numbers)) = range(written) {
        let number = code.parse().ok().filter(|_| code.len() == digits && !code.contains(['+', '-']))?;
        return numbers.contains(&number).then(|| (1, numbers.count()));
    }
    if written == "*" {
        let outer = code.starts_with(' ') || code.ends_with(' ');
        let fits = (1..=64).contains(&code.chars().count()) && !outer && !code.contains('\0');
        return fits.then_some((3, 0));
    }
    if let Some(prefix) = written.strip_suffix('*') {
        return code.strip_prefix(prefix).filter(|rest| !rest.is_empty()).map(|_| (2, 100 - prefix.len()));
    }
    (written == code).then_some((0, 0))
}

/// Returns every text of up to three characters that a claim could match, and some longer ones.
fn world() -> Vec<String> {
    let characters = ["0", "1", "2", "3", "8", "9", "a", "-", "*", " "];
    let mut all = vec![String::new()];
    let mut longest = 0..1;
    for _ in 0..3 {
        let start = all.len();
        for at in longest {
            all.extend(characters.map(|character| format!("{}{character}", all[at])));
        }
        longest = start..all.len();
    }
    all.extend(["1".repeat(64), "１".repeat(64), "a".repeat(65)]);
    all.extend(["1\0", "0001", "1111", "１", "+1", "999-", "000-999", "22aa"].map(str::to_owned));
    all
}

/// Checks that the catalog is refused, or agrees with the naive model.
fn check(claims: &[Claim]) {
    let compilation = catalog(claims);
    let conflicts = claims.iter().enumerate().any(|(at, one)| claims[..at].iter().any(|other| conflict(other, one)));
    let found: String = compilation.diagnostics.iter().map(|one| one.to_text(&compilation.sources)).collect();
    assert_eq!(conflicts, !found.is_empty(), "{claims:?}\n{found}");
    if conflicts {
        return;
    }
    let catalog = compilation.catalogs[0].catalog();
    for code in world() {
        for (at, scope) in SCOPES.into_iter().enumerate() {
            let in_scope = claims.iter().filter(|claim| claim.1 == at);
            let best = in_scope.filter_map(|(owner, _, text)| Some((rank(text, &code)?, *owner))).min();
            let found = catalog.by_provider_code(scope, &code).map(|code| usize::from(code.number()));
            assert_eq!(found, best.map(|(_, owner)| owner), "{scope}:{code:?} of {claims:?}");
        }
        assert_eq!(catalog.by_provider_code("", &code), None);
        assert_eq!(catalog.by_provider_code("shop", &code), None);
    }
    for (code, number) in catalog.codes().zip(0..) {
        let listed: Vec<(&str, &str)> = code.provider_codes().map(|one| (one.scope, one.code)).collect();
        let mut claimed: Vec<_> = claims.iter().filter(|claim| claim.0 == number).collect();
        claimed.sort_by_key(|claim| claim.1);
        let claimed: Vec<(&str, &str)> = claimed.iter().map(|claim| (SCOPES[claim.1], claim.2.as_str())).collect();
        assert_eq!(listed, claimed, "as written, and in order");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_the_model_says(claims in prop::collection::vec(claim(), 0..16)) {
        check(&claims);
        let mut kept: Vec<Claim> = Vec::new();
        for claim in claims {
            if !kept.iter().any(|other| conflict(other, &claim)) {
                kept.push(claim);
            }
        }
        check(&kept);
    }
}

#[test]
fn nested() {
    let claims = ["000-999", "100-199", "100-149", "150-199", "120-129", "129", "12*", "1*", "99-99a"];
    let claims: Vec<Claim> =
        claims.into_iter().enumerate().map(|(at, text)| (at % CODES, 0, text.to_owned())).collect();
    check(&claims);
}

/// The largest number of patterns: look-ups and the proof of the laws stay fast.
#[test]
fn as_many_as_fit() {
    let ranges = (0..500).map(|at| (at % CODES, 0, format!("{:04}-{:04}", at * 2, at * 2 + 1)));
    let prefixes = (0..500).map(|at| (at % CODES, 1, format!("p{at:03}*")));
    let claims: Vec<Claim> = ranges.chain(prefixes).collect();
    let compilation = catalog(&claims);
    assert_eq!(compilation.diagnostics, []);
    let catalog = compilation.catalogs[0].catalog();
    let found = |scope, code| catalog.by_provider_code(scope, code).map(|code| usize::from(code.number()));
    assert_eq!(
        [found("bank", "0999"), found("card", "p499x"), found("bank", "1000")],
        [Some(499 % CODES), Some(499 % CODES), None]
    );
}
