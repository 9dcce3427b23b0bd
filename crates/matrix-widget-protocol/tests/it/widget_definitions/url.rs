//! The URLs of widgets.

use std::collections::BTreeMap;

use matrix_widget_protocol::{
    RawObject,
    widget::{MAX_URL_LENGTH, UrlError, UrlTemplate, UrlVariables},
};
use ruma_common::{RoomId, UserId, owned_user_id};
use serde::Deserialize;
use url::Url;

use super::support::{BUILT_INS, encoded, full_variables, object};

fn fill(template: &str, data: &str) -> Result<String, UrlError> {
    UrlTemplate::new(template).fill("wid get", Some(&object(data)), &full_variables())
}

/// Asserts rows of a query template after `https://w.example/?`, the data, and the expected query.
#[track_caller]
fn assert_filled(rows: &[(&str, &str, &str)]) {
    for (template, data, expected) in rows {
        let filled = fill(&format!("https://w.example/?{template}"), data);
        let expected = Url::parse(&format!("https://w.example/?{expected}")).unwrap();
        assert_eq!(filled.as_deref(), Ok(expected.as_str()), "{template} with {data}");
    }
}

#[test]
fn fill_reads_built_in_variables_under_all_names() {
    for (names, value) in BUILT_INS {
        let value = encoded(value);
        for name in *names {
            // The result does not depend on other text and on `data`.
            for data in ["{}".to_owned(), format!(r#"{{"{name}":"lie"}}"#), format!(r#"{{"{name}":null}}"#)] {
                let template = format!("a${name}-${name}z");
                assert_filled(&[(&template, &data, &format!("a{value}-{value}z"))]);
            }
        }
    }
}

#[test]
fn fill_leaves_unset_built_in_variables_empty() {
    let variables = UrlVariables::new(owned_user_id!("@a:b"));
    let names = [
        "matrix_room_id",
        "matrix_avatar_url",
        "matrix_client_id",
        "org.matrix.msc2873.client_id",
        "matrix_client_theme",
        "matrix_client_language",
        "matrix_device_id",
        "org.matrix.msc2873.matrix_device_id",
        "matrix_base_url",
    ];
    for name in names {
        let template = format!("https://w.example/?[${name}]");
        let data = object(&format!(r#"{{"{name}":"lie"}}"#));
        let filled = UrlTemplate::new(&template).fill("w", Some(&data), &variables);
        assert_eq!(filled.unwrap(), "https://w.example/?[]", "{name}");
    }
    let template = UrlTemplate::new("https://w.example/?$matrix_display_name");
    for display_name in [None, Some(String::new())] {
        let mut variables = variables.clone();
        variables.display_name = display_name;
        assert_eq!(template.fill("w", None, &variables).unwrap(), "https://w.example/?%40a%3Ab");
    }
}

#[test]
fn fill_reads_variables_from_data() {
    assert_filled(&[
        ("var1=$hello&answer=$answer", r#"{"hello":"world","answer":42}"#, "var1=world&answer=42"),
        ("$a$a/x$a#$a", r#"{"a":"1"}"#, "11/x1#1"),
        ("$a", r#"{"a":"test:value"}"#, "test%3Avalue"),
        ("$a", r#"{"a":""}"#, ""),
        ("$title", r#"{"title":"T"}"#, "T"),
        // Names may have any characters.
        ("$a.b $a-b $é €$🦀 $a b", r#"{"a.b":1,"a-b":2,"é":3,"🦀":4,"a b":5}"#, "1 2 3 €4 5"),
        ("$.*+?^{}()|[]\\", r#"{".*+?^{}()|[]\\":"x"}"#, "x"),
        ("$\"q\"", r#"{"\"q\"":"x"}"#, "x"),
        ("$a", r#"{"\u0061":"\u0062"}"#, "b"),
    ]);
    assert_eq!(
        UrlTemplate::new("https://w.example/$a").fill("w", None, &full_variables()).unwrap(),
        "https://w.example/$a"
    );
}

#[test]
fn fill_writes_only_strings_numbers_and_booleans() {
    assert_filled(&[
        ("$a", r#"{"a":42}"#, "42"),
        ("$a", r#"{"a":-0.50}"#, "-0.50"),
        ("$a", r#"{"a":25.0}"#, "25.0"),
        ("$a", r#"{"a":1E+5}"#, "1E%2B5"),
        ("$a", r#"{"a":123456789012345678901234567890}"#, "123456789012345678901234567890"),
        ("$a", r#"{"a":true}"#, "true"),
        ("$a", r#"{"a":false}"#, "false"),
        ("$a", r#"{"a":null}"#, "$a"),
        ("$a", r#"{"a":[]}"#, "$a"),
        ("$a", r#"{"a":["x"]}"#, "$a"),
        ("$a", r#"{"a":{}}"#, "$a"),
        ("$a", r#"{"a":{"b":"c"}}"#, "$a"),
        // Duplicate names are ambiguous.
        ("$a", r#"{"a":1,"a":2}"#, "$a"),
        ("$a", r#"{"a":1,"\u0061":1,"a":1}"#, "$a"),
    ]);
}

#[test]
fn fill_replaces_lone_surrogates() {
    let filled = fill("https://w.example/?$a-$b", r#"{"a":"x\ud800y","b":"\ud83e\udd80"}"#).unwrap();
    assert!(filled.starts_with("https://w.example/?x%EF%BF%BD"), "{filled}");
    assert!(filled.ends_with("y-%F0%9F%A6%80"), "{filled}");
}

#[test]
fn fill_takes_the_longest_known_name() {
    assert_filled(&[
        ("$foo_bar", r#"{"foo":"short","foo_bar":"long"}"#, "long"),
        ("$foo_bar", r#"{"foo_bar":"long","foo":"short"}"#, "long"),
        ("$foo_bar", r#"{"foo":"short"}"#, "short_bar"),
        ("$foo_ba", r#"{"foo":"short","foo_bar":"long"}"#, "short_ba"),
        ("$matrix_room_id", r#"{"matrix_room":"eaten"}"#, "!room%3Aexample.org"),
        ("$matrix_room_idx", r#"{"matrix_room":"eaten"}"#, "!room%3Aexample.orgx"),
        ("$matrix_room_idx", r#"{"matrix_room_idx":"longer"}"#, "longer"),
        ("$matrix_room_i", r#"{"matrix_room":"eaten"}"#, "eaten_i"),
        ("$org.matrix.msc2873.client_id", r#"{"org":"eaten","org.matrix":"eaten"}"#, "org.example.client"),
        ("$org.matrix.msc2873.client", r#"{"org.matrix":"x"}"#, "x.msc2873.client"),
        // A known name without a value is still known.
        ("$foo_bar", r#"{"foo":"short","foo_bar":null}"#, "$foo_bar"),
        // A `$` starts the next variable.
        ("$a$b", r#"{"a$b":[],"b":"x"}"#, "$ax"),
        ("$a$b", r#"{"a$b":"both","a":"x","b":"y"}"#, "xy"),
    ]);
}

#[test]
fn fill_keeps_unknown_variables() {
    assert_filled(&[
        ("$unknown", "{}", "$unknown"),
        ("$", r#"{"a":1}"#, "$"),
        ("$$", r#"{"a":1}"#, "$$"),
        ("$ a", r#"{"a":1}"#, "$ a"),
        ("a$", r#"{"a":1}"#, "a$"),
        ("%24a", r#"{"a":1}"#, "%24a"),
        ("$A", r#"{"a":1}"#, "$A"),
        ("${a}", r#"{"a":1}"#, "${a}"),
        // Clients add objects under names that are not meant as variables.
        (
            "$dimension:app:metadata-$x",
            r#"{"dimension:app:metadata":{"x":1},"x":2}"#,
            "$dimension:app:metadata-2",
        ),
        // The empty name is not a name.
        ("$x$", r#"{"":1}"#, "$x$"),
    ]);
}

#[test]
fn fill_never_offers_an_access_token() {
    // The variables of MSC3008 and MSC3009, which are not implemented.
    for name in [
        "matrix_access_token",
        "matrix_hs_url",
        "org.matrix.msc3008.access_token",
        "org.matrix.msc3008.hs_url",
        "matrix_widget_transport",
        "matrix_websocket_uri",
        "org.matrix.msc3009.widget_transport",
        "org.matrix.msc3009.websocket_uri",
    ] {
        assert_filled(&[(&format!("a=${name}&b"), "{}", &format!("a=${name}&b"))]);
    }
}

#[test]
fn fill_never_expands_values() {
    assert_filled(&[
        ("$$x", r#"{"x":"matrix_user_id"}"#, "$matrix_user_id"),
        ("$$x$y", r#"{"x":"matrix_user","y":"_id"}"#, "$matrix_user_id"),
        ("$x_id", r#"{"x":"$matrix_user"}"#, "%24matrix_user_id"),
        ("$hello", r#"{"hello":"$answer","answer":42}"#, "%24answer"),
        ("$x", r#"{"x":"$x"}"#, "%24x"),
        ("$a$b", r#"{"a":"$","b":"a"}"#, "%24a"),
        ("%$x", r#"{"x":"41"}"#, "%41"),
    ]);
}

#[test]
fn fill_encodes_values_like_encode_uri_component() {
    for character in (0..=0x7f_u8).map(char::from) {
        let value = serde_json::to_string(&character.to_string()).unwrap();
        let filled = fill("https://w.example/x$x", &format!(r#"{{"x":{value}}}"#)).unwrap();
        let expected = if character.is_ascii_alphanumeric() || "-_.!~*'()".contains(character) {
            character.to_string()
        } else {
            format!("%{:02X}", u32::from(character))
        };
        assert_eq!(filled, format!("https://w.example/x{expected}"));
    }
    assert_eq!(encoded("é€🦀 *"), "%C3%A9%E2%82%AC%F0%9F%A6%80%20*");
    assert_filled(&[("$x", r#"{"x":"é€🦀"}"#, "%C3%A9%E2%82%AC%F0%9F%A6%80")]);
}

#[test]
fn fill_normalizes_the_url() {
    for (template, expected) in [
        ("https://w.example", "https://w.example/"),
        ("HTTPS://W.EXAMPLE/../\u{e4} b?c d#e%zz", "https://w.example/%C3%A4%20b?c%20d#e%zz"),
        ("http://user:password@w.example:8080/?a[]=1", "http://user:password@w.example:8080/?a[]=1"),
        ("http://[::1]/", "http://[::1]/"),
        ("  https://w.example/\n", "https://w.example/"),
        ("ht\ttps://w.ex\r\nample/a\tb?c\nd#e\tf", "https://w.example/ab?cd#ef"),
        ("https://w.example/a\0b?\0x#\0x", "https://w.example/a%00b?%00x#%00x"),
        ("https://w.example/\u{1b}[31m\u{202e}", "https://w.example/%1B[31m%E2%80%AE"),
        (r"https:\\w.example\", "https://w.example/"),
        ("https://w.example:443/$unknown?$unknown#$unknown", "https://w.example/$unknown?$unknown#$unknown"),
    ] {
        assert_eq!(fill(template, "{}").as_deref(), Ok(expected), "{template:?}");
    }
    // Variables may occur anywhere.
    assert_eq!(
        fill("$s://$h.example:$p/", r#"{"s":"https","h":"w","p":8080}"#).unwrap(),
        "https://w.example:8080/"
    );
}

#[test]
fn fill_rejects_other_urls_than_http() {
    let other = "a URL of another scheme";
    for (template, data, found) in [
        ("javascript:alert(1)", "{}", "a `javascript:` URL"),
        ("JavaScript:alert(1)", "{}", "a `javascript:` URL"),
        ("java\tscript:alert(1)", "{}", "a `javascript:` URL"),
        ("java\nscript\r:alert(1)", "{}", "a `javascript:` URL"),
        (" \u{1}\u{0}javascript:alert(1)", "{}", "a `javascript:` URL"),
        ("java$x:alert(1)", r#"{"x":"script"}"#, "a `javascript:` URL"),
        ("$x:alert(1)", r#"{"x":"javascript"}"#, "a `javascript:` URL"),
        ("$x:secret", r#"{"x":"hunter2"}"#, other),
        ("https$x://w.example/", r#"{"x":"x"}"#, other),
        ("data:text/html,x", "{}", "a `data:` URL"),
        ("blob:https://w.example/1", "{}", "a `blob:` URL"),
        ("file:///etc/passwd", "{}", "a `file:` URL"),
        ("about:blank", "{}", "an `about:` URL"),
        ("vbscript:x", "{}", "a `vbscript:` URL"),
        ("ftp://w.example/", "{}", "an `ftp:` URL"),
        ("wss://w.example/", "{}", "a WebSocket URL"),
        ("mxc://example.org/a", "{}", "an `mxc:` URI"),
        ("matrix:u/a:b", "{}", "a `matrix:` URI"),
        ("mailto:a@b", "{}", "a `mailto:` URL"),
        ("view-source:https://w.example/", "{}", other),
        ("", "{}", "a relative URL"),
        ("w.example", "{}", "a relative URL"),
        ("//w.example/", "{}", "a relative URL"),
        ("/path", "{}", "a relative URL"),
        ("$x", r#"{"x":"https://w.example/"}"#, "a relative URL"),
        ("$x//w.example/", r#"{"x":"https:"}"#, "a relative URL"),
        ("\u{a0}https://w.example/", "{}", "a relative URL"),
        // On an `https:` page, this is a path of that page.
        ("https:w.example", "{}", "a relative URL"),
        ("https:/w.example", "{}", "a relative URL"),
        ("http:\\w.example", "{}", "a relative URL"),
        ("https:base.invalid/", "{}", "a relative URL"),
        ("https:?x", "{}", "invalid URL"),
        ("https://", "{}", "invalid URL"),
        ("https://w.example:port/", "{}", "invalid URL"),
        ("https://$x/", r#"{"x":"a:b"}"#, "invalid URL"),
        ("https://$x/", r#"{"x":"user@host"}"#, "invalid URL"),
        ("https://[::1/", "{}", "invalid URL"),
    ] {
        let error = fill(template, data).unwrap_err();
        let expected = match found {
            "invalid URL" => "invalid URL: ".to_owned(),
            "a relative URL" => format!("expected an absolute URL, found {found}"),
            _ => format!("expected an `http:` or `https:` URL, found {found}"),
        };
        assert!(error.to_string().starts_with(&expected), "{template:?} with {data}: {error}");
        assert!(!format!("{error:?}").contains("hunter2"));
    }
}

#[test]
fn fill_rejects_urls_that_are_too_long() {
    let value = "é".repeat(10_000);
    let data = format!(r#"{{"x":"{value}"}}"#);
    let template = format!("https://w.example/?{}", "$x".repeat(16_000));
    let error = fill(&template, &data).unwrap_err();
    assert_eq!(error, UrlError::TooLong);
    assert_eq!(error.to_string(), "expected a URL of at most 2097152 bytes, found a longer URL");

    let start = "https://w.example/";
    let longest = start.to_owned() + &"x".repeat(MAX_URL_LENGTH - start.len());
    assert_eq!(longest.len(), MAX_URL_LENGTH);
    assert_eq!(fill(&longest, "{}").as_ref(), Ok(&longest));
    assert_eq!(fill(&format!("{longest}x"), "{}"), Err(UrlError::TooLong));

    let grown = start.to_owned() + &"\u{e9}".repeat(MAX_URL_LENGTH / 2 - start.len());
    assert_eq!(fill(&grown, "{}"), Err(UrlError::TooLong));

    let (before, _) = longest.split_at(MAX_URL_LENGTH - "%C3%A9".len());
    assert_eq!(fill(&format!("{before}$x"), r#"{"x":"é"}"#), Ok(format!("{before}%C3%A9")));
    assert_eq!(fill(&format!("{before}$x"), r#"{"x":"é1"}"#), Err(UrlError::TooLong));
}

#[test]
fn fill_is_fast_with_adversarial_names() {
    // Naive matching takes more than 10^10 steps for these names.
    let half = 200_000;
    let dollars = format!(r#"{{"{}x":1,"$a":2}}"#, "$".repeat(half));
    let many: Vec<_> = (0..5_000).map(|number| format!(r#""$${number}":1"#)).collect();
    let ladder = format!(r#"{{"a":1,"a{}x":2}}"#, "$a".repeat(half / 2));
    for (template, data) in [
        ("$".repeat(half), dollars),
        ("$".repeat(half), format!("{{{}}}", many.join(","))),
        ("$a".repeat(half / 2), ladder),
    ] {
        assert!(fill(&format!("https://w.example/?{template}"), &data).is_ok());
    }
}

/// The vectors that the npm package reads too.
#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    case: String,
    template: String,
    #[serde(default)]
    variables: BTreeMap<String, String>,
    data: Option<RawObject>,
    url: Option<String>,
}

#[test]
fn fill_follows_the_vectors() {
    let Vectors { cases } =
        serde_json::from_str(include_str!("../../fixtures/url_templates.json")).expect("vectors");
    for Vector { case, template, variables: given, data, url } in cases {
        let get = |name: &str| given.get(name).cloned();
        let user = get("user_id").unwrap_or_else(|| "@alice:example.org".to_owned());
        let mut variables = UrlVariables::new(UserId::parse(user).unwrap());
        variables.room_id = get("room_id").map(|room| RoomId::parse(room).unwrap());
        variables.display_name = get("display_name");
        variables.avatar_url = get("avatar_url");
        variables.client_id = get("client_id");
        variables.client_theme = get("client_theme");
        variables.client_language = get("client_language");
        variables.device_id = get("device_id").map(Into::into);
        variables.base_url = get("base_url");
        let filled = UrlTemplate::new(&template).fill("my widget", data.as_ref(), &variables);
        assert_eq!(filled.ok(), url, "{case}");
    }
}
