//! The files of the page.

use axum::{
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY},
    },
    response::IntoResponse,
};

/// The frame may show any page. Nothing else comes from elsewhere, and no other page may embed this one.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src *; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

macro_rules! files {
    ($file:ident, $($name:literal: $kind:ident,)*) => {
        match $file {
            $($name => Some(($kind, include_str!(concat!("page/", $name)))),)*
            _ => None,
        }
    };
}

/// Returns a file of the page.
///
/// The widget must not learn the address of the page, with which it could act as the client: no referrer is sent.
pub fn file(name: &str) -> Result<impl IntoResponse + use<>, StatusCode> {
    let (kind, text) = files! {
        name,
        "index.html": HTML,
        "style.css": STYLE,
        "main.js": SCRIPT,
        "dom.js": SCRIPT,
        "frame.js": SCRIPT,
        "log.js": SCRIPT,
        "questions.js": SCRIPT,
        "controls.js": SCRIPT,
    }
    .ok_or(StatusCode::NOT_FOUND)?;
    let headers: [(HeaderName, &str); 4] = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text))
}
