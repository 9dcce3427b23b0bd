//! Secrets where the protocol has them, at any depth: in the fixtures and in what was recorded.

use matrix_widget_protocol::{
    Message, NewRequest, RawObject,
    action::{ActionVisitor, KnownAction, visit_actions},
    from_widget::{get_livekit_token::LivekitToken, upload_file::UploadFileResponse},
    openid::{GetOpenIdResponse, OpenIdCredentialsRequest},
    secret::Secret,
    to_widget::update_turn_servers::UpdateTurnServersRequest,
    vendor::element::ElementStartLiveStreamRequest,
};
use serde_json::Value;

use super::{SECRET, assert_debug_hides, assert_hidden};
use crate::{
    fixtures::fixture_of,
    recordings,
    support::{self, decode, with_member},
};

/// Members that hold a secret string.
const NAMES: [&str; 6] = ["access_token", "password", "jwt", "k", "rtmpStreamKey", "id_access_token"];

/// Replaces every secret in a value; gives how many there were.
fn replace_secrets(value: &mut Value) -> usize {
    match value {
        Value::Object(members) => members
            .iter_mut()
            .map(|(name, value)| {
                if value.is_string() && NAMES.contains(&name.as_str()) {
                    *value = SECRET.into();
                    1
                } else {
                    replace_secrets(value)
                }
            })
            .sum(),
        Value::Array(items) => items.iter_mut().map(replace_secrets).sum(),
        _ => 0,
    }
}

/// How many secrets there were.
#[derive(Default)]
struct Look(usize);

impl ActionVisitor for Look {
    fn visit<A: KnownAction>(&mut self) {
        let info = A::INFO;
        let fixture = fixture_of(info);
        let (mut data, mut response) = (fixture.request.full.clone(), fixture.response.full.clone());
        self.0 += replace_secrets(&mut data) + replace_secrets(&mut response);

        let request = support::request(info.direction.as_str(), info.name, &data.to_string());
        let answer = with_member(&request, "response", &response.to_string());
        for text in [&request, &answer] {
            let message = decode(text).unwrap();
            assert_debug_hides(&message, text);
            assert_debug_hides(&message.clone().into_owned(), text);
            assert_debug_hides(message.raw(), text);
        }
        let typed: A::Request = RawObject::new(&data).unwrap().read().unwrap();
        assert_debug_hides(&typed, &request);
        assert_debug_hides(&NewRequest::<A>::new(typed), &request);
        let typed: A::Response = RawObject::new(&response).unwrap().read().unwrap();
        assert_debug_hides(&typed, &answer);
    }
}

#[test]
fn no_full_body_of_any_action_shows_its_secrets() {
    let mut look = Look::default();
    visit_actions(&mut look);
    assert!(look.0 >= 8, "only {} secrets", look.0);
}

#[test]
fn no_recorded_message_shows_its_secrets() {
    let mut count = 0;
    for (_, recorded) in recordings::messages() {
        let mut value = support::json(recorded);
        let secrets = replace_secrets(&mut value);
        if secrets == 0 {
            continue;
        }
        count += secrets;
        let text = value.to_string();
        match (decode(&text), decode(recorded)) {
            (Ok(message), Ok(_)) => {
                assert_debug_hides(&message, &text);
                assert_debug_hides(&message.error(), &text);
            }
            (Err(invalid), Err(_)) => {
                assert_debug_hides(&invalid, &text);
                assert_hidden(&invalid.to_string(), &text);
            }
            (message, _) => panic!("{message:?} is not as it was recorded"),
        }
    }
    assert!(count >= 50, "only {count} secrets");
}

#[test]
fn a_secret_is_revealed_to_whoever_asks_and_to_nobody_else() {
    let secret = Secret::from(SECRET);
    assert_eq!(secret.reveal(), SECRET);
    assert_eq!(secret, Secret::from(SECRET.to_owned()));
    assert_ne!(secret, Secret::from("another"));
    assert_debug_hides(&secret, "a secret");
    assert_debug_hides(&Some([secret.clone()]), "a secret in something");
    assert_eq!(serde_json::to_string(&secret).unwrap(), format!("\"{SECRET}\""));
    for text in ["5", "[]", &format!("[\"{SECRET}\"]"), &format!("{{\"a\":\"{SECRET}\"}}")] {
        let error = serde_json::from_str::<Secret>(text).unwrap_err();
        assert_hidden(&error.to_string(), text);
    }
}

#[test]
fn what_is_no_secret_is_shown() {
    let read = |text: &str| RawObject::from_text(text.replace("SECRET", SECRET)).unwrap();
    let shown = [
        format!("{:?}", read(r#"{"state":"allowed","access_token":"SECRET","expires_in":7,"matrix_server_name":"server","token_type":"Bearer"}"#).read::<GetOpenIdResponse>().unwrap()),
        format!("{:?}", read(r#"{"original_request_id":"server","state":"allowed","access_token":"SECRET","expires_in":7,"matrix_server_name":"s","token_type":"Bearer"}"#).read::<OpenIdCredentialsRequest>().unwrap()),
        format!("{:?}", read(r#"{"uris":["server"],"username":"u","password":"SECRET"}"#).read::<UpdateTurnServersRequest>().unwrap()),
        format!("{:?}", read(r#"{"jwt":"SECRET","url":"server"}"#).read::<LivekitToken>().unwrap()),
        format!("{:?}", read(r#"{"content_uri":"mxc://server/file","encryption":{"v":"v2","key":{"kty":"oct","key_ops":[],"alg":"a","k":"SECRET","ext":true},"iv":"i","hashes":{}}}"#).read::<UploadFileResponse>().unwrap()),
    ];
    for shown in shown {
        assert!(shown.contains("server") && shown.contains("[redacted]"), "{shown}");
        assert_hidden(&shown, "a body with a secret");
    }
    let key = read(r#"{"rtmpStreamKey":"SECRET"}"#).read::<ElementStartLiveStreamRequest>().unwrap();
    assert!(format!("{key:?}").contains("[redacted]"));
}

#[test]
fn an_error_at_a_secret_does_not_show_it() {
    for (api, action, body) in [
        ("toWidget", "update_turn_servers", r#"{"uris":[],"username":"u","password":["SECRET"]}"#),
        ("toWidget", "openid_credentials", r#"{"original_request_id":"r","state":"SECRET"}"#),
        ("toWidget", "im.vector.start_live_stream", r#"{"rtmpStreamKey":{"SECRET":"SECRET"}}"#),
        ("fromWidget", "update_delayed_event", r#"{"delay_id":"d","action":"SECRET"}"#),
        (
            "fromWidget",
            "download_file",
            r#"{"content_uri":"u","encryption":{"v":"v2","key":{"k":["SECRET"]}}}"#,
        ),
        ("fromWidget", "download_file", r#"{"content_uri":"u","encryption":"SECRET"}"#),
        ("fromWidget", "create_room", r#"{"invite":["SECRET"]}"#),
        ("fromWidget", "send_to_device", r#"{"type":"t","messages":{"@a:b":"SECRET"}}"#),
    ] {
        let text = support::request(api, action, &body.replace("SECRET", SECRET));
        let invalid = decode(&text).unwrap_err();
        assert_hidden(&invalid.to_string(), &text);
        assert_debug_hides(&invalid, &text);
    }
}

#[test]
fn a_uri_that_is_none_is_not_shown() {
    for uri in [
        format!("https://example.org/?access_token={SECRET}"),
        format!("mxc://{SECRET}/ "),
        SECRET.to_owned(),
    ] {
        let text = support::request("fromWidget", "download_file", &format!(r#"{{"content_uri":"{uri}"}}"#));
        let Ok(Message::FromWidgetRequest(_)) = decode(&text) else { panic!("{text} is no request") };
        let error = typed!(FromWidgetRequest::DownloadFile, &text).data.mxc_uri().unwrap_err();
        assert_hidden(&error.to_string(), &text);
        assert_debug_hides(&error, &text);
    }
}
