//! The query parameters of URLs, in form encoding.

use std::borrow::Cow;

use url::{Url, form_urlencoded};

/// Returns the parameters of a URL: those in its fragment, and then those in its query.
///
/// The parameters of a fragment follow its first `?`. They are decoded as by `URLSearchParams`: `+` is a space, an invalid
/// escape sequence is kept, and invalid UTF-8 is replaced by U+FFFD.
pub(crate) fn parameters(url: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    let (address, fragment) = url.split_once('#').unwrap_or((url, ""));
    [fragment, address]
        .into_iter()
        .filter_map(|part| part.split_once('?'))
        .flat_map(|(_, query)| form_urlencoded::parse(query.as_bytes()))
}

/// Returns a URL with these parameters in its query, as by `URLSearchParams.set`, and with `$` unescaped.
///
/// A parameter replaces the first one of the same name, and further ones are removed. New parameters are appended. The whole
/// query is written in form encoding.
pub(crate) fn with_parameters(mut url: Url, parameters: &[(&str, &str)]) -> String {
    let mut pairs: Vec<_> = url.query_pairs().into_owned().collect();
    for (name, value) in parameters {
        let at = pairs.iter().position(|(other, _)| other == name).unwrap_or(pairs.len());
        pairs.retain(|(other, _)| other != name);
        pairs.insert(at, ((*name).to_owned(), (*value).to_owned()));
    }
    url.query_pairs_mut().clear().extend_pairs(pairs);
    url.as_str().replace("%24", "$")
}
