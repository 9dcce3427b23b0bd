//! `api`, `widgetId`, `requestId`, `action`: missing, empty or mistyped, the message is not ours.

use matrix_widget_protocol::{Direction, RawMessage};

use crate::support::{Verdict, assert_verdicts, verdict};

const HEADER: [(&str, &str); 4] = [
    ("api", r#""fromWidget""#),
    ("widgetId", r#""w""#),
    ("requestId", r#""r""#),
    ("action", r#""com.example""#),
];

fn foreign(text: &str) -> String {
    RawMessage::parse(text).expect_err(text).to_string()
}

/// A request with the header members for which `edit` gives a value.
fn with_header(edit: impl Fn(&str, &str) -> Option<String>) -> String {
    let members: Vec<_> = HEADER
        .iter()
        .filter_map(|(name, value)| edit(name, value).map(|value| format!(r#""{name}":{value}"#)))
        .chain([r#""data":{}"#.to_owned()])
        .collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn a_missing_member_makes_a_message_foreign() {
    assert_eq!(
        verdict(&with_header(|_, value| Some(value.to_owned()))),
        Verdict::FromWidgetRequest,
        "the yardstick"
    );
    for (missing, _) in HEADER {
        let text = with_header(|name, value| (name != missing).then(|| value.to_owned()));
        assert_eq!(foreign(&text), format!("{missing}: expected a string, found nothing"), "{text}");
    }
}

#[test]
fn a_mistyped_member_makes_a_message_foreign() {
    let mistyped = [
        ("null", "null"),
        ("true", "a boolean"),
        ("false", "a boolean"),
        ("0", "a number"),
        ("-1.5e3", "a number"),
        ("[]", "an array"),
        (r#"["w"]"#, "an array"),
        ("{}", "an object"),
    ];
    for (member, _) in HEADER {
        for (value, kind) in mistyped {
            let text = with_header(|name, good| Some(if name == member { value } else { good }.to_owned()));
            assert_eq!(foreign(&text), format!("{member}: expected a string, found {kind}"), "{text}");
        }
    }
}

#[test]
fn an_empty_member_makes_a_message_foreign() {
    for (member, _) in HEADER {
        let text = with_header(|name, good| Some(if name == member { r#""""# } else { good }.to_owned()));
        assert_eq!(verdict(&text), Verdict::Foreign, "{text}");
        assert!(foreign(&text).starts_with(&format!("{member}: ")), "{text}");
    }
}

#[test]
fn a_member_that_only_resembles_one_of_the_header_is_another() {
    for (name, other) in [
        ("api", "API"),
        ("widgetId", "widgetid"),
        ("widgetId", "widgetID"),
        ("requestId", "requestID"),
        ("requestId", "request_id"),
        ("action", "Action"),
        ("action", " action"),
    ] {
        let text = with_header(|_, value| Some(value.to_owned()))
            .replace(&format!(r#""{name}":"#), &format!(r#""{other}":"#));
        assert_eq!(foreign(&text), format!("{name}: expected a string, found nothing"), "{text}");
    }
}

#[test]
fn what_is_no_json_object_is_foreign() {
    let rows = [
        "",
        " ",
        "null",
        "true",
        "false",
        "0",
        "-0.5e-3",
        r#""fromWidget""#,
        "[]",
        r#"[{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{}}]"#,
        r#"["fromWidget","w","r","a",{}]"#,
        "{}",
        "{",
        "}",
        "hello",
        "undefined",
        "NaN",
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{},}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{}}{}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{}} x"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{}},"#,
        r#"{'api':'fromWidget','widgetId':'w','requestId':'r','action':'a','data':{}}"#,
        r#"{api:"fromWidget",widgetId:"w",requestId:"r",action:"a",data:{}}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{"a":01}}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{"a":+1}}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{"a":1.}}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{"a":"\x"}}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{"a":"\u12"}}"#,
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{"a":[1 2]}}"#,
        "{\"api\":\"fromWidget\",\"widgetId\":\"w\",\"requestId\":\"r\",\"action\":\"a\nb\",\"data\":{}}",
        "// comment\n{\"api\":\"fromWidget\",\"widgetId\":\"w\",\"requestId\":\"r\",\"action\":\"a\",\"data\":{}}",
        "{\"api\":\"fromWidget\",\"widgetId\":\"w\",\"requestId\":\"r\",\"action\":\"a\",\"data\":{}}\0",
        "\u{feff}{\"api\":\"fromWidget\",\"widgetId\":\"w\",\"requestId\":\"r\",\"action\":\"a\",\"data\":{}}",
        "\u{a0}{\"api\":\"fromWidget\",\"widgetId\":\"w\",\"requestId\":\"r\",\"action\":\"a\",\"data\":{}}",
    ];
    for text in rows {
        assert_eq!(verdict(text), Verdict::Foreign, "{text:?}");
    }
}

#[test]
fn the_error_says_what_the_text_is_instead() {
    for (text, error) in [
        ("null", "expected an object, found null"),
        ("7", "expected an object, found a number"),
        ("[]", "expected an object, found an array"),
        (r#""text""#, "expected an object, found a string"),
        ("true", "expected an object, found a boolean"),
        ("{}", "api: expected a string, found nothing"),
    ] {
        assert_eq!(foreign(text), error);
    }
    for text in ["", "hello", r#"{"api":"fromWidget""#] {
        assert!(foreign(text).starts_with("not JSON"), "{}", foreign(text));
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_foreign() {
    let before = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{"x":""#;
    for odd in [&b"\xff"[..], b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe2\x82"] {
        let text = [before.as_bytes(), odd, br#""}}"#].concat();
        assert_eq!(RawMessage::parse_slice(&text).unwrap_err().to_string(), "not UTF-8");
    }
    let text = [before.as_bytes(), "\u{10ffff}é".as_bytes(), br#""}}"#].concat();
    assert_eq!(RawMessage::parse_slice(&text).unwrap().text().as_bytes(), text);
}

#[test]
fn request_id_is_read_in_both_spellings() {
    for (ids, request_id) in [
        (r#""requestId":"new""#, "new"),
        (r#""requestid":"old""#, "old"),
        (r#""requestId":"new","requestid":"old""#, "new"),
        (r#""requestid":"old","requestId":"new""#, "new"),
        (r#""requestid":5,"requestId":"new""#, "new"),
        (r#""requestid":null,"requestId":"new""#, "new"),
        (r#""requestid":"","requestId":"new""#, "new"),
        (r#""requestid":1,"requestId":"new","requestid":2"#, "new"),
        (r#""request\u0049d":"new""#, "new"),
        (r#""request\u0069d":"old""#, "old"),
    ] {
        let text =
            format!(r#"{{"api":"fromWidget","widgetId":"w",{ids},"action":"content_loaded","data":{{}}}}"#);
        let raw = RawMessage::parse(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
        assert_eq!(raw.request_id(), request_id, "{text}");
        assert_eq!(verdict(&text), Verdict::FromWidgetRequest, "{text}");
    }
}

#[test]
fn a_bad_request_id_is_foreign_whatever_the_old_spelling_says() {
    let rows = [
        (r#""requestId":5,"requestid":"old""#, "requestId: expected a string, found a number"),
        (r#""requestid":"old","requestId":null"#, "requestId: expected a string, found null"),
        (r#""requestid":5"#, "requestid: expected a string, found a number"),
        (r#""requestid":null"#, "requestid: expected a string, found null"),
    ];
    for (ids, error) in rows {
        let text =
            format!(r#"{{"api":"fromWidget","widgetId":"w",{ids},"action":"content_loaded","data":{{}}}}"#);
        assert_eq!(foreign(&text), error);
    }
    for ids in [r#""requestId":"","requestid":"old""#, r#""requestid":"""#] {
        let text =
            format!(r#"{{"api":"fromWidget","widgetId":"w",{ids},"action":"content_loaded","data":{{}}}}"#);
        assert_verdicts(&[(&text, Verdict::Foreign)]);
    }
}

#[test]
fn requestid_beside_request_id_is_an_unknown_member() {
    let text = r#"{"api":"fromWidget","widgetId":"w","requestid":"old","requestId":"new","action":"content_loaded","data":{}}"#;
    crate::support::assert_lossless(text, &["requestid"]);
    let text = r#"{"api":"fromWidget","widgetId":"w","requestid":"old","action":"content_loaded","data":{}}"#;
    crate::support::assert_lossless(text, &[]);
}

#[test]
fn request_id_is_written_in_the_one_spelling() {
    let text = r#"{"api":"fromWidget","widgetId":"w","requestid":"old","action":"content_loaded","data":{}}"#;
    let written = crate::support::decode(text).unwrap().to_json();
    assert_eq!(crate::support::json(&written)["requestId"], "old");
    assert!(!written.contains("requestid"), "{written}");
}

#[test]
fn the_header_is_what_the_strings_mean() {
    let text = concat!(
        r#"{"\u0061pi":"\u0066rom\u0057idget","widget\u0049d":"a\/b\"\\\u00e9\ud83d\udc4b\n","requestId":"\u0000","#,
        r#""action":"org.matrix.msc2931\u002enavigate","dat\u0061":{"ur\u0069":"\u0075"}}"#
    );
    let message = typed!(FromWidgetRequest::Navigate, text);
    let raw = message.raw();
    assert_eq!(raw.api(), Direction::FromWidget);
    assert_eq!(raw.widget_id(), "a/b\"\\é👋\n");
    assert_eq!(raw.request_id(), "\0");
    assert_eq!(raw.action(), "org.matrix.msc2931.navigate");
    assert_eq!(message.data.uri, "u");
}

#[test]
fn widget_ids_hold_anything() {
    for id in ["!room:server_@user:server_1700000000000", "%21room%3Aserver", "modal_1", " ", "💠", "\u{0}"]
    {
        let id_text = serde_json::to_string(id).unwrap();
        let text =
            format!(r#"{{"api":"toWidget","widgetId":{id_text},"requestId":"r","action":"capabilities"}}"#);
        assert_eq!(RawMessage::parse(&text).unwrap().widget_id(), id);
    }
}
