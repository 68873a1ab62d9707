//! URLs that are safe to redirect to.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::{Host, Url, form_urlencoded};

use crate::padding::pad;

/// The schemes that a URL may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Schemes {
    /// `https` only.
    #[default]
    Https,
    /// `https`, and `http` for hosts that are this machine, for development: `localhost`, names that end with `.localhost`
    /// (RFC 6761, section 6.3), `127.0.0.0/8` and `[::1]`.
    HttpsOrLocal,
}

/// The ASCII characters that no part of a URI can contain (RFC 3986, section 2), and `#`, which begins a fragment. `%` is encoded
/// where it does not begin an octet.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A URL that every browser reads in the same way.
pub(super) struct Address<'u> {
    pub(super) text: &'u str,
    pub(super) url: Url,
}

impl<'u> Address<'u> {
    pub(super) fn read(text: &'u str, schemes: Schemes) -> Result<Self, AddressProblem> {
        if let Some(control) = text.chars().find(|character| character.is_control()) {
            return Err(AddressProblem::Control(control));
        }
        if let Some(hidden) = text.chars().find(|character| is_hidden(*character)) {
            return Err(AddressProblem::Hidden(hidden));
        }
        if text.contains('\\') {
            return Err(AddressProblem::Backslash);
        }
        let (scheme, rest) = text.split_once(':').ok_or(AddressProblem::NotAbsolute)?;
        let https = scheme.eq_ignore_ascii_case("https");
        if !https && !scheme.eq_ignore_ascii_case("http") {
            let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
            let named = !scheme.is_empty() && scheme.bytes().all(is_scheme);
            return Err(if named { AddressProblem::Scheme(scheme.to_owned()) } else { AddressProblem::NotAbsolute });
        }
        // Parsers read `https:shop.example`, `https:/shop.example` and `https:///shop.example` as the same URL.
        let authority = rest.strip_prefix("//").ok_or(AddressProblem::NotAbsolute)?;
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.is_empty() {
            return Err(AddressProblem::NotAbsolute);
        }
        if authority.contains('@') {
            return Err(AddressProblem::UserInfo);
        }
        if text.ends_with(' ') {
            return Err(AddressProblem::Space);
        }
        let url = Url::parse(text).map_err(|error| AddressProblem::Invalid(error.to_string()))?;
        if https || (schemes == Schemes::HttpsOrLocal && is_local(&url)) {
            Ok(Self { text, url })
        } else {
            Err(AddressProblem::Insecure)
        }
    }

    /// Whether the query has a parameter.
    pub(super) fn has_parameter(&self, name: &str) -> bool {
        let mut all = form_urlencoded::parse(self.parts().1.unwrap_or_default().as_bytes());
        all.any(|(own, _)| own == name)
    }

    /// Returns the URL as a URI (RFC 3986), with parameters behind its own. What is encoded already stays as it is.
    pub(super) fn to_uri(&self, parameters: Option<&str>) -> String {
        let (base, own, fragment) = self.parts();
        let mut all = self.uri_before_query(base);
        if own.is_some() || parameters.is_some() {
            all.push('?');
        }
        let own = own.unwrap_or_default();
        all.push_str(&encoded(own));
        if let Some(parameters) = parameters {
            if !own.is_empty() && !own.ends_with('&') {
                all.push('&');
            }
            all.push_str(parameters);
        }
        if let Some(fragment) = fragment {
            all.push('#');
            all.push_str(&encoded(fragment));
        }
        all
    }

    /// Returns the text before the query, the query, and the fragment.
    fn parts(&self) -> (&'u str, Option<&'u str>, Option<&'u str>) {
        let (rest, fragment) = split(self.text, '#');
        let (base, query) = split(rest, '?');
        (base, query, fragment)
    }

    /// Returns the text before the query in ASCII: the host as in DNS (IDNA) unless it is a host of a URI, the path
    /// percent-encoded.
    fn uri_before_query(&self, base: &str) -> String {
        let start = base.find("//").map_or(0, |slashes| slashes + 2);
        let path = base[start..].find('/').map_or(base.len(), |path| start + path);
        let authority = &base[start..path];
        let path = encoded(&base[path..]);
        // Brackets enclose an IPv6 address.
        if authority.starts_with('[') || encoded(authority) == authority {
            return format!("{}{authority}{path}", &base[..start]);
        }
        let port = self.url.port().map_or(String::new(), |port| format!(":{port}"));
        format!("{}{}{port}{path}", &base[..start], encoded(self.url.host_str().unwrap_or_default()))
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// Percent-encodes what a part of a URI cannot contain. Octets that are encoded already stay as they are.
fn encoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut all = utf8_percent_encode(parts.next().unwrap_or_default(), ENCODED).to_string();
    for part in parts {
        let is_octet =
            matches!(part.as_bytes(), [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit());
        all.push_str(if is_octet { "%" } else { "%25" });
        all.extend(utf8_percent_encode(part, ENCODED));
    }
    all
}

/// Returns whether a character hides what a URL says: a line end, a byte order mark, a `Bidi_Control` of Unicode (UAX #9,
/// section 2), or U+FFFD, which replaces bytes that are not UTF-8.
const fn is_hidden(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffd}')
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(domain)) => domain == "localhost" || domain.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Why a URL is not safe to redirect to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddressProblem {
    /// It has a control character, such as a line end, which could end a header.
    Control(char),
    /// It has a character that hides what it says: a line end, a byte order mark, a control of text direction, or U+FFFD, which
    /// replaces bytes that are not UTF-8.
    Hidden(char),
    /// It has a backslash, which browsers read as a slash.
    Backslash,
    /// It does not begin with a scheme, `//` and a host.
    NotAbsolute,
    /// Its scheme is not `https`.
    Scheme(String),
    /// Its scheme is `http`, and its host is not this machine or [`Schemes::HttpsOrLocal`] was not chosen.
    Insecure,
    /// It has user information, which can look like a host.
    UserInfo,
    /// It ends with a space, which browsers remove.
    Space,
    /// It has a path, a query or a fragment, which an origin cannot have.
    NotAnOrigin,
    /// It is not a URL; with the message of the parser.
    Invalid(String),
}

impl fmt::Display for AddressProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| match self {
            Self::Control(control) => write!(out, "it has the control character U+{:04X}", u32::from(*control)),
            Self::Hidden(hidden) => {
                write!(out, "it has the character U+{:04X}, which hides what it says", u32::from(*hidden))
            }
            Self::Backslash => out.write_str("it has a backslash, which browsers take for a slash"),
            Self::NotAbsolute => out.write_str("it does not begin with `https://` and a host"),
            Self::Scheme(scheme) => write!(out, "its scheme is `{scheme}`, not `https`"),
            Self::Insecure => out.write_str("its scheme is `http`, not `https`"),
            Self::UserInfo => out.write_str("it has user information before its host"),
            Self::Space => out.write_str("it ends with a space"),
            Self::NotAnOrigin => out.write_str("an origin has only a scheme, a host and a port"),
            Self::Invalid(words) => write!(out, "it is not a URL ({words})"),
        })
    }
}

impl core::error::Error for AddressProblem {}
