//! Changes that servers, proxies and clients make to an answer. Its name stays the same.

use crate::choices::Choices;
use crate::document::{Json, Node};

/// What was done to an answer.
#[derive(Debug, Default)]
pub struct Mutations {
    /// A description of each change, for the message of a failure.
    pub log: Vec<String>,
    /// The slots whose values were changed, or moved.
    pub touched: Vec<&'static str>,
    /// The slots whose numbers were written in another way.
    pub respelled: Vec<&'static str>,
    /// Whether the body may no longer be whole in its envelope.
    pub broken: bool,
}

/// The path of a value: the index in each object or list around it.
type Place = Vec<usize>;

fn places(node: &Node) -> Vec<Place> {
    let mut all = vec![Place::new()];
    let children: Vec<&Node> = match &node.json {
        _ if node.slot.is_some() => Vec::new(),
        Json::List(items) => items.iter().collect(),
        Json::Object(members) => members.iter().map(|(_, node)| node).collect(),
        _ => Vec::new(),
    };
    for (at, child) in children.into_iter().enumerate() {
        all.extend(places(child).into_iter().map(|place| [at].into_iter().chain(place).collect()));
    }
    all
}

fn find<'n>(node: &'n mut Node, place: &[usize]) -> &'n mut Node {
    let [at, rest @ ..] = place else { return node };
    match &mut node.json {
        Json::List(items) => find(&mut items[*at], rest),
        Json::Object(members) => find(&mut members[*at].1, rest),
        _ => unreachable!("a place inside of the document"),
    }
}

/// A value that no catalog has.
fn foreign(choices: &mut Choices<'_>) -> Node {
    let text = |text: &str| Json::Text(text.to_owned());
    let raw = |raw: &str| Json::Raw(raw.to_owned());
    let json = match choices.below(9) {
        0 => raw("null"),
        1 => raw("true"),
        2 => raw("12345678"),
        3 => raw("0.5"),
        4 => text("foreign"),
        5 => text(""),
        6 => Json::List(vec![text("foreign").into(), raw("1").into()]),
        7 => Json::List(Vec::new()),
        _ => Json::Object(vec![("foreign".to_owned(), raw("1").into())]),
    };
    json.into()
}

impl Mutations {
    fn touch(&mut self, node: &Node) {
        self.touched.extend(node.slots());
        self.broken = true;
    }

    /// Changes an answer in one way. Its names stay.
    pub fn mutate(&mut self, body: &mut Node, choices: &mut Choices<'_>) {
        let all = places(body);
        let place = all[choices.below(all.len())].clone();
        let log = format!("at {place:?}: ");
        // Whether the only name is in a list of one error object.
        let names = body.slots().into_iter().filter(|slot| *slot == "code").count();
        let alone = names == 1
            && (0..place.len()).all(|depth| match &find(body, &place[..depth]).json {
                Json::List(items) => items.len() == 1,
                _ => true,
            });
        let target = find(body, &place);
        let fixed = place.is_empty() || is_named(target);
        let done = match (choices.below(5), &mut target.json) {
            (0..=2, _) if fixed => None,
            (0, _) => {
                self.touch(target);
                *target = foreign(choices);
                Some(format!("is {}", target.compact()))
            }
            (1, _) => self.respell(target, choices),
            (2, _) => {
                let (at, around) = place.split_last().expect("it is not the body");
                self.part(find(body, around), *at, choices)
            }
            (3, Json::Object(members)) if target.slot.is_none() => {
                let key = choices.pick(&["foreign", "Foreign 2", ""]).to_owned();
                members.insert(choices.below(members.len() + 1), (key, foreign(choices)));
                Some("another member".to_owned())
            }
            (_, Json::List(items)) if target.slot.is_none() => {
                self.broken = true;
                // Before any other item, a new item would move values.
                let is_error = |node: &Node| matches!(node.json, Json::Object(_)) && is_named(node);
                let in_front = alone && matches!(&items[..], [one] if is_error(one)) && choices.one_in(2);
                items.insert(if in_front { 0 } else { items.len() }, foreign(choices));
                Some(if in_front { "another first item" } else { "another last item" }.to_owned())
            }
            _ => None,
        };
        self.log.extend(done.map(|done| log + &done));
    }

    /// Removes a part of an object or a list, or doubles a member.
    fn part(&mut self, around: &mut Node, at: usize, choices: &mut Choices<'_>) -> Option<String> {
        match &mut around.json {
            Json::Object(members) => {
                self.touch(&members[at].1);
                if choices.one_in(3) {
                    let (key, node) = members[at].clone();
                    members.push((key, if choices.one_in(2) { node } else { foreign(choices) }));
                    return Some("occurs twice".to_owned());
                }
                members.remove(at);
            }
            Json::List(items) => {
                if items.iter().skip(at).any(is_named) {
                    return None;
                }
                items[at..].iter().for_each(|item| self.touched.extend(item.slots()));
                self.broken = true;
                items.remove(at);
            }
            _ => return None,
        }
        Some("is missing".to_owned())
    }

    /// Writes a number in another way, or changes a value within its type.
    fn respell(&mut self, target: &mut Node, choices: &mut Choices<'_>) -> Option<String> {
        let is_whole = |raw: &str| raw.parse::<i64>().is_ok() && raw.len() < 10;
        match &mut target.json {
            Json::Raw(raw) if is_whole(raw) && !matches!(raw.as_str(), "0" | "-0") => {
                raw.push_str(choices.pick(&[".0", "e0", "0E-1"]));
                self.respelled.extend(target.slot);
            }
            Json::Text(text) => {
                match choices.below(3) {
                    0 => text.push('x'),
                    1 => text.insert(0, 'x'),
                    _ => drop(text.pop()),
                }
                self.touch(target);
            }
            _ => return None,
        }
        Some(format!("is {}", target.compact()))
    }
}

/// Returns whether the name of a code is in a value.
fn is_named(node: &Node) -> bool {
    node.slots().contains(&"code")
}
