//! Templates are filled by the rules, in one pass, and the result is an `http` or `https` URL.

use std::collections::BTreeMap;

use matrix_widget_protocol::{
    RawObject,
    widget::{MAX_URL_LENGTH, UrlError, UrlTemplate, UrlVariables, WidgetParameters},
};
use ruma_common::{owned_room_id, owned_user_id};
use url::{Url, form_urlencoded};

/// Checks the laws. The first line is the template, and the rest is the data if it is an object.
pub fn hold(text: &str) {
    let (template, data) = text.split_once('\n').unwrap_or((text, ""));
    let data = RawObject::from_text(data).unwrap_or_else(|_| RawObject::empty());
    let by_the_rules = by_the_rules(template, &data.members());
    let website = website(&by_the_rules);
    match UrlTemplate::new(template).fill("wid get", Some(&data), &full_variables()) {
        Ok(url) => {
            assert!(
                url.len() <= MAX_URL_LENGTH && url.bytes().all(|byte| byte.is_ascii_graphic()),
                "{url:?}"
            );
            hold_for_parameters(&url, template, text);
            assert_eq!(Some(with_few_replacements(url)), website.map(with_few_replacements), "{text}");
        }
        Err(UrlError::TooLong) => {
            assert!(by_the_rules.len().max(website.map_or(0, |url| url.len())) > MAX_URL_LENGTH, "{text}");
        }
        Err(error) => assert_eq!(website, None, "{error} in {text}"),
    }
}

/// Parameters that are added to a URL are read from it, and the rest of the URL is equivalent.
pub fn hold_for_parameters(url: &str, widget_id: &str, parent_url: &str) {
    let mut parameters = WidgetParameters::new(widget_id, "");
    parent_url.clone_into(&mut parameters.parent_url);
    let added = [("widgetId", widget_id), ("parentUrl", parent_url)];
    let Ok(written) = parameters.add_to(url) else {
        let longest = 3 * (url.len() + widget_id.len() + parent_url.len()) + 100;
        assert!(website(url).is_none() || longest > MAX_URL_LENGTH, "{url}");
        return;
    };
    let [mut before, mut after] = [url, &written].map(|url| Url::parse(url).expect("a URL"));

    let is_added = |name: &str| added.iter().any(|(other, _)| *other == name);
    let [old, new] = [&before, &after].map(|url| url.query_pairs().into_owned().collect::<Vec<_>>());
    let expected = old.iter().filter(|(name, _)| !is_added(name));
    assert!(new.iter().filter(|(name, _)| !is_added(name)).eq(expected), "{url} is written as {written}");
    for (name, value) in added {
        let values: Vec<_> = new.iter().filter(|(other, _)| other == name).map(|(_, value)| value).collect();
        assert_eq!(values, [value], "{written}");
    }

    let is_absent = |value: &str| ["", "$matrix_widget_id", "$org.matrix.msc2774_widget_id"].contains(&value);
    let fragment = after.fragment().and_then(|fragment| fragment.split_once('?')).unwrap_or_default().1;
    let is_contradictory = form_urlencoded::parse(fragment.as_bytes()).any(|(other, found)| {
        added.iter().any(|(name, value)| other == *name && found != *value && !is_absent(&found))
    });
    if !is_absent(widget_id) && !is_absent(parent_url) {
        let expected = (!is_contradictory).then_some(parameters);
        assert_eq!(WidgetParameters::from_url(&written).ok().flatten(), expected, "{written}");
    }

    before.set_query(None);
    after.set_query(None);
    assert_eq!(after.as_str(), before.as_str().replace("%24", "$"));
}

/// Fills a template with another implementation of the rules, which tries every name at every `$`.
pub fn by_the_rules(template: &str, data: &[(String, &str)]) -> String {
    let mut values = BTreeMap::new();
    for (name, json) in data.iter().filter(|(name, _)| !name.is_empty() && !name.contains('$')) {
        let is_given_once = data.iter().filter(|(other, _)| other == name).count() == 1;
        values.insert(name.as_str(), if is_given_once { value(json) } else { None });
    }
    for (names, value) in BUILT_INS {
        for name in *names {
            values.insert(name, Some((*value).to_owned()));
        }
    }

    let mut filled = String::new();
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        let after_dollar = rest.strip_prefix('$');
        let fitting =
            values.keys().filter(|name| after_dollar.is_some_and(|after| after.starts_with(**name)));
        let (taken, value) = match fitting.max_by_key(|name| name.len()) {
            Some(name) => (1 + name.len(), values.get(name).and_then(Option::as_ref)),
            None => (first.len_utf8(), None),
        };
        let (text, after) = rest.split_at(taken);
        match value {
            Some(value) => filled += &encoded(value),
            None => filled.push_str(text),
        }
        rest = after;
    }
    filled
}

fn value(json: &str) -> Option<String> {
    match json.chars().next() {
        Some('"') => lossy_string(json),
        Some('n' | '[' | '{') | None => None,
        Some(_) => Some(json.to_owned()),
    }
}

/// Reads a JSON string, and replaces lone surrogates with replacement characters.
fn lossy_string(json: &str) -> Option<String> {
    let mut units = Vec::new();
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    while let Some(first) = rest.chars().next() {
        let length = match rest.as_bytes() {
            [b'\\', b'u', ..] => 6,
            [b'\\', ..] => 2,
            _ => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        match piece.strip_prefix("\\u") {
            Some(digits) => units.push(u16::from_str_radix(digits, 16).ok()?),
            None => {
                units.extend(serde_json::from_str::<String>(&format!("\"{piece}\"")).ok()?.encode_utf16());
            }
        }
        rest = after;
    }
    Some(String::from_utf16_lossy(&units))
}

/// Merges consecutive replacement characters, whose number is not specified.
fn with_few_replacements(mut url: String) -> String {
    let one = encoded("\u{fffd}");
    let two = one.repeat(2);
    while url.contains(&two) {
        url = url.replace(&two, &one);
    }
    url
}

/// Resolves a text as a website URL, if the result is the same on `http` and `https` pages.
pub fn website(text: &str) -> Option<String> {
    let on = |page: &str| Url::parse(page).ok()?.join(text).ok();
    let [one, other] = ["http://one.example/a/", "https://other.example/b"].map(on);
    let url = one.filter(|url| ["http", "https"].contains(&url.scheme()))?;
    (Some(&url) == other.as_ref()).then(|| url.into())
}

/// The variables of a client that sets all of them.
pub fn full_variables() -> UrlVariables {
    let mut variables = UrlVariables::new(owned_user_id!("@alice:example.org"));
    variables.room_id = Some(owned_room_id!("!room:example.org"));
    variables.display_name = Some("Alice & Bob".to_owned());
    variables.avatar_url = Some("https://example.org/a.png".to_owned());
    variables.client_id = Some("org.example.client".to_owned());
    variables.client_theme = Some("dark".to_owned());
    variables.client_language = Some("zh_Hant".to_owned());
    variables.device_id = Some("DEV/ICE".into());
    variables.base_url = Some("https://matrix.example.org".to_owned());
    variables
}

/// The names and values of all built-in variables of the widget `wid get` in that client.
pub const BUILT_INS: &[(&[&str], &str)] = &[
    (&["matrix_user_id"], "@alice:example.org"),
    (&["matrix_room_id"], "!room:example.org"),
    (&["matrix_display_name"], "Alice & Bob"),
    (&["matrix_avatar_url"], "https://example.org/a.png"),
    (&["matrix_widget_id", "org.matrix.msc2774_widget_id"], "wid get"),
    (&["matrix_client_id", "org.matrix.msc2873.client_id"], "org.example.client"),
    (&["matrix_client_theme", "org.matrix.msc2873.client_theme"], "dark"),
    (&["matrix_client_language", "org.matrix.msc2873.client_language"], "zh_Hant"),
    (
        &["matrix_device_id", "org.matrix.msc3819.matrix_device_id", "org.matrix.msc2873.matrix_device_id"],
        "DEV/ICE",
    ),
    (&["matrix_base_url", "org.matrix.msc4039.matrix_base_url"], "https://matrix.example.org"),
];

/// Encodes a text in the same way as `encodeURIComponent`.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ if b"-_.!~*'()".contains(&byte) => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
