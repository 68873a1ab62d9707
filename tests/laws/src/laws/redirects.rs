//! Redirects: the query carries what the error says, and is read back.

use std::borrow::Cow;

use errcat_core::{NamedUrls, Public, Redirect, RedirectError, RedirectReader, Schemes};
use url::{Url, form_urlencoded};

use super::{Answer, Laws, What};
use crate::Tally;
use crate::choices::Choices;
use crate::document::{Json, Node};
use crate::generate::URLS;
use crate::spec::{Code, Mask, Piece, Shape};

const PLACES: [&str; 8] = [
    "",
    "/",
    "/zurück zum Shop?a=1&b=%C3%BC",
    "?",
    "?success=1&ü",
    "/a/../b?x=[1]#frag\"ment",
    "/100%?100%25&n=#%",
    "/?a+b=c+d&",
];

/// The URLs of a shop.
struct Shop(Vec<String>);

impl NamedUrls for Shop {
    fn url(&self, name: &str) -> Option<&str> {
        URLS.iter().zip(&self.0).find(|(own, _)| **own == name).map(|(_, url)| url.as_str())
    }
}

/// The parameters of a query.
type Pairs = Vec<(String, String)>;

fn pairs(url: &str) -> Pairs {
    let url = Url::parse(url).expect("a URL of the shop");
    url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}

impl Laws<'_> {
    /// The redirect of a code that was raised.
    pub(super) fn redirected(&self, at: usize, answer: &Answer<'_>, choices: &mut Choices<'_>, tally: &mut Tally) {
        let shop = Shop(URLS.iter().map(|_| format!("https://shop.example{}", choices.pick(&PLACES))).collect());
        let raised = self.catalog.codes().nth(at).expect("as many codes as were written");
        let public = Public::new(raised, &answer.raised).in_language(choices.pick(&["en", "de", "fr"]));
        let redirect = Redirect::of(&public, &shop, Schemes::Https);
        let body = format!("{redirect:?} of {:?}", shop.0);
        let what = What { laws: self, answer, status: answer.status, body: &body, log: &[], seed: choices.name() };
        let outcome = answer.code.and_then(|code| code.outcome).map(|at| self.spec.outcomes[at]);
        let Some(outcome) = outcome else {
            return what.must(redirect == Err(RedirectError::NoOutcome), "no outcome, no redirect");
        };
        let own = shop.url(outcome.to).expect("each URL is given");
        let parameters = outcome.redirect.map_or(&[][..], |at| &self.spec.redirects[at]);
        let expected: Pairs = parameters.iter().filter_map(|(key, shape)| pair(key, shape, &public, &shop)).collect();
        let collides = pairs(own).iter().any(|(key, _)| expected.iter().any(|(other, _)| other == key));
        let url = match redirect {
            Ok(redirect) => redirect.url.expect("it redirects"),
            Err(RedirectError::Collision { .. }) => return what.must(collides, "no parameter is there already"),
            Err(error) => what.fail(&format!("{error}")),
        };
        tally.redirects += 1;
        what.must(!collides, "a parameter would be there twice");
        what.must(
            url.is_ascii() && !url.contains([' ', '"', '<', '>', '[', ']', '`', '{', '}']),
            "a redirect is a URI",
        );
        let all: Pairs = pairs(own).into_iter().chain(expected).collect();
        what.must(pairs(&url) == all, &format!("the query has {all:?}"));
        if let Mask::As(mask) = self.spec.codes[at].mask {
            let mask = self.catalog.codes().nth(mask).expect("a code");
            let mask = Public::new(mask, &answer.raised).in_language(public.language().tag);
            let theirs = Redirect::of(&mask, &shop, Schemes::Https).ok().and_then(|redirect| redirect.url);
            what.must(theirs.as_deref() == Some(&*url), "a masked code redirects as its mask");
        }
        if let Some(number) = outcome.redirect {
            self.arrives(&what, number, &url, &shop);
        }
    }

    /// The page that the redirect leads to reads it back.
    fn arrives(&self, what: &What<'_, '_>, number: usize, url: &str, shop: &Shop) {
        let parameters = &self.spec.redirects[number];
        let reader =
            RedirectReader::new(self.catalog, &format!("r{number}"), ["https://shop.example"], shop, Schemes::Https);
        let reader = reader.expect("the URLs are safe");
        let arrival = reader.read(url);
        let code =
            what.answer.code.filter(|_| parameters.iter().any(|(_, shape)| matches!(shape, Shape::Slot("code", _))));
        let read = arrival.code().map(|code| code.as_str().to_owned());
        what.must(read.as_deref() == code.map(|code| &*code.id), &format!("its code is not {read:?}"));
        what.must(arrival.tampered_parameter().is_none(), "nothing was changed");
        what.must(arrival.refused().len() == 0, "its URLs are those of the shop");
        for (name, url) in arrival.urls() {
            what.must(shop.url(name) == Some(url), &format!("{name} is read back"));
        }
        let text = arrival.text("en").to_string();
        what.must(text == text_of(code), &format!("the text is not {text:?}"));
        for (key, _) in parameters.iter().filter(|(_, shape)| matches!(shape, Shape::Literal(_))) {
            let mut other = form_urlencoded::Serializer::new(String::new());
            let changed = |own: &str, value: String| if own == *key { format!("{value}x") } else { value };
            other.extend_pairs(pairs(url).into_iter().map(|(own, value)| (own.clone(), changed(&own, value))));
            let arrival = reader.read_query(&other.finish());
            let seen = arrival.tampered_parameter().map(|(key, _)| key);
            what.must(seen == Some(*key) && arrival.code().is_none(), &format!("{key} was changed"));
        }
    }
}

/// Returns a parameter of a query; `None` if it is left out.
fn pair(key: &str, shape: &Shape, public: &Public<'_>, shop: &Shop) -> Option<(String, String)> {
    let value = match shape {
        Shape::Literal(json) => Some(match Node::parse(json).json {
            Json::Text(text) => text,
            _ => (*json).to_owned(),
        }),
        Shape::Slot("code", _) => Some(public.wire_code().to_owned()),
        Shape::Slot("customer", _) => Some(public.customer().to_string()),
        Shape::Slot("title", _) => Some(public.title().to_owned()),
        Shape::Slot("status", _) => public.status().map(|status| status.to_string()),
        Shape::Slot("docs_url", _) => public.docs_url().map(|link| link.to_string()),
        Shape::Slot(name, _) => shop.url(name).map(str::to_owned),
        _ => None,
    };
    let is_optional = matches!(shape, Shape::Slot(_, true));
    let value = value.map_or(if is_optional { None } else { Some(String::new()) }, Some)?;
    Some((key.to_owned(), value))
}

/// Returns the text that a page shows for a code: its own, unless that has values.
fn text_of(code: Option<&Code>) -> Cow<'static, str> {
    let text = code.and_then(|code| code.customer.as_ref()).map(|texts| &texts[0]);
    let fixed = text.filter(|text| text.iter().all(|piece| matches!(piece, Piece::Text(_))));
    let text = |piece: &Piece| if let Piece::Text(text) = piece { *text } else { "" };
    fixed.map_or(Cow::Borrowed("Something went wrong."), |pieces| pieces.iter().map(text).collect::<String>().into())
}
