//! Test vectors: the results of Rust, to compare with those of a module in another language.

use errcat_core::__private::Carried;
use errcat_core::{AnyCode, Catalog, Internal, ParamKind, Public, Shown, Value};
use serde_json::json;

/// Returns the languages, texts and properties of every code in the export.
pub fn vectors(catalog: Catalog<'_>, internal: bool) -> serde_json::Value {
    let shown = |code: &AnyCode<'_>| internal || code.shown() == Shown::Itself;
    let tags: Vec<String> = catalog
        .languages()
        .flat_map(|language| {
            let tag = language.tag;
            [tag.to_owned(), tag.to_uppercase(), format!("{tag}-x-y"), format!("{tag}-AT"), tag[..1].to_owned()]
        })
        .chain(["", "-", "de-CH-1996", "DE-a-b-c", "zh-hant-TW", "zh", "\u{212a}e", "en-"].map(str::to_owned))
        .collect();
    let languages = tags.iter().map(|tag| json!([tag, catalog.language(tag).map(|language| language.tag)]));
    let unknown = tags.iter().map(|tag| json!([tag, Public::unknown(catalog).in_language(tag).customer().to_string()]));
    let codes = catalog.codes().filter(shown).map(|code| of_code(code, &tags, internal));
    let hidden = catalog.codes().filter(|code| !shown(code)).map(AnyCode::as_str);
    let no_codes = hidden.chain(catalog.retired().map(|id| id.id)).chain(["constructor", "toString", "__proto__", ""]);
    json!({
        "languages": languages.collect::<Vec<_>>(),
        "unknown": unknown.collect::<Vec<_>>(),
        "codes": codes.collect::<Vec<_>>(),
        "no_codes": no_codes.collect::<Vec<_>>(),
    })
}

fn of_code(code: AnyCode<'_>, tags: &[String], internal: bool) -> serde_json::Value {
    let given: Vec<Given> = (0..4).map(|round| Given::new(code, round)).collect();
    let texts = tags.iter().zip(given.iter().cycle()).map(|(tag, given)| {
        json!({"tag": tag, "params": given.json, "text": Public::new(code, given).in_language(tag).customer().to_string()})
    });
    let messages = given
        .iter()
        .map(|given| json!({"params": given.json, "text": Internal::new(code, given).message().to_string()}));
    let retry = code.retry();
    json!({
        "id": code.as_str(),
        "wire_code": code.wire_code(),
        "title": code.title(),
        "status": code.status(),
        "fixable_by": code.fixable_by().as_str(),
        "customer_fixable": code.is_customer_fixable(),
        "field": code.field(),
        "retry": retry.name,
        "kind": retry.kind().as_str(),
        "retries": retry.schedule().map_or(0, |schedule| schedule.retries),
        "delays_ms": retry.delays().take(100).map(|wait| wait.as_secs_f64() * 1000.0).collect::<Vec<_>>(),
        "total_ms": retry.schedule().and_then(|schedule| schedule.total).map(|total| total.as_millis()),
        "retry_after_max_ms": retry.schedule().and_then(|schedule| schedule.retry_after).map(|max| max.as_millis()),
        "idempotency": retry.idempotency.as_str(),
        "outcome": code.outcome().map(|outcome| outcome.name),
        "session": code.outcome().map(|outcome| outcome.session.as_str()),
        "terminal": code.outcome().map(|outcome| outcome.session.is_terminal()),
        "docs_url": code.docs_url().map(|url| url.to_string()),
        "shown_as": match code.shown() {
            _ if !internal => None,
            Shown::Itself => Some(code.as_str()),
            Shown::As(mask) => Some(mask.as_str()),
            Shown::Unknown => None,
        },
        "texts": texts.collect::<Vec<_>>(),
        "messages": messages.collect::<Vec<_>>(),
    })
}

/// Values for the parameters of a code. Their JSON is `{name: [type, text]}`, so that numbers keep all digits.
struct Given {
    values: Vec<Value<'static>>,
    json: serde_json::Value,
}

impl Given {
    fn new(code: AnyCode<'_>, round: usize) -> Self {
        const TEXTS: [&str; 4] = ["", "{name} $& $1 \\ \"'`\u{2028}", "</script>", "{{}}"];
        const INTEGERS: [i64; 4] = [i64::MIN, i64::MAX, 0, -1];
        const NUMBERS: [[f64; 4]; 4] = [
            [1e21, 1.5, f64::NAN, -0.0],
            [1e-7, -1.25e300, f64::INFINITY, 123_456_789.125],
            [f64::MAX, f64::MIN_POSITIVE, f64::NEG_INFINITY, 0.1],
            [5e-324, 1e20, -1e22, 100.0],
        ];
        let value = |(at, kind): (usize, ParamKind)| match kind {
            ParamKind::Integer => Value::Integer(INTEGERS[(at + round) % 4]),
            ParamKind::Number => Value::Number(NUMBERS[at % 4][round]),
            ParamKind::Boolean => Value::Boolean(round.is_multiple_of(2)),
            ParamKind::Json => Value::Json([r#"{"a":[1.0,"{b}"]}"#, "null", "\"text\"", " 1e2 "][round]),
            _ => Value::Text(TEXTS[(at + round) % 4]),
        };
        let values: Vec<Value<'static>> = code.params().map(|param| param.kind).enumerate().map(value).collect();
        let named = code.params().zip(&values);
        let json = named.map(|(param, value)| (param.name.to_owned(), json!([param.kind.as_str(), value.to_string()])));
        Self { json: serde_json::Value::Object(json.collect()), values }
    }
}

impl Carried for Given {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.values.get(at).copied()
    }

    fn detail(&self, at: usize) -> Option<&str> {
        ["a", "\"b\""].get(at).copied()
    }

    fn context(&self, _: usize) -> Option<Value<'_>> {
        None
    }
}
