//! Proptest strategies for catalogs.

use std::collections::BTreeSet;

use errcat::__private::Pattern;
use errcat::{FixableBy, Grpc, Severity};
use errcat_compiler::__private::Plain;
use errcat_compiler::__private::is_forbidden;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::sections::{Sections, sections};
use super::{CodeSpec, Example, MaskSpec, RetiredSpec, Spec, Successor};

/// Whether a catalog may contain a text: it has no forbidden characters, and `serde_yaml` writes quotes where errcat wants them
/// (it writes none for `yes` and `0x1`).
fn sound(text: &str) -> bool {
    !text.contains(is_forbidden)
        && !text.trim().is_empty()
        && text.trim_end_matches('\n') == text
        && !matches!(Plain::of(text), Plain::LikeBool(_) | Plain::LikeNumber)
}

/// A line of text with characters of many scripts, quotes, and characters with a meaning in YAML.
fn line() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => proptest::char::range(' ', '~'),
        1 => any::<char>(),
        1 => select(vec!['ü', 'é', 'ß', '日', '本', '🎉', '\u{301}', '"', '\'', ':', '#', '-', '&', '*', '!', '|', '>', '%', '@', '`', '\\']),
    ];
    vec(character, 1..24)
        .prop_map(|text| {
            text.into_iter().filter(|character| !character.is_whitespace() || *character == ' ').collect::<String>()
        })
        .prop_map(|text| text.replace(['{', '}'], ""))
        .prop_filter("sound", |text| sound(text))
}

/// A message: it has enough text to be recognized, and sometimes several lines or doubled braces.
fn sentence() -> impl Strategy<Value = String> {
    (vec(line(), 1..4), select(vec![" ", "\n", "\n\n", " {{x}} "]))
        .prop_map(|(parts, between)| format!("Say: {}", parts.join(between)))
}

/// A message where placeholders are not allowed.
fn plain_sentence() -> impl Strategy<Value = String> {
    line().prop_map(|text| format!("Say: {text}"))
}

fn example() -> impl Strategy<Value = Example> {
    prop_oneof![
        line().prop_map(Example::Text),
        any::<i64>().prop_map(Example::Integer),
        any::<i32>().prop_map(Example::Decimal),
        any::<bool>().prop_map(Example::Boolean),
    ]
}

/// Ids that differ in Rust, too, and need no quotes.
fn ids(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    vec("[A-Z][A-Z0-9_]{0,11}", count).prop_map(|ids| {
        let mut seen = BTreeSet::new();
        let plain = |id: &String| Plain::of(id) == Plain::Text;
        ids.into_iter().filter(plain).filter(|id| seen.insert(id.replace('_', "").to_lowercase())).collect()
    })
}

fn code() -> impl Strategy<Value = CodeSpec> {
    let texts = (sentence(), sentence(), option::of(line()), option::of(sentence()), sentence());
    let words = (
        option::of(line()),
        option::of("[1-9]\\.[0-9]\\.[0-9]"),
        option::of(line()),
        option::of("https://[a-z]{1,9}\\.example/[a-z?=&%#]{0,9}"),
    );
    let kinds = (
        option::of(100u16..600),
        select(FixableBy::ALL),
        option::of(select(Grpc::ALL)),
        option::of(select(Severity::ALL)),
    );
    let lists = (
        btree_set(line(), 0..4),
        vec((line(), option::of(line()), any::<bool>()), 0..3),
        proptest::collection::btree_map("[a-z][a-z0-9_]{0,6}", (example(), any::<bool>()), 0..4),
    );
    (texts, words, kinds, lists).prop_map(|(texts, words, kinds, (tags, sources, params))| CodeSpec {
        id: String::new(),
        status: kinds.0,
        fixable_by: kinds.1,
        grpc: kinds.2,
        severity: kinds.3,
        message: texts.0,
        remediation: texts.1,
        title: texts.2,
        customer: texts.3,
        german: texts.4,
        wire_code: None,
        params: params.into_iter().map(|(name, (example, sensitive))| (name, example, sensitive)).collect(),
        mask: MaskSpec::Itself,
        retry: None,
        envelope: None,
        outcome: None,
        field: words.0,
        since: words.1,
        owner: words.2,
        docs_url: words.3,
        provider_codes: Vec::new(),
        tags: tags.into_iter().collect(),
        see: Vec::new(),
        deprecated: None,
        sources,
    })
}

/// The references of a code to others, as indexes: resolved once all codes are known.
type Links = (Option<String>, Vec<(String, String)>, u8, Index, Vec<Index>, Option<(Option<Index>, Option<String>)>);

fn links() -> impl Strategy<Value = Links> {
    let provider = (
        select(vec!["iso8583", "stripe", "x"]).prop_map(str::to_owned),
        "[!-)+-~]{1,4}".prop_filter("sound and no range", |code| sound(code) && Pattern::of(code).is_exact()),
    );
    (
        option::of("[a-z!-/:-@^_~]{1,8}"),
        vec(provider, 0..4),
        0u8..6,
        any::<Index>(),
        vec(any::<Index>(), 0..3),
        option::weighted(0.2, (option::of(any::<Index>()), option::of(line()))),
    )
}

/// A valid catalog.
pub fn spec() -> impl Strategy<Value = Spec> {
    let entries = ids(1..14).prop_flat_map(|ids| {
        let count = ids.len();
        (Just(ids), vec(code(), count), vec(links(), count), vec(any::<[Index; 3]>(), count), sections())
    });
    let retired = (ids(0..5), vec((option::of(option::of(any::<Index>())), option::of(line())), 5));
    (entries, retired, line(), plain_sentence(), option::of(plain_sentence())).prop_map(
        |((ids, mut codes, links, picks, sections), retired, title, customer, german)| {
            for (code, id) in codes.iter_mut().zip(&ids) {
                code.id.clone_from(id);
            }
            connect(&mut codes, links);
            choose(&mut codes, &picks, &sections);
            let mut tombstones: Vec<RetiredSpec> = Vec::new();
            for (id, (replaced_by, reason)) in retired.0.into_iter().zip(retired.1).filter(|(id, _)| !ids.contains(id))
            {
                // The first retired id has none before it.
                let replaced_by = replaced_by.filter(|by| by.is_some() || !tombstones.is_empty());
                let replaced_by =
                    replaced_by.map(|by| by.map_or(Successor::Before, |index| Successor::Code(index.index(ids.len()))));
                tombstones.push(RetiredSpec { id, replaced_by, reason });
            }
            Spec { title, customer, sections, codes, retired: tombstones, german }
        },
    )
}

/// Gives policies, envelopes and outcomes to codes.
fn choose(codes: &mut [CodeSpec], picks: &[[Index; 3]], sections: &Sections) {
    for (code, [retry, envelope, outcome]) in codes.iter_mut().zip(picks) {
        let pick = |index: &Index, count: usize| index.index(count + 1).checked_sub(1);
        code.retry = pick(retry, sections.policies.len());
        code.envelope = pick(envelope, sections.envelopes.len());
        code.outcome = pick(outcome, sections.outcomes.len()).filter(|_| matches!(code.mask, MaskSpec::Itself));
    }
}

fn connect(codes: &mut [CodeSpec], links: Vec<Links>) {
    let count = codes.len();
    let mut taken = BTreeSet::new();
    let masked: Vec<bool> = links.iter().map(|link| link.2 < 2).collect();
    for (at, (wire, providers, mask, target, see, deprecated)) in links.into_iter().enumerate() {
        let code = &mut codes[at];
        code.wire_code = wire.map(|wire| format!("w{wire}{at}"));
        code.provider_codes = providers.into_iter().filter(|provider| taken.insert(provider.clone())).collect();
        // A mask is public, and has no parameters that the masked code lacks.
        let target = target.index(count);
        code.mask = match mask {
            0 => MaskSpec::Unknown,
            1 => MaskSpec::As(target),
            _ => MaskSpec::Itself,
        };
        let mut seen = BTreeSet::from([at]);
        code.see = see.into_iter().map(|index| index.index(count)).filter(|other| seen.insert(*other)).collect();
        code.deprecated = deprecated.map(|(by, reason)| (by.map(|by| by.index(count)).filter(|by| *by > at), reason));
    }
    for at in 0..count {
        if let MaskSpec::As(target) = codes[at].mask
            && (masked[target] || !codes[target].params.is_empty())
        {
            codes[at].mask = MaskSpec::Unknown;
        }
    }
}
