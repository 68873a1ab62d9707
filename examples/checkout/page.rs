//! The layout of every page: HTML without scripts, one style sheet, and security headers that allow nothing else.

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY,
    VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};

use crate::words::Visitor;

/// The contents of a page.
#[derive(Debug)]
pub struct Page<'a> {
    /// The name of the site, shown at the top.
    pub site: &'a str,
    /// The title of the page.
    pub title: &'a str,
    /// Other origins to which the page's forms can redirect. Browsers block redirects to all others.
    pub leads_to: &'a [String],
    /// The main part of the page.
    pub main: Markup,
}

impl Page<'_> {
    /// Returns the page as a response in the visitor's language.
    #[must_use]
    pub fn show(self, visitor: Visitor) -> Response {
        let Self { site, title, leads_to, main } = self;
        let html = html! {
            (DOCTYPE)
            html lang=(visitor.language) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) " – " (site) }
                    link rel="stylesheet" href="/style.css";
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                }
                body {
                    header { p { (site) } }
                    main { (main) }
                }
            }
        };
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; \
             form-action 'self' {}",
            leads_to.join(" ")
        );
        let mut response = html.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(visitor.language));
        headers.insert(VARY, HeaderValue::from_static("accept-language"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

/// Returns a redirect that the browser follows with `GET`, also after a `POST` (status 303).
#[must_use]
pub fn see_other(url: &str) -> Response {
    Redirect::to(url).into_response()
}

/// Returns the origin of a URL for a content security policy. Returns `None` if the origin could change the policy.
#[must_use]
pub fn origin(url: &str) -> Option<String> {
    let origin = reqwest::Url::parse(url).ok()?.origin();
    Some(origin.ascii_serialization()).filter(|origin| origin.contains("//") && !origin.contains([';', ',', '\'']))
}

/// Returns the routes of the files that every page loads.
pub fn assets<S: Clone + Send + Sync + 'static>() -> Router<S> {
    const STYLE: ([(HeaderName, &str); 1], &str) =
        ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css"));
    const ICON: ([(HeaderName, &str); 1], &str) = ([(CONTENT_TYPE, "image/svg+xml")], include_str!("icon.svg"));
    Router::new().route("/style.css", get(|| async { STYLE })).route("/icon.svg", get(|| async { ICON }))
}
