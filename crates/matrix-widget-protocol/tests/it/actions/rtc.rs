//! Calls: transports, tokens and members.

use matrix_widget_protocol::{
    RawJson, WithExtra,
    from_widget::{LivekitToken, RtcTransport, RtcTransports},
};
use serde::{Deserialize, Serialize};

use crate::support::{assert_lossless, decode, request, response, with_member};

const ACTIONS: [(&str, &str); 2] = [
    ("org.matrix.msc4533.rtc_livekit_get_token", r#"{"url":"u","room_id":"!r:example.org","slot_id":"s"}"#),
    (
        "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave",
        r#"{"room_id":"!r:example.org","slot_id":"s","delay_id":"d"}"#,
    ),
];

/// "Accept either, one is required."
#[test]
fn member_and_member_id_are_alternatives() {
    for (action, data) in ACTIONS {
        let both = with_member(&with_member(data, "member", r#"{"id":"m"}"#), "member_id", r#""m""#);
        for data in [
            with_member(data, "member", r#"{"id":"m"}"#),
            with_member(data, "member", r#"{"id":"m","claimed_device_id":"D"}"#),
            with_member(data, "member", r#"{"id":"m","claimed_device_id":null}"#),
            with_member(data, "member_id", r#""m""#),
            with_member(&with_member(data, "member", "null"), "member_id", r#""m""#),
            with_member(&with_member(data, "member", r#"{"id":"m"}"#), "member_id", "null"),
            both,
        ] {
            assert_lossless(&request("fromWidget", action, &data), &[]);
        }
    }
}

fn transports(body: &str) -> WithExtra<RtcTransports> {
    let text = response("fromWidget", "get_rtc_transports", body);
    assert_lossless(&text, &[]);
    typed!(FromWidgetResponse::GetRtcTransports, &text).outcome.unwrap()
}

#[test]
fn rtc_transports_keep_extra_members_at_both_levels() {
    let found = transports(
        r#"{"rtc_transports":[{"livekit_service_url":"https://l.example.org","type":"livekit","x":[1.0]},
            {"type":"org.example.pigeon"}],"ttl":{"s" : 60}}"#,
    );
    assert_eq!(found.get::<RawJson>("ttl").unwrap().unwrap().as_str(), r#"{"s" : 60}"#);
    assert_eq!(found.get::<RawJson>("none"), Ok(None));
    let [livekit, pigeon] = found.rtc_transports.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (livekit.transport_type.as_str(), pigeon.transport_type.as_str()),
        ("livekit", "org.example.pigeon")
    );
    let url = livekit.get::<String>("livekit_service_url");
    assert_eq!(url.unwrap().as_deref(), Some("https://l.example.org"));
    assert_eq!(livekit.get::<Vec<f64>>("x"), Ok(Some(vec![1.0])));
    let names: Vec<_> = livekit.rest().map(|(name, _)| name).collect();
    assert_eq!(names, ["livekit_service_url", "x"]);
    assert_eq!(pigeon.rest().count(), 0);
    let error = livekit.get::<bool>("livekit_service_url").unwrap_err();
    assert_eq!(error.to_string(), "livekit_service_url: expected a boolean, found a string");
}

#[test]
fn get_rejects_duplicate_extra_members() {
    let found = transports(r#"{"rtc_transports":[{"type":"t","x":1,"x":2}]}"#);
    let transport = &found.rtc_transports[0];
    assert_eq!(transport.get::<u8>("x").unwrap_err().to_string(), "x: duplicate field");
    let written = serde_json::to_string(&found).unwrap();
    assert_eq!(written, r#"{"rtc_transports":[{"type":"t","x":1,"x":2}]}"#);
}

#[test]
fn livekit_token_keeps_extra_members() {
    let text = response(
        "fromWidget",
        "rtc_livekit_get_token",
        r#"{"url":"wss://sfu.example.org","jwt":"t.o.k","expires_in_ms":60000}"#,
    );
    assert_lossless(&text, &[]);
    let token: WithExtra<LivekitToken> = typed!(FromWidgetResponse::GetLivekitToken, &text).outcome.unwrap();
    assert_eq!((token.jwt.reveal(), token.url.as_deref()), ("t.o.k", Some("wss://sfu.example.org")));
    assert_eq!(token.get::<u64>("expires_in_ms"), Ok(Some(60_000)));
    let minimal =
        decode(&response("fromWidget", "rtc_livekit_get_token", r#"{"jwt":""}"#)).unwrap().to_json();
    assert!(minimal.ends_with(r#""response":{"jwt":""}}"#), "{minimal}");
}

/// "→ ack, `{…}`"
#[test]
fn delegate_delayed_leave_keeps_the_whole_response() {
    let text = response("fromWidget", ACTIONS[1].0, r#"{"b" : 1.0}"#);
    assert_lossless(&text, &[]);
    let answer = typed!(FromWidgetResponse::DelegateDelayedLeave, &text).outcome.unwrap();
    assert_eq!(answer.as_str(), r#"{"b" : 1.0}"#);
}

#[test]
fn livekit_server_name_is_checked_on_demand() {
    let name = |data: &str| {
        let data = with_member(ACTIONS[0].1, "member_id", data);
        let text = request("fromWidget", ACTIONS[0].0, &data);
        typed!(FromWidgetRequest::GetLivekitToken, &text).data.checked_server_name()
    };
    assert_eq!(name(r#""m""#), Ok(None));
    assert_eq!(name(r#""m","server_name":"a.b:8448""#).unwrap().unwrap(), "a.b:8448");
    let error = name(r#""m","server_name":"a b""#).unwrap_err().to_string();
    assert!(error.starts_with("data.server_name: invalid server name: "), "{error}");
}

#[test]
fn transports_convert_from_and_to_typed_values() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Livekit {
        r#type: String,
        livekit_service_url: String,
    }
    let livekit =
        Livekit { r#type: "livekit".to_owned(), livekit_service_url: "https://l.example.org".to_owned() };
    let transport = WithExtra::<RtcTransport>::from_value(&livekit).unwrap();
    assert_eq!(transport.transport_type, "livekit");
    assert_eq!(transport.get("livekit_service_url"), Ok(Some(livekit.livekit_service_url.clone())));
    assert_eq!(transport.read(), Ok(livekit));

    let error = WithExtra::<RtcTransport>::from_value(&5).unwrap_err().to_string();
    assert_eq!(error, "expected an object, found a number");
    let pigeon = WithExtra::new(RtcTransport::new("org.example.pigeon"));
    let error = pigeon.read::<Livekit>().unwrap_err().to_string();
    assert_eq!(error, "livekit_service_url: missing field");
}
