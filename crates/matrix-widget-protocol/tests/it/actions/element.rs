//! Element's own actions that differ by direction or have free-form data.

use matrix_widget_protocol::{Empty, Nullable, RawObject, from_widget::ElementDeviceMuteState};

use crate::support::{assert_lossless, request, response};

const MUTE: &str = "io.element.device_mute";

/// To the widget, `{}` requests the state and the response is the state. From the widget, the data is the state.
#[test]
fn device_mute_differs_by_direction() {
    for (data, audio, video) in [
        ("{}", None, None),
        (r#"{"audio_enabled":false}"#, Some(false), None),
        (r#"{"video_enabled":true,"audio_enabled":null}"#, None, Some(true)),
        (r#"{"audio_enabled":true,"video_enabled":false}"#, Some(true), Some(false)),
    ] {
        let text = request("toWidget", MUTE, data);
        assert_lossless(&text, &[]);
        let change = typed!(ToWidgetRequest::ElementDeviceMute, &text).data;
        assert_eq!((change.audio_enabled, change.video_enabled), (audio, video), "{data}");
    }
    let both = r#"{"audio_enabled":true,"video_enabled":false}"#;
    let state = ElementDeviceMuteState::new(true, false);
    for (body, audio, video) in [
        (both, Some(true), Some(false)),
        // The answer of a Jitsi widget before the user joins, and to a request with one member.
        ("{}", None, None),
        (r#"{"audio_enabled":false}"#, Some(false), None),
    ] {
        let text = response("toWidget", MUTE, body);
        assert_lossless(&text, &[]);
        let result = typed!(ToWidgetResponse::ElementDeviceMute, &text).outcome.unwrap();
        assert_eq!((result.audio_enabled, result.video_enabled), (audio, video), "{body}");
    }
    let text = request("fromWidget", MUTE, both);
    assert_lossless(&text, &[]);
    assert_eq!(typed!(FromWidgetRequest::ElementDeviceMute, &text).data, state);
    let text = response("fromWidget", MUTE, "{}");
    assert_eq!(typed!(FromWidgetResponse::ElementDeviceMute, &text).outcome, Ok(Empty::new()));
}

/// "Absent is any device, unmuted; null is start muted; a string is that device."
#[test]
fn element_join_distinguishes_null_and_absent() {
    for (data, audio, video) in [
        ("{}", Nullable::Absent, Nullable::Absent),
        (r#"{"audioInput":null}"#, Nullable::Null, Nullable::Absent),
        (r#"{"audioInput":null,"videoInput":"Camera"}"#, Nullable::Null, Nullable::Value("Camera")),
        (r#"{"audioInput":"","videoInput":null}"#, Nullable::Value(""), Nullable::Null),
    ] {
        let text = request("toWidget", "io.element.join", data);
        assert_lossless(&text, &[]);
        let join = typed!(ToWidgetRequest::ElementJoin, &text).data;
        let owned = |device: Nullable<&str>| match device {
            Nullable::Value(label) => Nullable::Value(label.to_owned()),
            Nullable::Null => Nullable::Null,
            Nullable::Absent => Nullable::Absent,
        };
        assert_eq!((&join.audio_input, &join.video_input), (&owned(audio), &owned(video)), "{data}");
        assert_eq!(serde_json::to_string(&join).unwrap(), data);
    }
}

#[test]
fn integration_manager_open_keeps_its_data() {
    let data = r#"{"integType":"m.stickerpicker","integId":5,"x":{"a" : 1.0}}"#;
    let text = request("fromWidget", "integration_manager_open", data);
    assert_lossless(&text, &[]);
    let open = typed!(FromWidgetRequest::IntegrationManagerOpen, &text).data;
    assert_eq!(open.integration_type().unwrap().as_deref(), Some("m.stickerpicker"));
    let error = open.integration_id().unwrap_err();
    assert_eq!(error.to_string(), "integId: expected a string, found a number");
    assert_eq!(open.raw().as_str(), data);
}

#[test]
fn theme_change_keeps_its_data() {
    let theme = |data: &str| {
        let text = request("toWidget", "theme_change", data);
        assert_lossless(&text, &[]);
        let theme = typed!(ToWidgetRequest::ThemeChange, &text).data;
        assert_eq!(theme.raw().as_str(), data);
        theme.name().map_err(|error| error.to_string())
    };
    assert_eq!(theme(r#"{"name":"dark","accent":{"a" : 1.0}}"#), Ok(Some("dark".to_owned())));
    assert_eq!(theme("{}"), Ok(None));
    assert_eq!(theme(r#"{"name":null}"#), Ok(None));
    assert_eq!(theme(r#"{"name":5}"#), Err("name: expected a string, found a number".to_owned()));
    assert_eq!(theme(r#"{"name":"a","name":"b"}"#), Err("name: duplicate field".to_owned()));
}

#[test]
fn participants_are_kept_unchanged() {
    let text = request("fromWidget", "io.element.participants", r#"{"participants":[{"a" : 1.0},{}]}"#);
    assert_lossless(&text, &[]);
    let participants = typed!(FromWidgetRequest::ElementParticipants, &text).data.participants;
    assert_eq!(participants.iter().map(RawObject::as_str).collect::<Vec<_>>(), [r#"{"a" : 1.0}"#, "{}"]);
}

/// MSC2764 requires `success`, but Element answers `{}`.
#[test]
fn set_always_on_screen_accepts_a_response_without_success() {
    for (body, success) in [
        ("{}", None),
        (r#"{"success":null}"#, None),
        (r#"{"success":true}"#, Some(true)),
        (r#"{"success":false}"#, Some(false)),
    ] {
        let text = response("fromWidget", "set_always_on_screen", body);
        assert_lossless(&text, &[]);
        assert_eq!(typed!(FromWidgetResponse::SetAlwaysOnScreen, &text).outcome.unwrap().success, success);
    }
}
