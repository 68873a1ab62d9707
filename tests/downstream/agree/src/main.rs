//! Prints all contents and answers of the bundled catalogs, to compare them with the output on another machine.

use std::collections::BTreeSet;

use errcat::{AnyCode, Catalog, ErrorCode, Found, Public, diagnostics, mozarto, ozura};

fn main() {
    catalog::<ozura::Code>();
    catalog::<mozarto::Code>();
    catalog::<diagnostics::Code>();
}

fn catalog<C: ErrorCode>() {
    let catalog = C::CATALOG;
    println!("{catalog:?} {} {:?} {:?}", catalog.title(), catalog.edition(), catalog.unknown());
    let languages: Vec<_> = catalog.languages().collect();
    println!("languages {languages:?}, scopes {:?}", catalog.scopes().collect::<Vec<_>>());
    for policy in catalog.policies() {
        println!("policy {policy} {policy:?} {:?}", policy.limits().collect::<Vec<_>>());
    }
    for outcome in catalog.outcomes() {
        println!("outcome {outcome:?}");
    }
    for retired in catalog.retired() {
        println!("{} was {retired} {retired:?}", retired.id);
    }
    for code in C::ALL {
        println!("{code:#}");
        properties(*code);
        more(code.erase());
        answers(code.erase());
    }
    look_ups(catalog);
}

macro_rules! print_properties {
    (const { $($(#[$doc:meta])* $tables:ident.$name:ident: $type:ty,)* } fn { $($functions:tt)* }) => {
        fn properties<C: ErrorCode>(code: C) {
            $(println!("  {} {:?}", stringify!($name), code.$name());)*
        }
    };
}
errcat::__members!(print_properties);

/// The properties that only `AnyCode` has.
fn more(code: AnyCode<'static>) {
    println!("  {} {:?} shown as {:?}", code.number(), code, code.shown());
    println!("  link {:?}", code.docs_url().map(|link| link.to_string()));
    println!("  params {:?}", code.params().collect::<Vec<_>>());
    println!("  provider codes {:?}", code.provider_codes().collect::<Vec<_>>());
    println!("  see {:?}, tags {:?}", code.see().collect::<Vec<_>>(), code.tags().collect::<Vec<_>>());
    println!("  sources {:?}", code.citations().collect::<Vec<_>>());
    for tag in ["de", "de-AT-x-private", "DE-ch-1996", "en", "en-GB", "fr", "d", "", "-"] {
        println!("  {tag:?} {:?} {:?}", code.customer_in(tag), code.remediation_in(tag));
    }
}

/// Prints the bodies, and the codes that clients recognize in them.
fn answers(code: AnyCode<'static>) {
    for tag in ["en", "de"] {
        let public = Public::new(code, &()).in_language(tag);
        for body in [public.body(), public.problem()] {
            let body = body.to_string();
            let found = code.catalog().recognize(code.status(), body.as_bytes());
            println!("  {body} {:?}", found.map(|found| found.code()));
        }
    }
}

/// Looks up every key of every index, and many other texts.
fn look_ups(catalog: Catalog<'static>) {
    let mut keys = BTreeSet::from(["", "_", "ö", "MISSING FIELD", "51", "\0\0\0\0\0\0\0\0"].map(String::from));
    for code in catalog.codes() {
        keys.extend([code.as_str(), code.wire_code(), code.title()].map(String::from));
        keys.extend(code.provider_codes().map(|provider| provider.code.to_owned()));
    }
    keys.extend(catalog.retired().map(|retired| retired.id.to_owned()));
    // Enough texts that one of them has the hash of an empty slot.
    keys.extend((0..20_000).map(|number| format!("{number:0300}")));
    let altered: Vec<String> = keys.iter().filter(|key| key.len() < 300).flat_map(|key| alterations(key)).collect();
    keys.extend(altered);
    let (mut hits, mut misses) = (0, 0);
    for key in keys {
        let found = catalog.find(&key).map(|found| match found {
            Found::Code(code) => format!("{code}"),
            Found::Retired(retired) => format!("{} {retired}", retired.id),
        });
        let wire = catalog.by_wire_code(&key);
        let provider: Vec<_> = catalog.scopes().map(|scope| catalog.by_provider_code(scope, &key)).collect();
        let hit = found.is_some() || wire.is_some() || provider.iter().any(Option::is_some);
        if hit {
            hits += 1;
            println!("{key:?} {found:?} {wire:?} {provider:?}");
        } else {
            misses += 1;
        }
    }
    assert!(hits >= catalog.len() && misses > hits);
    println!("{hits} hits, {misses} misses, nothing in no scope: {:?}", catalog.by_provider_code("", "51"));
    for tag in ["de", "de-AT", "DE", "en-Latn-US", "fr", "i", "x-de", "de-x", ""] {
        println!("language {tag:?} {:?}", catalog.language(tag));
    }
}

/// Returns the key without each of its characters, and with each one doubled or in the other case.
fn alterations(key: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (at, character) in key.char_indices() {
        let (before, after) = (&key[..at], &key[at + character.len_utf8()..]);
        let other: String = match character.is_lowercase() {
            true => character.to_uppercase().collect(),
            false => character.to_lowercase().collect(),
        };
        all.extend([format!("{before}{after}"), format!("{before}{character}{character}{after}")]);
        all.push(format!("{before}{other}{after}"));
    }
    all
}
