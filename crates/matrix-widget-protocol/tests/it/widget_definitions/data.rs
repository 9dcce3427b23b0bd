//! The types of widgets and their data.

use matrix_widget_protocol::{
    RawObject,
    widget::{CallData, CustomData, JitsiAuth, JitsiData, NotepadData, WidgetData},
};

use super::support::{object, room_widget};

fn data_of(widget_type: &str, members: &str) -> WidgetData {
    room_widget(&format!(r#"{{"type":"{widget_type}","url":"https://w.example/"{members}}}"#)).typed_data()
}

fn custom(url: Option<&str>) -> WidgetData {
    let mut data = CustomData::new();
    data.url = url.map(str::to_owned);
    WidgetData::Custom(data)
}

fn jitsi(is_audio_only: Option<bool>) -> WidgetData {
    let mut data = JitsiData::new("meet.example.org", "Lunch");
    data.is_audio_only = is_audio_only;
    WidgetData::Jitsi(data)
}

#[test]
fn typed_data_depends_on_the_widget_type() {
    let conference = r#","data":{"domain":"meet.example.org","conferenceId":"Lunch"}"#;
    let conference_with = |members: &str| conference.replace('}', &format!(",{members}}}"));
    for (widget_type, members, expected) in [
        ("m.custom", String::new(), custom(None)),
        (
            "m.custom",
            r#","data":{"url":"https://e.example/"}"#.to_owned(),
            custom(Some("https://e.example/")),
        ),
        ("m.custom", r#","data":{"url":5,"a":1}"#.to_owned(), custom(None)),
        ("m.custom", r#","data":[]"#.to_owned(), custom(None)),
        ("org.example.any", r#","data":{"url":"u"}"#.to_owned(), custom(Some("u"))),
        ("m.stickerpicker", String::new(), WidgetData::Stickerpicker),
        ("m.stickerpicker", r#","data":5"#.to_owned(), WidgetData::Stickerpicker),
        ("m.jitsi", conference.to_owned(), jitsi(None)),
        ("jitsi", conference.to_owned(), jitsi(None)),
        ("m.jitsi", conference_with(r#""isAudioOnly":true"#), jitsi(Some(true))),
        ("m.jitsi", conference_with(r#""isAudioOnly":false,"roomName":5,"auth":[]"#), jitsi(Some(false))),
        ("m.jitsi", conference_with(r#""isAudioOnly":"yes""#), jitsi(None)),
        ("m.jitsi", conference_with(r#""isAudioOnly":null"#), jitsi(None)),
        ("m.notepad", r#","data":{"padName":5}"#.to_owned(), WidgetData::Notepad(NotepadData::new())),
        ("m.call", r#","data":{"perParticipantE2EE":1}"#.to_owned(), WidgetData::Call(CallData::new())),
        ("etherpad", r#","data":{"url":"u","dimension:app:metadata":5}"#.to_owned(), custom(Some("u"))),
        // The required members of a conference are missing.
        ("m.jitsi", conference_with(r#""domain":"other""#), custom(None)),
        ("m.jitsi", String::new(), custom(None)),
        ("m.jitsi", r#","data":{"domain":"meet.example.org","url":"u"}"#.to_owned(), custom(Some("u"))),
        ("jitsi", r#","data":{"domain":"meet.example.org","conferenceId":5}"#.to_owned(), custom(None)),
    ] {
        assert_eq!(data_of(widget_type, &members), expected, "{widget_type} {members}");
    }
}

#[test]
fn jitsi_data_errors_name_the_member() {
    for (text, expected) in [
        ("{}", "domain: missing field"),
        (r#"{"domain":null,"conferenceId":"c"}"#, "domain: expected a string, found null"),
        (r#"{"domain":"d"}"#, "conferenceId: missing field"),
        (r#"{"domain":"d","conferenceId":5}"#, "conferenceId: expected a string, found a number"),
        (r#"{"domain":"d","domain":"d","conferenceId":"c"}"#, "domain: duplicate field"),
    ] {
        assert_eq!(JitsiData::try_from(&object(text)).unwrap_err().to_string(), expected, "{text}");
    }
}

#[test]
fn widget_data_survives_a_round_trip() {
    let mut jitsi = JitsiData::new("d", "c");
    assert_eq!(RawObject::from(&jitsi).as_str(), r#"{"domain":"d","conferenceId":"c"}"#);
    jitsi.is_audio_only = Some(true);
    jitsi.room_name = Some("Lunch".to_owned());
    jitsi.is_video_channel = Some(false);
    jitsi.auth = Some(JitsiAuth::OpenIdTokenJwt);
    let raw = RawObject::from(&jitsi);
    let expected = r#"{"domain":"d","conferenceId":"c","isAudioOnly":true,"roomName":"Lunch","#.to_owned()
        + r#""isVideoChannel":false,"auth":"openidtoken-jwt"}"#;
    assert_eq!(raw.as_str(), expected);
    assert_eq!(JitsiData::try_from(&raw).unwrap(), jitsi);

    let mut custom = CustomData::new();
    assert_eq!(RawObject::from(&custom).as_str(), "{}");
    custom.url = Some("u".to_owned());
    assert_eq!(RawObject::from(&custom).as_str(), r#"{"url":"u"}"#);
    assert_eq!(CustomData::from(&RawObject::from(&custom)), custom);
}
