//! Constructors that do more than set fields. Each builds the full body of a fixture.
//!
//! `fixtures.rs` tests that every body survives a round trip.

use std::time::Duration;

use matrix_widget_protocol::{
    RawJson, RawObject, Secret, UniqueMap, WithExtra,
    action::KnownAction,
    event::ToDeviceEvent,
    from_widget::{
        self as from, DirectoryUser, DownloadFileRequest, EncryptedFile, FileKey, GetLivekitTokenRequest,
        GetOpenIdResponse, ModalButton, ModalButtonKind, ModalButtons, OpenIdCredentials, OpenModalRequest,
        RtcMember, RtcTransport, RtcTransports, SearchUserDirectoryResponse, SendEventResponse,
        SendToDeviceRequest,
    },
    to_widget as to,
};
use ruma_common::{OwnedRoomId, OwnedUserId};
use serde_json::{Value, json};

use crate::fixtures::fixture_of;

fn assert_full_request<A: KnownAction>(request: &A::Request) {
    assert_eq!(serde_json::to_value(request).unwrap(), fixture_of(A::INFO).request.full);
}

fn assert_full_response<A: KnownAction>(response: &A::Response) {
    assert_eq!(serde_json::to_value(response).unwrap(), fixture_of(A::INFO).response.full);
}

fn room() -> OwnedRoomId {
    "!room:example.org".try_into().unwrap()
}

fn bob() -> OwnedUserId {
    "@bob:example.org".try_into().unwrap()
}

fn object(value: &Value) -> RawObject {
    RawObject::new(value).unwrap()
}

#[test]
fn openid_credentials_new_sets_the_bearer_token_type() {
    let token = Secret::from("c2VjcmV0IG9wZW5pZA");
    let credentials = OpenIdCredentials::new(token, Duration::from_secs(3600), "example.org");
    assert_full_response::<from::GetOpenId>(&GetOpenIdResponse::Allowed(credentials));
}

#[test]
fn send_event_response_delayed_has_no_event_id() {
    assert_full_response::<from::SendEvent>(&SendEventResponse::delayed(room(), "syd_1"));
}

#[test]
fn encrypted_file_new_sets_version_2() {
    let key = FileKey::new(Secret::from("aWF6-32KGYaC3A_FEUCk1Bt0JA37zP0wrStgmdCaW-0"));
    let file =
        EncryptedFile::new(key, "w+sE15fzSc0AAAAAAAAAAA", "fdSLu/YkRx3Wyh3KQabP3rd6+SFiKg5lsJZQHtkSAYA");
    let mut request =
        DownloadFileRequest::new("mxc://example.org/file").with_timeout(Duration::from_secs(60));
    request.encryption = Some(file.into());
    assert_full_request::<from::DownloadFile>(&request);
}

#[test]
fn modal_buttons_convert_from_a_slice() {
    let mut request = OpenModalRequest::new("m.custom", "https://widget.example.org/dates?theme=$theme");
    request.name = Some("Pick a date".into());
    request.data = Some(object(&json!({"theme": "dark", "org.example.dates": ["2026-01-01", "2026-01-02"]})));
    request.wait_for_iframe_load = Some(false);
    let mut pick = ModalButton::new("org.example.pick", "Pick", ModalButtonKind::Primary);
    pick.disabled = Some(true);
    let close = ModalButton::new("m.close", "Cancel", ModalButtonKind::Secondary);
    request.buttons = Some(ModalButtons::from([pick, close].as_slice()));
    assert_full_request::<from::OpenModal>(&request);
    assert_full_request::<to::WidgetConfig>(&request);
}

#[test]
fn send_to_device_request_new_takes_messages_by_user_and_device() {
    let poke = |device: &str, poke| (device.try_into().unwrap(), object(&json!({"poke": poke})));
    let messages = UniqueMap::from([(bob(), [poke("BOBDEVICE", 1), poke("*", 2)].into())]);
    let mut request = SendToDeviceRequest::new("org.example.poke", messages);
    request.encrypted = Some(true);
    assert_full_request::<from::SendToDevice>(&request);

    let event = ToDeviceEvent::new("org.example.poke", &bob(), &object(&json!({"poke": 1})));
    assert_full_request::<to::SendToDevice>(&event.with_encrypted(true));
}

#[test]
fn directory_user_converts_to_with_extra() {
    let mut user = DirectoryUser::new("@bob:example.org");
    user.display_name = Some("Bob".into());
    user.avatar_url = Some("mxc://example.org/bob".into());
    assert_full_response::<from::SearchUserDirectory>(&SearchUserDirectoryResponse::new(
        false,
        vec![user.into()],
    ));
}

#[test]
fn with_extra_adds_members() {
    let url = RawJson::new(&json!("https://livekit.example.org")).unwrap();
    let livekit = WithExtra::new(RtcTransport::new("livekit")).with("livekit_service_url", url);
    assert_full_response::<from::GetRtcTransports>(&WithExtra::new(RtcTransports::new(vec![livekit])));
}

#[test]
fn get_livekit_token_request_new_takes_a_member() {
    let mut request = GetLivekitTokenRequest::new("https://livekit.example.org", room(), "m.call#ROOM");
    request.server_name = Some("example.org".into());
    let mut member = RtcMember::new("member-1");
    member.claimed_device_id = Some("DEVICE".into());
    request.member = Some(member);
    assert_full_request::<from::GetLivekitToken>(&request);
}
