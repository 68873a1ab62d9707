//! The laws, checked on one answer at a time.

mod masks;
mod names;
mod redirects;
mod values;

use errcat_core::{AnyCode, Catalog, Public, Recognize, Recognized};

use crate::Tally;
use crate::choices::Choices;
use crate::document::{Json, Node};
use crate::mutate::Mutations;
use crate::spec::{Code, Mask, Piece, Shape, Spec};
use crate::values::{Given, Raised};

/// A catalog as it was made, and as it was compiled.
pub struct Laws<'a> {
    pub spec: &'a Spec,
    pub catalog: Catalog<'a>,
    pub yaml: &'a str,
}

/// An answer that was rendered.
pub struct Answer<'s> {
    /// The code that it means; none for the unknown error.
    code: Option<&'s Code>,
    raised: Raised,
    /// Whether it was raised as another code, which is masked.
    masked: bool,
    /// The envelope; none for problem details.
    envelope: Option<usize>,
    body: Node,
    status: Option<u16>,
}

impl<'a> Laws<'a> {
    /// Renders an answer, and checks what is read from it and from what becomes of it.
    pub fn check(&self, choices: &mut Choices<'_>, tally: &mut Tally) {
        let at = choices.below(self.spec.codes.len());
        let answer = self.answer(at, choices);
        tally.renderings += 1;
        self.masked(at, &answer, choices, tally);
        self.as_it_is(&answer, choices, tally);
        self.changed(&answer, choices, tally);
        self.renamed(&answer, choices, tally);
        self.redirected(at, &answer, choices, tally);
    }

    fn answer(&self, at: usize, choices: &mut Choices<'_>) -> Answer<'a> {
        let own = &self.spec.codes[at];
        let code = match own.mask {
            Mask::Itself => Some(own),
            Mask::As(mask) => Some(&self.spec.codes[mask]),
            Mask::Unknown => None,
        };
        let raised = Raised::of(self.spec, own, choices);
        let any = self.catalog.codes().nth(at).expect("as many codes as were written");
        let mut public = Public::new(any, &raised);
        if choices.one_in(2) {
            public = public.in_language(choices.pick(&["de", "fr"]));
        }
        let own_envelope = code.map_or(self.spec.unknown_envelope, |code| code.envelope);
        let (envelope, text) = match choices.below(8) {
            0 => (None, public.problem().to_string()),
            1 | 2 if !self.spec.envelopes.is_empty() => {
                let envelope = choices.below(self.spec.envelopes.len());
                let body = public.body_in(&format!("e{envelope}")).expect("an envelope of the catalog");
                (Some(envelope), body.to_string())
            }
            _ => (own_envelope, public.body().to_string()),
        };
        let mut body = Node::parse(&text);
        assert_eq!(body.compact().len() > 1, !text.is_empty());
        match envelope {
            Some(envelope) => body.label(&self.spec.envelopes[envelope]),
            None => label_problem(&mut body, code),
        }
        let status = public.status();
        Answer { code, masked: own.mask != Mask::Itself, raised, envelope, body, status }
    }

    fn shape(&self, answer: &Answer<'_>) -> Option<&'a Shape> {
        answer.envelope.map(|at| &self.spec.envelopes[at])
    }

    /// Returns whether the envelope of an answer names codes.
    fn is_named(&self, answer: &Answer<'_>) -> bool {
        self.shape(answer).is_none_or(|shape| !shape.places("code").is_empty())
    }

    fn read(&self, status: Option<u16>, body: &str, tally: &mut Tally) -> Option<Recognized<'a>> {
        tally.readings += 1;
        self.catalog.recognize(status, body.as_bytes())
    }

    fn spec_of(&self, code: AnyCode<'_>) -> &'a Code {
        self.spec.codes.iter().find(|own| own.id == code.as_str()).expect("a code of the catalog")
    }

    /// An answer that nobody changed.
    fn as_it_is(&self, answer: &Answer<'_>, choices: &mut Choices<'_>, tally: &mut Tally) {
        let status = if choices.one_in(4) { None } else { answer.status };
        let odd = choices.one_in(2);
        let body = format!("{}{}", if odd { "\u{feff}" } else { "" }, answer.body.write(choices, odd));
        let found = self.read(status, &body, tally);
        let what = What { laws: self, answer, status, body: &body, log: &[], seed: choices.name() };
        self.whole(&what, &answer.body, found, &Mutations::default(), tally);
    }

    /// Checks what is read from an answer that is whole in its envelope.
    fn whole(
        &self,
        what: &What<'_, '_>,
        body: &Node,
        found: Option<Recognized<'_>>,
        done: &Mutations,
        tally: &mut Tally,
    ) {
        let answer = what.answer;
        let Some(code) = answer.code else { return self.unknown(what, found.as_ref(), tally) };
        if self.is_named(answer) {
            let Some(found) = found else {
                tally.contested += 1;
                return what.must(self.is_taken(answer, body), "a name must decide");
            };
            what.must(found.code().as_str() == code.id, &format!("it names {}, not {}", code.id, found.code()));
            self.values(what, body, &found, done, tally);
            return;
        }
        // Of a body in another envelope than its own, only the status tells something.
        if answer.envelope != code.envelope || code.recognize == Recognize::Never {
            return;
        }
        let Some(found) = found else {
            // Reading is given up for numbers of hundreds of digits among other values.
            let is_slow = answer.raised.params.iter().any(Given::is_long);
            let free =
                is_slow || what.status.is_none() || code.status.is_none() || self.is_said_by_another(answer, code);
            what.must(free || code.recognize == Recognize::Status, "its text must decide");
            tally.left_out += 1;
            return;
        };
        if found.code().as_str() == code.id {
            self.values(what, body, &found, done, tally);
            return;
        }
        tally.left_out += 1;
        let other = self.spec_of(found.code());
        let by_status = other.recognize == Recognize::Status || code.recognize == Recognize::Status;
        let free = by_status || says_the_same(answer, code, other);
        what.must(free, &format!("it is {}, not {}", code.id, found.code()));
    }

    /// Checks what is read from an answer of the unknown error.
    fn unknown(&self, what: &What<'_, '_>, found: Option<&Recognized<'_>>, tally: &mut Tally) {
        let Some(found) = found else { return };
        // Without texts, only the shape of an answer tells something, and that may be the shape of a code.
        let is_text = |slot: &&str| ["message", "customer", "title"].contains(slot);
        let says = what.answer.body.slots().iter().any(is_text);
        let own = self.spec_of(found.code()).envelope.map(|at| &self.spec.envelopes[at]);
        let is_shape = own.is_some_and(|shape| !shape.slots().iter().any(is_text));
        if (!says || is_shape) && what.answer.envelope != self.spec.unknown_envelope {
            return;
        }
        let by_status = found.code().recognize() == Recognize::Status && what.status == found.code().status();
        let is_named = self.is_named(what.answer);
        what.must(by_status && !is_named, &format!("it is of no code, not {}", found.code()));
        tally.left_out += 1;
    }

    /// Returns whether another code has a fixed text that an answer's general text happens to be.
    fn is_said_by_another(&self, answer: &Answer<'_>, code: &Code) -> bool {
        self.spec.codes.iter().any(|other| other.id != code.id && says_the_same(answer, code, other))
    }

    /// An answer that was changed on its way.
    fn changed(&self, answer: &Answer<'_>, choices: &mut Choices<'_>, tally: &mut Tally) {
        let mut body = answer.body.clone();
        let mut done = Mutations::default();
        for _ in 0..=choices.below(3) {
            done.mutate(&mut body, choices);
        }
        tally.mutations += done.log.len();
        let odd = choices.one_in(4);
        let text = body.write(choices, odd);
        let status = choices.pick(&[answer.status, answer.status, None, Some(400), Some(503)]);
        let found = self.read(status, &text, tally);
        let what = What { laws: self, answer, status, body: &text, log: &done.log, seed: choices.name() };
        if !done.broken && (status == answer.status || self.is_named(answer)) {
            return self.whole(&what, &body, found, &done, tally);
        }
        let Some(code) = answer.code else {
            if self.is_named(answer) && found.is_some() {
                what.must(self.is_contested(answer, &body), "it is of no code");
            }
            return;
        };
        match found {
            // A body without a name is read in the code's own envelope alone.
            _ if !self.is_named(answer) && answer.envelope != code.envelope => {}
            None if !self.is_named(answer) => {}
            None => {
                tally.contested += 1;
                what.must(self.is_contested(answer, &body), "a name must decide");
            }
            Some(found) if found.code().as_str() == code.id => self.values(&what, &body, &found, &done, tally),
            Some(found) => {
                what.must(!self.is_named(answer), &format!("it names {}, not {}", code.id, found.code()));
            }
        }
    }
}

/// Returns whether another code has a fixed text that a general text of a code happens to be.
fn says_the_same(answer: &Answer<'_>, code: &Code, other: &Code) -> bool {
    let mut same = false;
    answer.body.each(&mut |node| {
        let (Some(slot), Json::Text(text)) = (node.slot, &node.json) else { return };
        let general = code.texts(slot).into_iter().flatten().any(|piece| matches!(piece, Piece::Value(_)));
        let fixed = |template: &&Vec<Piece>| template.iter().all(|piece| matches!(piece, Piece::Text(_)));
        let said = |template: &Vec<Piece>| -> String {
            template.iter().map(|piece| if let Piece::Text(text) = piece { text } else { "" }).collect()
        };
        let fixed = other.texts(slot).into_iter().filter(fixed).any(|template| said(template) == *text);
        same |= general && fixed;
    });
    same
}

/// Notes which members of problem details carry what.
fn label_problem(body: &mut Node, code: Option<&Code>) {
    let Json::Object(members) = &mut body.json else { return };
    for (key, node) in members {
        node.slot = Some(match key.as_str() {
            "type" => "type",
            "title" => "title",
            "status" => "status",
            "detail" => "message",
            "code" => "code",
            key => code
                .and_then(|code| code.params.iter().find(|param| param.name == key))
                .map_or("details", |own| own.name),
        });
    }
}

/// Everything that is needed to see a reading again.
pub struct What<'w, 'a> {
    laws: &'w Laws<'a>,
    answer: &'w Answer<'w>,
    status: Option<u16>,
    body: &'w str,
    log: &'w [String],
    seed: String,
}

impl What<'_, '_> {
    fn must(&self, holds: bool, law: &str) {
        if !holds {
            self.fail(law);
        }
    }

    fn fail(&self, law: &str) -> ! {
        let Self { laws, answer, status, body, log, seed } = self;
        let id = answer.code.map_or("the unknown error", |code| &code.id);
        panic!(
            "{}\nbroken law: {law}\nanswer of {id}: {}\nraised with: {:?}\nchanges: {log:?}\nread with status {status:?}: {body:?}\n{seed}",
            laws.yaml,
            answer.body.compact(),
            answer.raised,
        );
    }
}
