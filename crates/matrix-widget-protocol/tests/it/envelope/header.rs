//! Messages with a missing, empty or mistyped `api`, `widgetId`, `requestId` or `action` are not widget messages.

use matrix_widget_protocol::{Direction, RawMessage};

use crate::support::{Verdict, assert_lossless, decode, json, verdict};

const HEADER: [(&str, &str); 4] = [
    ("api", r#""fromWidget""#),
    ("widgetId", r#""w""#),
    ("requestId", r#""r""#),
    ("action", r#""com.example""#),
];

fn foreign(text: &str) -> String {
    RawMessage::parse(text).expect_err(text).to_string()
}

/// Returns a request with the header members for which `edit` returns a value.
fn with_header(edit: impl Fn(&str, &str) -> Option<String>) -> String {
    let members: Vec<_> = HEADER
        .iter()
        .filter_map(|(name, value)| edit(name, value).map(|value| format!(r#""{name}":{value}"#)))
        .chain([r#""data":{}"#.to_owned()])
        .collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn parse_rejects_missing_header_members() {
    assert_eq!(
        verdict(&with_header(|_, value| Some(value.to_owned()))),
        Verdict::FromWidgetRequest,
        "the unchanged message is valid"
    );
    for (missing, _) in HEADER {
        let text = with_header(|name, value| (name != missing).then(|| value.to_owned()));
        assert_eq!(foreign(&text), format!("{missing}: missing field"), "{text}");
    }
}

#[test]
fn parse_rejects_mistyped_header_members() {
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
fn parse_rejects_empty_header_members() {
    for (member, _) in HEADER {
        let text = with_header(|name, good| Some(if name == member { r#""""# } else { good }.to_owned()));
        assert_eq!(verdict(&text), Verdict::Foreign, "{text}");
        assert!(foreign(&text).starts_with(&format!("{member}: ")), "{text}");
    }
}

#[test]
fn parse_compares_header_names_exactly() {
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
        assert_eq!(foreign(&text), format!("{name}: missing field"), "{text}");
    }
}

/// H-ID-5: other texts are no messages.
#[test]
fn parse_rejects_other_text_than_a_json_object() {
    let message = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{}}"#;
    assert_eq!(verdict(message), Verdict::FromWidgetRequest);
    let data = |data: &str| message.replace("{}", data);
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
        "{}",
        "{",
        "}",
        "hello",
        "NaN",
    ];
    let rows = rows.map(str::to_owned).into_iter().chain([
        format!("[{message}]"),
        r#"["fromWidget","w","r","a",{}]"#.to_owned(),
        message.strip_suffix('}').unwrap().to_owned(),
        message.replace("{}}", "{},}"),
        format!("{message}{{}}"),
        format!("{message} x"),
        format!("{message},"),
        message.replace('"', "'"),
        r#"{api:"fromWidget",widgetId:"w",requestId:"r",action:"a",data:{}}"#.to_owned(),
        data(r#"{"a":01}"#),
        data(r#"{"a":+1}"#),
        data(r#"{"a":1.}"#),
        data(r#"{"a":"\x"}"#),
        data(r#"{"a":"\u12"}"#),
        data(r#"{"a":[1 2]}"#),
        message.replace("\"a\"", "\"a\nb\""),
        format!("// comment\n{message}"),
        format!("{message}\0"),
        format!("\u{feff}{message}"),
        format!("\u{a0}{message}"),
    ]);
    for text in rows {
        assert_eq!(verdict(&text), Verdict::Foreign, "{text:?}");
    }
}

#[test]
fn parse_errors_name_the_value_found() {
    for (text, error) in [
        ("null", "expected an object, found null"),
        ("7", "expected an object, found a number"),
        ("[]", "expected an object, found an array"),
        (r#""text""#, "expected an object, found a string"),
        ("true", "expected an object, found a boolean"),
        ("{}", "api: missing field"),
    ] {
        assert_eq!(foreign(text), error);
    }
    for text in ["", "hello", r#"{"api":"fromWidget""#] {
        assert!(foreign(text).starts_with("invalid JSON at line "), "{}", foreign(text));
    }
}

#[test]
fn parse_slice_rejects_invalid_utf_8() {
    let before = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{"x":""#;
    for invalid in [&b"\xff"[..], b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe2\x82"]
    {
        let text = [before.as_bytes(), invalid, br#""}}"#].concat();
        assert_eq!(RawMessage::parse_slice(&text).unwrap_err().to_string(), "invalid UTF-8");
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
fn parse_rejects_invalid_request_ids() {
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
        assert_eq!(verdict(&text), Verdict::Foreign, "{text}");
    }
}

#[test]
fn unknown_members_lists_requestid_next_to_request_id() {
    let text = r#"{"api":"fromWidget","widgetId":"w","requestid":"old","requestId":"new","action":"content_loaded","data":{}}"#;
    assert_lossless(text, &["requestid"]);
    let text = r#"{"api":"fromWidget","widgetId":"w","requestid":"old","action":"content_loaded","data":{}}"#;
    assert_lossless(text, &[]);
}

#[test]
fn to_json_writes_request_id_in_one_spelling() {
    let text = r#"{"api":"fromWidget","widgetId":"w","requestid":"old","action":"content_loaded","data":{}}"#;
    let written = decode(text).unwrap().to_json();
    assert_eq!(json(&written)["requestId"], "old");
    assert!(!written.contains("requestid"), "{written}");
}

#[test]
fn header_strings_are_unescaped() {
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
fn widget_id_reads_any_string() {
    for id in ["!room:server_@user:server_1700000000000", "%21room%3Aserver", "modal_1", " ", "💠", "\u{0}"]
    {
        let id_text = serde_json::to_string(id).unwrap();
        let text =
            format!(r#"{{"api":"toWidget","widgetId":{id_text},"requestId":"r","action":"capabilities"}}"#);
        assert_eq!(RawMessage::parse(&text).unwrap().widget_id(), id);
    }
}
