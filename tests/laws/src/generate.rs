//! Random catalogs.

use errcat_core::{ParamKind, Recognize};

use crate::choices::Choices;
use crate::spec::{Code, Mask, Outcome, Param, Piece, Retired, Shape, Spec, Template};
use crate::yaml::quoted;

const KINDS: [ParamKind; 6] =
    [ParamKind::String, ParamKind::String, ParamKind::Integer, ParamKind::Number, ParamKind::Boolean, ParamKind::Json];
const PARAMS: [&str; 9] = ["a", "b", "n", "m", "flag", "raw", "error", "details_of", "details"];
const CONTEXT: [&str; 3] = ["request", "trace", "token"];
const BUILT_IN: [&str; 7] = ["message", "customer", "title", "status", "details", "docs_url", "remediation"];
const KEYS: [&str; 14] = [
    "code", "message", "error", "errors", "type", "title", "status", "detail", "id", "data", "a", "n", "k\"ey", "more",
];
const LITERALS: [&str; 9] = ["false", "null", "1.50", "\"error\"", "7", "\"\"", "[]", "{}", "\"code\""];
/// Texts between placeholders. Some pieces are parts of others, or can be read as values.
pub const PIECES: [&str; 20] = [
    "x", " of ", "Unknown ", ": ", "Limit ", ".", "7", "1.", " and ", "-", "in ", "'", "\"", "}", "{", "ä", "0",
    "true", " fails", ", ",
];
pub const TITLES: [&str; 2] = ["Unknown x", "A title"];
/// Words of which each code has its own.
const OWN: [&str; 6] = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"];
/// The names of the URLs of outcomes.
pub const URLS: [&str; 3] = ["error_url", "cancel_url", "success_url"];
const LINKS: [&str; 2] = ["https://errors.example.com/own", "https://errors.example.com/other"];
const STATUSES: [u16; 4] = [400, 404, 422, 500];

/// Makes a catalog of 1 to 6 codes.
pub fn spec(choices: &mut Choices<'_>) -> Spec {
    let mut spec = Spec {
        docs_url: choices.one_in(2).then_some("https://errors.example.com/{code}"),
        problem_type: choices.one_in(3).then_some("urn:laws:{code}"),
        languages: choices.pick(&[&[], &["de"], &["de", "fr"]]),
        ..Spec::default()
    };
    for name in choices.some(&CONTEXT) {
        // The last kind is `json`, which the context cannot have.
        let kind = choices.pick(&KINDS[..KINDS.len() - 1]);
        spec.context.push(Param { name, kind, sensitive: name == "token" });
    }
    let envelopes = choices.below(4);
    let count = 1 + choices.below(6);
    let integers = choices.one_in(4);
    spec.unknown_code = if integers { Some("50000") } else { choices.pick(&[None, Some("other")]) };
    for at in 0..count {
        let envelope = choices.below(envelopes + 1).checked_sub(1);
        let code = code(&spec, at, envelope, integers, choices);
        spec.codes.push(code);
    }
    for at in 0..envelopes {
        let shape = envelope_of(&mut spec, at, choices);
        spec.envelopes.push(shape);
    }
    if envelopes > 0 && choices.one_in(2) {
        spec.unknown_envelope = Some(choices.below(envelopes));
    }
    if spec.unknown_envelope.is_some() || choices.one_in(2) {
        masks(&mut spec, choices);
    }
    texts(&mut spec, choices);
    retired(&mut spec, integers, choices);
    redirects(&mut spec, choices);
    spec
}

fn code(spec: &Spec, at: usize, envelope: Option<usize>, integers: bool, choices: &mut Choices<'_>) -> Code {
    let mut params = Vec::new();
    // An envelope with `$details` cannot have such a parameter.
    let names = PARAMS.iter().copied().filter(|name| *name != "details" || envelope.is_none()).collect::<Vec<_>>();
    for name in choices.some(&names).into_iter().take(4) {
        params.push(Param { name, kind: choices.pick(&KINDS), sensitive: choices.one_in(8) });
    }
    let on_wire = match choices.below(4) {
        0 => Some(quoted(&format!("wire_{at}"))),
        1 if integers => Some((20_000 + at).to_string()),
        2 if integers => Some(format!("-3260{at}")),
        _ if integers => Some(quoted(&format!("E-{at}"))),
        1 => Some(quoted(&format!("{}", 100 + at))),
        _ => None,
    };
    Code {
        id: format!("CODE_{}", char::from(b'A' + u8::try_from(at).unwrap_or_default())),
        status: (!choices.one_in(8)).then(|| choices.pick(&STATUSES)),
        title: choices.pick(&[None, Some(TITLES[0]), Some(TITLES[1])]),
        on_wire,
        aliases: if choices.one_in(3) { vec![format!("alias_{at}"), format!("ALIAS_{at}")] } else { Vec::new() },
        params,
        message: Template::new(),
        customer: None,
        remediation: Template::new(),
        remediations: Vec::new(),
        envelope,
        set: Vec::new(),
        mask: Mask::Itself,
        outcome: None,
        recognize: if choices.one_in(8) { Recognize::Never } else { Recognize::Envelope },
        docs_url: (spec.docs_url.is_some() && choices.one_in(4)).then(|| choices.pick(&LINKS)),
    }
}

/// Masks some codes by codes whose parameters they have, or by the unknown error.
fn masks(spec: &mut Spec, choices: &mut Choices<'_>) {
    for at in 1..spec.codes.len() {
        let used = spec.codes.iter().any(|code| code.mask == Mask::As(at));
        if used || !choices.one_in(4) {
            continue;
        }
        let mask = choices.below(at);
        spec.codes[at].mask = Mask::Unknown;
        if spec.codes[mask].mask == Mask::Itself && choices.one_in(2) {
            let theirs = spec.codes[mask].params.clone();
            // The code has the parameters of its mask, so that the answer of the mask is complete.
            (spec.codes[at].params, spec.codes[at].mask) = (theirs, Mask::As(mask));
        }
        (spec.codes[at].envelope, spec.codes[at].set) = (None, Vec::new());
    }
    // Slots that only masked codes filled become constants.
    for at in 0..spec.envelopes.len() {
        let users: Vec<_> = spec.codes.iter().filter(|code| code.envelope == Some(at)).collect();
        let known = |name: &str| {
            BUILT_IN.contains(&name)
                || name == "code"
                || CONTEXT.contains(&name)
                || users.iter().any(|code| code.set.iter().any(|(own, _)| *own == name))
                || users.iter().any(|code| code.params.iter().any(|param| param.name == name))
        };
        let missing: Vec<_> = spec.envelopes[at].slots().into_iter().filter(|name| !known(name)).collect();
        for name in missing {
            spec.envelopes[at].replace(name);
        }
    }
}

impl Shape {
    /// Replaces a slot by a constant.
    fn replace(&mut self, name: &str) {
        match self {
            Self::Slot(own, _) if *own == name => *self = Self::Literal("null"),
            Self::Object(members) => members.iter_mut().for_each(|(_, shape)| shape.replace(name)),
            Self::List(items) => items.iter_mut().for_each(|item| item.replace(name)),
            _ => {}
        }
    }
}

/// What an envelope can be made of.
struct Material {
    /// Names that are filled for every code of the envelope.
    required: Vec<&'static str>,
    /// Names that are filled for some.
    optional: Vec<&'static str>,
    codes: bool,
}

fn envelope_of(spec: &mut Spec, at: usize, choices: &mut Choices<'_>) -> Shape {
    let users = || spec.codes.iter().filter(|code| code.envelope == Some(at));
    let has = |code: &Code, name: &str| code.params.iter().any(|param| param.name == name);
    let mut material = Material {
        required: BUILT_IN.into_iter().chain(spec.context.iter().map(|value| value.name)).collect(),
        optional: Vec::new(),
        codes: choices.one_in(2),
    };
    let params: Vec<_> = PARAMS.into_iter().filter(|name| *name != "details").collect();
    let all = |name: &&&str| users().next().is_some() && users().all(|code| has(code, name));
    material.required.extend(params.iter().filter(all));
    material.optional.extend(params.iter().filter(|name| users().any(|code| has(code, name))));
    let constant = users().next().is_some() && choices.one_in(3);
    if constant {
        material.required.extend(["kind", "kind"]);
    }
    // Some envelopes have nothing but a text for customers, which translations can make alike.
    if choices.one_in(6) {
        return Shape::Object(vec![
            ("error", Shape::Literal("\"error\"")),
            ("message", Shape::Slot("customer", false)),
        ]);
    }
    let mut shape = material.object(3, choices);
    let Shape::Object(members) = &mut shape else { unreachable!("an object was made") };
    let mut own = |key: &'static str, shape: Shape| {
        let free = if members.iter().any(|(own, _)| *own == key) { "own" } else { key };
        members.retain(|(own, _)| *own != free);
        members.push((free, shape));
    };
    if material.codes {
        own(choices.pick(&["code", "id", "error"]), Shape::Slot("code", false));
    } else if choices.one_in(2) {
        own(choices.pick(&["message", "data", "code"]), Shape::Slot("message", false));
    }
    if shape.slots().contains(&"kind") {
        for code in spec.codes.iter_mut().filter(|code| code.envelope == Some(at)) {
            code.set.push(("kind", choices.pick(&LITERALS)));
        }
    }
    shape
}

impl Material {
    fn value(&self, depth: usize, choices: &mut Choices<'_>) -> Shape {
        match choices.below(if depth == 0 { 8 } else { 13 }) {
            0 => Shape::Literal(choices.pick(&LITERALS)),
            1 if self.codes => Shape::Slot("code", choices.one_in(4)),
            2 | 3 if !self.optional.is_empty() => Shape::Slot(choices.pick(&self.optional), true),
            1..=4 => Shape::Slot(choices.pick(&self.required), true),
            5..=7 => Shape::Slot(choices.pick(&self.required), false),
            8 | 9 => self.object(depth - 1, choices),
            10 | 11 => Shape::List(vec![self.object(depth - 1, choices)]),
            _ => {
                let count = choices.below(4);
                Shape::List((0..count).map(|_| self.item(depth - 1, choices)).collect())
            }
        }
    }

    /// An item of a list, which cannot be optional.
    fn item(&self, depth: usize, choices: &mut Choices<'_>) -> Shape {
        match self.value(depth, choices) {
            Shape::Slot(name, true) if self.required.contains(&name) => Shape::Slot(name, false),
            Shape::Slot(_, true) => Shape::Literal("null"),
            item => item,
        }
    }

    fn object(&self, depth: usize, choices: &mut Choices<'_>) -> Shape {
        let mut members: Vec<(&'static str, Shape)> = Vec::new();
        for _ in 0..=choices.below(4) {
            let key = choices.pick(&KEYS);
            if members.iter().all(|(own, _)| *own != key) {
                members.push((key, self.value(depth, choices)));
            }
        }
        Shape::Object(members)
    }
}

/// Writes the texts of all codes, once their envelopes are known.
fn texts(spec: &mut Spec, choices: &mut Choices<'_>) {
    let mut by_status = Vec::new();
    for at in 0..spec.codes.len() {
        let shape = spec.codes[at].envelope.map(|at| &spec.envelopes[at]);
        let is_named = shape.is_none_or(|shape| !shape.places("code").is_empty());
        let languages = spec.languages;
        let customer_only = shape.is_some_and(|shape| shape.slots() == ["customer"]);
        let code = &mut spec.codes[at];
        if customer_only && choices.one_in(2) {
            code.status = Some(STATUSES[0]);
        }
        let usable: Vec<usize> = (0..code.params.len()).filter(|at| !code.params[*at].sensitive).collect();
        let adjacent = is_named && choices.one_in(4);
        code.message = template(&usable, adjacent, at, choices);
        code.remediation = template(&usable, false, at, choices);
        if code.mask != Mask::Itself {
            continue;
        }
        let own = |template: &Template| -> Vec<usize> {
            let used = |at: &usize| template.contains(&Piece::Value(*at));
            usable.iter().copied().filter(used).collect()
        };
        if choices.one_in(if customer_only { 1 } else { 4 }) {
            let fixed = |text| vec![Piece::Text(text)];
            let others: Vec<_> = languages.iter().map(|_| fixed(choices.pick(&["Nein", "Leider nein"]))).collect();
            code.customer = Some([fixed(OWN[at % OWN.len()])].into_iter().chain(others).collect());
        } else if choices.one_in(2) {
            let first = template(&usable, false, at, choices);
            let all = own(&first);
            let others = languages.iter().map(|_| all_of(&all, at, choices)).collect::<Vec<_>>();
            code.customer = Some([first].into_iter().chain(others).collect());
        }
        let all = own(&code.remediation);
        for language in choices.some(&[0, 1]).into_iter().filter(|at| *at < languages.len()) {
            let translated = all_of(&all, at, choices);
            code.remediations.push((language, translated));
        }
        let Some(status) = code.status.filter(|status| !by_status.contains(status)) else { continue };
        let first = code.params.first().is_some_and(|first| first.kind == ParamKind::String && !first.sensitive);
        if choices.one_in(8) && (code.params.is_empty() || (code.params.len() == 1 && first)) {
            by_status.push(status);
            code.recognize = Recognize::Status;
            code.message = if first { vec![Piece::Value(0)] } else { vec![Piece::Text("Any")] };
        }
    }
}

/// A text with some of the parameters.
fn template(params: &[usize], adjacent: bool, at: usize, choices: &mut Choices<'_>) -> Template {
    let mut values = choices.some(params);
    if values.len() > 1 && choices.one_in(4) {
        values.push(values[0]);
    }
    pieces(&values, adjacent, at, choices)
}

/// A text with all of the parameters.
fn all_of(params: &[usize], at: usize, choices: &mut Choices<'_>) -> Template {
    let mut values = params.to_vec();
    if values.len() > 1 && choices.one_in(2) {
        values.reverse();
    }
    pieces(&values, false, at, choices)
}

fn pieces(values: &[usize], adjacent: bool, at: usize, choices: &mut Choices<'_>) -> Template {
    let mut template = Template::new();
    if choices.one_in(3) {
        template.push(Piece::Text(OWN[at % OWN.len()]));
    }
    if choices.one_in(2) || values.is_empty() {
        template.push(Piece::Text(choices.pick(&["Unknown ", "Limit ", "x", "in ", "A", "7 x"])));
    }
    for (nth, value) in values.iter().enumerate() {
        if nth > 0 && !adjacent {
            template.push(Piece::Text(choices.pick(&PIECES)));
        }
        template.push(Piece::Value(*value));
    }
    if choices.one_in(2) {
        template.push(Piece::Text(choices.pick(&["x", ".", "7", "'", "}", " fails", "ä", "0", "."])));
    }
    template
}

/// Makes redirects, and outcomes of codes that are not masked.
fn redirects(spec: &mut Spec, choices: &mut Choices<'_>) {
    const VALUES: [&str; 8] = ["code", "code", "customer", "title", "status", "docs_url", "cancel_url", "success_url"];
    for _ in 0..choices.below(3) {
        let mut parameters: Vec<(&'static str, Shape)> = Vec::new();
        for _ in 0..=choices.below(6) {
            let key = choices.pick(&["success", "code", "k\"ey", "a b&c=d", "ü", "error", "n", "more%", "+"]);
            let literal = choices.pick(&["false", "1.50", "\"error\"", "7", "\"\"", "\"a b&ü=%\""]);
            let slot = Shape::Slot(choices.pick(&VALUES), choices.one_in(2));
            if parameters.iter().all(|(own, _)| *own != key) {
                parameters.push((key, if choices.one_in(3) { Shape::Literal(literal) } else { slot }));
            }
        }
        spec.redirects.push(parameters);
    }
    for _ in 0..choices.below(4) {
        let redirect = choices.below(spec.redirects.len() + 1).checked_sub(1);
        spec.outcomes.push(Outcome { to: choices.pick(&URLS), redirect });
    }
    for code in spec.codes.iter_mut().filter(|code| code.mask == Mask::Itself) {
        code.outcome = choices.below(spec.outcomes.len() + 1).checked_sub(1);
    }
}

fn retired(spec: &mut Spec, integers: bool, choices: &mut Choices<'_>) {
    for at in 0..choices.below(3) {
        let replaced_by = choices.one_in(2).then(|| choices.below(spec.codes.len()));
        spec.retired.push(Retired {
            id: format!("OLD_{at}"),
            replaced_by,
            masked: choices.one_in(4),
            wire_code: choices.one_in(2).then(|| {
                if integers && choices.one_in(2) {
                    (30_000 + at).to_string()
                } else {
                    quoted(&format!("old_wire_{at}"))
                }
            }),
            aliases: if choices.one_in(2) { vec![format!("old_alias_{at}")] } else { Vec::new() },
        });
    }
}
