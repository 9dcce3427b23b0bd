//! Calls: transports, tokens, who takes part.

use matrix_widget_protocol::{
    Open, RawJson,
    from_widget::{get_livekit_token::LivekitToken, get_rtc_transports::RtcTransports},
};

use crate::support::{assert_lossless, assert_requests_refused, decode, request, response, with_member};

const ACTIONS: [(&str, &str); 2] = [
    ("org.matrix.msc4533.rtc_livekit_get_token", r#"{"url":"u","room_id":"!r:example.org","slot_id":"s"}"#),
    (
        "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave",
        r#"{"room_id":"!r:example.org","slot_id":"s","delay_id":"d"}"#,
    ),
];

/// "Accept either, one is required."
#[test]
fn a_member_is_named_in_either_way() {
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

#[test]
fn no_member_at_all_is_invalid() {
    let error = "data: not valid: expected `member` or `member_id`, found neither";
    for (action, data) in ACTIONS {
        for data in [
            data.to_owned(),
            with_member(data, "member", "null"),
            with_member(data, "member_id", "null"),
            with_member(&with_member(data, "member", "null"), "member_id", "null"),
        ] {
            assert_requests_refused("fromWidget", action, &[(&data, error)]);
        }
    }
}

#[test]
fn a_member_is_typed() {
    for (action, data) in ACTIONS {
        for (member, error) in [
            (r#""m""#, "data.member: expected an object, found a string"),
            ("[]", "data.member: expected an object, found an array"),
            (r#"["m"]"#, "data.member: expected an object, found an array"),
            (r#"["m","D"]"#, "data.member: expected an object, found an array"),
            ("{}", "data.member.id: expected a string, found nothing"),
            (r#"{"id":5}"#, "data.member.id: expected a string, found a number"),
            (
                r#"{"id":"m","claimed_device_id":{}}"#,
                "data.member.claimed_device_id: expected a string, found an object",
            ),
        ] {
            let data = with_member(&with_member(data, "member", member), "member_id", r#""m""#);
            assert_requests_refused("fromWidget", action, &[(&data, error)]);
        }
    }
    let text = with_member(ACTIONS[0].1, "member", r#"{"id":"m","claimed_device_id":"D"}"#);
    let data = typed!(FromWidgetRequest::GetLivekitToken, &request("fromWidget", ACTIONS[0].0, &text)).data;
    let member = data.member.unwrap();
    assert_eq!((member.id.as_str(), member.claimed_device_id.as_deref()), ("m", Some("D")));
    assert_eq!(data.member_id, None);
    let text = with_member(ACTIONS[1].1, "member_id", r#""m""#);
    let data =
        typed!(FromWidgetRequest::DelegateDelayedLeave, &request("fromWidget", ACTIONS[1].0, &text)).data;
    assert_eq!((data.member, data.member_id.as_deref()), (None, Some("m")));
}

fn transports(body: &str) -> Open<RtcTransports> {
    let text = response("fromWidget", "get_rtc_transports", body);
    assert_lossless(&text, &[]);
    typed!(FromWidgetResponse::GetRtcTransports, &text).outcome.unwrap()
}

#[test]
fn further_members_of_transports_are_reachable_at_both_levels() {
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
fn a_further_member_given_twice_is_an_error_of_its_accessor_alone() {
    let found = transports(r#"{"rtc_transports":[{"type":"t","x":1,"x":2}]}"#);
    let transport = &found.rtc_transports[0];
    assert_eq!(transport.get::<u8>("x").unwrap_err().to_string(), "x: expected once, found twice");
    let written = serde_json::to_string(&found).unwrap();
    assert_eq!(written, r#"{"rtc_transports":[{"type":"t","x":1,"x":2}]}"#);
}

#[test]
fn a_token_has_the_homeservers_further_members() {
    let text = response(
        "fromWidget",
        "rtc_livekit_get_token",
        r#"{"url":"wss://sfu.example.org","jwt":"t.o.k","expires_in_ms":60000}"#,
    );
    assert_lossless(&text, &[]);
    let token: Open<LivekitToken> = typed!(FromWidgetResponse::GetLivekitToken, &text).outcome.unwrap();
    assert_eq!((token.jwt.reveal(), token.url.as_deref()), ("t.o.k", Some("wss://sfu.example.org")));
    assert_eq!(token.get::<u64>("expires_in_ms"), Ok(Some(60_000)));
    assert!(!format!("{token:?}").contains("t.o.k"));
    let minimal =
        decode(&response("fromWidget", "rtc_livekit_get_token", r#"{"jwt":""}"#)).unwrap().to_json();
    assert!(minimal.ends_with(r#""response":{"jwt":""}}"#), "{minimal}");
}

/// "→ ack, `{…}`"
#[test]
fn the_answer_to_a_delegation_is_kept_whole() {
    let text = response("fromWidget", ACTIONS[1].0, r#"{"b" : 1.0}"#);
    assert_lossless(&text, &[]);
    let answer = typed!(FromWidgetResponse::DelegateDelayedLeave, &text).outcome.unwrap();
    assert_eq!(answer.as_str(), r#"{"b" : 1.0}"#);
}
