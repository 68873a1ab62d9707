//! Decides whether two message templates can render the same text.
//!
//! Each template becomes an automaton over characters. Two templates can render the same text if both automata reach their ends with
//! the same characters. Values follow the grammar in `errcat_core`'s module `written`. Of a JSON value, only the first character is
//! checked, so a doubtful pair counts as ambiguous.

use errcat_core::ParamKind;

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'m> {
    /// A literal text.
    Text(&'m str),
    /// A placeholder for a value of a type.
    Value(ParamKind),
}

/// Returns whether two templates can render the same text.
pub(super) fn overlap(one: &[Piece<'_>], other: &[Piece<'_>]) -> bool {
    if let (Some(Piece::Text(mine)), Some(Piece::Text(theirs))) = (one.first(), other.first())
        && !mine.starts_with(theirs)
        && !theirs.starts_with(mine)
    {
        return false;
    }
    if let (Some(Piece::Text(mine)), Some(Piece::Text(theirs))) = (one.last(), other.last())
        && !mine.ends_with(theirs)
        && !theirs.ends_with(mine)
    {
        return false;
    }
    let (one, other) = (Automaton::of(one), Automaton::of(other));
    let mut reached = vec![false; one.states.len() * other.states.len()];
    let mut open = vec![(0, 0)];
    while let Some((a, b)) = open.pop() {
        if std::mem::replace(&mut reached[a * other.states.len() + b], true) {
            continue;
        }
        match (one.states[a], other.states[b]) {
            (State::End, State::End) => return true,
            // Steps without a character come first.
            (State::Fork(to), _) => open.extend([(a + 1, b), (to, b)]),
            (_, State::Fork(to)) => open.extend([(a, b + 1), (a, to)]),
            (State::Jump(to), _) => open.push((to, b)),
            (_, State::Jump(to)) => open.push((a, to)),
            (State::One(mine), State::One(theirs)) if mine.meets(theirs) => open.push((a + 1, b + 1)),
            _ => {}
        }
    }
    false
}

/// A state of an automaton. The next state follows, unless the variant names another.
#[derive(Clone, Copy)]
enum State {
    /// Reads one character of a class.
    One(Class),
    /// Continues with the next state or with this one.
    Fork(usize),
    /// Continues with this state.
    Jump(usize),
    End,
}

/// A class of characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Exactly(char),
    Digit,
    /// A digit that is not zero.
    First,
    /// A character that a JSON value can begin with.
    Json,
    Any,
}

impl Class {
    fn has(self, character: char) -> bool {
        match self {
            Self::Exactly(own) => own == character,
            Self::Digit => character.is_ascii_digit(),
            Self::First => matches!(character, '1'..='9'),
            Self::Json => character.is_ascii_digit() || matches!(character, '"' | '{' | '[' | '-' | 't' | 'f' | 'n'),
            Self::Any => true,
        }
    }

    /// Returns whether two classes have a character in common. All classes of several characters contain the digit 1.
    fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Exactly(character), class) | (class, Self::Exactly(character)) => class.has(character),
            _ => true,
        }
    }
}

struct Automaton {
    states: Vec<State>,
}

impl Automaton {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let mut automaton = Self { states: Vec::new() };
        for piece in pieces {
            match piece {
                Piece::Text(text) => automaton.text(text),
                Piece::Value(ParamKind::Boolean) => {
                    automaton.either(|automaton| automaton.text("true"), |automaton| automaton.text("false"));
                }
                Piece::Value(kind @ (ParamKind::Integer | ParamKind::Number)) => {
                    automaton.optional(|automaton| automaton.one(Class::Exactly('-')));
                    automaton.either(
                        |automaton| automaton.one(Class::Exactly('0')),
                        |automaton| {
                            automaton.one(Class::First);
                            automaton.repeat(Class::Digit);
                        },
                    );
                    if *kind == ParamKind::Number {
                        automaton.optional(|automaton| {
                            automaton.one(Class::Exactly('.'));
                            automaton.one(Class::Digit);
                            automaton.repeat(Class::Digit);
                        });
                    }
                }
                Piece::Value(ParamKind::Json) => {
                    automaton.one(Class::Json);
                    automaton.repeat(Class::Any);
                }
                Piece::Value(_) => automaton.repeat(Class::Any),
            }
        }
        automaton.states.push(State::End);
        automaton
    }

    fn one(&mut self, class: Class) {
        self.states.push(State::One(class));
    }

    fn text(&mut self, text: &str) {
        text.chars().for_each(|character| self.one(Class::Exactly(character)));
    }

    /// Adds any number of characters of a class.
    fn repeat(&mut self, class: Class) {
        let start = self.states.len();
        self.states.extend([State::Fork(start + 3), State::One(class), State::Jump(start)]);
    }

    /// Adds states that can be skipped.
    fn optional(&mut self, add: impl FnOnce(&mut Self)) {
        let fork = self.states.len();
        self.states.push(State::Fork(0));
        add(self);
        self.states[fork] = State::Fork(self.states.len());
    }

    /// Adds a choice of two sequences of states.
    fn either(&mut self, one: impl FnOnce(&mut Self), other: impl FnOnce(&mut Self)) {
        let fork = self.states.len();
        self.states.push(State::Fork(0));
        one(self);
        let jump = self.states.len();
        self.states.push(State::Jump(0));
        self.states[fork] = State::Fork(self.states.len());
        other(self);
        self.states[jump] = State::Jump(self.states.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRING: Piece<'_> = Piece::Value(ParamKind::String);
    const INTEGER: Piece<'_> = Piece::Value(ParamKind::Integer);
    const NUMBER: Piece<'_> = Piece::Value(ParamKind::Number);
    const BOOLEAN: Piece<'_> = Piece::Value(ParamKind::Boolean);
    const JSON: Piece<'_> = Piece::Value(ParamKind::Json);
    use Piece::Text;

    #[test]
    fn templates_that_can_render_the_same_text() {
        let cases: &[(&[Piece<'_>], &[Piece<'_>], bool)] = &[
            (&[Text("a "), STRING], &[Text("a "), STRING, Text(" b")], true),
            (&[Text("a "), STRING], &[Text("b "), STRING], false),
            (&[STRING, Text(" a")], &[STRING, Text(" b")], false),
            (&[STRING, Text(" a")], &[Text("b "), STRING], true),
            (&[Text("Limit "), NUMBER, Text("."), STRING], &[Text("Limit 1."), STRING, Text("7")], true),
            (&[Text("x"), INTEGER], &[Text("x0"), INTEGER], false),
            (&[Text("x"), INTEGER], &[Text("x1"), INTEGER], true),
            (&[Text("x"), INTEGER], &[Text("x"), INTEGER, Text("."), INTEGER], false),
            (&[Text("x"), NUMBER], &[Text("x"), INTEGER, Text("."), INTEGER], true),
            (&[BOOLEAN, Text("!")], &[Text("tr"), STRING, Text("!")], true),
            (&[BOOLEAN, Text("!")], &[Text("tx"), STRING, Text("!")], false),
            (&[BOOLEAN], &[INTEGER], false),
            (&[JSON], &[INTEGER], true),
            (&[JSON], &[Text("x"), STRING], false),
            (&[STRING], &[STRING, STRING], true),
            (&[Text("ä"), STRING], &[Text("å"), STRING], false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(overlap(one, other), *expected, "{one:?} and {other:?}");
            assert_eq!(overlap(other, one), *expected, "{other:?} and {one:?}");
        }
    }
}
