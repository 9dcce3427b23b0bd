//! Every body built by its type: `new` gives the minimal one of the fixture, and the members set give the full one.

use js_int::int;
use matrix_widget_capability::CapabilitySet;
use matrix_widget_protocol::{
    Direction, Empty, Open, RawJson, RawObject,
    action::KnownAction,
    delayed::DelayedEventAction,
    event::{MatrixEvent, RoomAccountData, ToDeviceEvent},
    file::{EncryptedFile, FileBody, FileKey, ScreenshotBody},
    from_widget::{self as from, create_room, send_sticker, share_users},
    modal::{ModalButton, ModalButtonKind, ModalButtons},
    openid::{GetOpenIdResponse, OpenIdCredentials, OpenIdCredentialsRequest, OpenIdDecision},
    rtc::RtcMember,
    secret::Secret,
    selector::{ReadDirection, RoomSelector},
    to_widget as to,
    unique::UniqueMap,
    user::{DirectoryUser, SharedUser},
    vendor::element as el,
    version::{ApiVersion, SupportedApiVersionsResponse},
};
use ruma_common::{OwnedEventId, OwnedRoomId, OwnedUserId};
use serde_json::{Value, json};

use crate::{fixtures::FIXTURES, protocol::ROWS};

/// The actions whose bodies have been built.
#[derive(Default)]
struct Built(Vec<(Direction, &'static str)>);

impl Built {
    /// The minimal and the full request of an action, and the same of its response.
    #[expect(clippy::needless_pass_by_value, reason = "fifty calls are easier to read without references")]
    fn action<A: KnownAction>(&mut self, requests: [A::Request; 2], responses: [A::Response; 2]) {
        let info = A::INFO;
        let fixture = FIXTURES
            .iter()
            .find(|(row, _)| (row.direction, row.variant) == (info.direction, info.variant))
            .map(|(_, fixture)| fixture)
            .unwrap();
        let written = |value: &A::Request| serde_json::to_value(value).unwrap();
        let expected = [&fixture.request.minimal, &fixture.request.full];
        assert_eq!(requests.each_ref().map(written).each_ref(), expected, "{}", info.name);
        let written = |value: &A::Response| serde_json::to_value(value).unwrap();
        let expected = [&fixture.response.minimal, &fixture.response.full];
        assert_eq!(responses.each_ref().map(written).each_ref(), expected, "{}", info.name);
        self.0.push((info.direction, info.variant));
    }

    /// An action whose responses merely acknowledge.
    fn acknowledged<A: KnownAction<Response = Empty>>(&mut self, requests: [A::Request; 2]) {
        self.action::<A>(requests, [Empty::new(); 2]);
    }

    /// An action whose requests carry nothing.
    fn bare<A: KnownAction<Request = Empty>>(&mut self, responses: [A::Response; 2]) {
        self.action::<A>([Empty::new(); 2], responses);
    }

    /// An action whose bodies carry nothing.
    fn nothing<A: KnownAction<Request = Empty, Response = Empty>>(&mut self) {
        self.action::<A>([Empty::new(); 2], [Empty::new(); 2]);
    }
}

fn room() -> OwnedRoomId {
    "!room:example.org".try_into().unwrap()
}

fn event_id() -> OwnedEventId {
    "$event".try_into().unwrap()
}

fn user(id: &str) -> OwnedUserId {
    id.try_into().unwrap()
}

fn object(value: &Value) -> RawObject {
    RawObject::new(value).unwrap()
}

fn raw(value: &Value) -> RawJson {
    RawJson::new(value).unwrap()
}

fn set(strings: &[&str]) -> CapabilitySet {
    strings.iter().copied().collect()
}

fn message() -> MatrixEvent {
    MatrixEvent::from(object(&json!({
        "type": "m.room.message", "sender": "@bob:example.org", "event_id": "$event",
        "room_id": "!room:example.org", "origin_server_ts": 1_700_000_000_000_u64,
        "content": {"msgtype": "m.text", "body": "Hello"}, "unsigned": {"age": 1234},
    })))
}

fn credentials() -> OpenIdCredentials {
    OpenIdCredentials::new(Secret::from("c2VjcmV0IG9wZW5pZA"), int!(3600), "example.org")
}

fn encryption() -> Open<EncryptedFile> {
    let key = FileKey::new(Secret::from("aWF6-32KGYaC3A_FEUCk1Bt0JA37zP0wrStgmdCaW-0"));
    EncryptedFile::new(key, "w+sE15fzSc0AAAAAAAAAAA", "fdSLu/YkRx3Wyh3KQabP3rd6+SFiKg5lsJZQHtkSAYA").into()
}

fn member() -> RtcMember {
    let mut member = RtcMember::new("member-1");
    member.claimed_device_id = Some("DEVICE".into());
    member
}

fn of_sessions(built: &mut Built) {
    let versions = || {
        let versions =
            [ApiVersion::V0_0_1, ApiVersion::V0_0_2, ApiVersion::Msc2762, "com.example.fly".into()];
        [SupportedApiVersionsResponse::new(vec![]), SupportedApiVersionsResponse::new(versions.to_vec())]
    };
    built.bare::<from::SupportedApiVersions>(versions());
    built.bare::<to::SupportedApiVersions>(versions());
    built.nothing::<from::ContentLoaded>();
    built.bare::<to::Capabilities>(
        [&[][..], &["m.sticker", "org.matrix.msc2762.receive.event:m.room.message", "com.example.fly"]]
            .map(|strings| to::capabilities::CapabilitiesResponse::new(set(strings))),
    );
    let requested = ["m.sticker", "m.always_on_screen", "com.example.fly"];
    built.acknowledged::<to::NotifyCapabilities>([
        to::notify_capabilities::NotifyCapabilitiesRequest::new(set(&[]), set(&[])),
        to::notify_capabilities::NotifyCapabilitiesRequest::new(set(&requested), set(&["m.sticker"])),
    ]);
    let send_text = "org.matrix.msc2762.send.event:m.room.message#m.text";
    built.acknowledged::<from::RequestCapabilities>(
        [&[][..], &["m.always_on_screen", send_text, "com.example.fly"]]
            .map(|strings| from::request_capabilities::RequestCapabilitiesRequest::new(set(strings))),
    );
    built.bare::<from::GetOpenId>([GetOpenIdResponse::Request, GetOpenIdResponse::Allowed(credentials())]);
    built.acknowledged::<to::OpenIdCredentials>(
        [OpenIdDecision::Blocked, OpenIdDecision::Allowed(credentials())]
            .map(|decision| OpenIdCredentialsRequest::new("widgetapi-1700000000000", decision)),
    );
}

fn of_the_screen(built: &mut Built) {
    let mut done = from::set_always_on_screen::SetAlwaysOnScreenResponse::new();
    done.success = Some(true);
    built.action::<from::SetAlwaysOnScreen>(
        [true; 2].map(from::set_always_on_screen::SetAlwaysOnScreenRequest::new),
        [from::set_always_on_screen::SetAlwaysOnScreenResponse::new(), done],
    );
    let picture = || to::screenshot::ScreenshotResponse::new(ScreenshotBody::from(raw(&json!({}))));
    built.bare::<to::Screenshot>([picture(), picture()]);
    built.acknowledged::<to::Visibility>([true; 2].map(to::visibility::VisibilityRequest::new));
    built.acknowledged::<to::ThemeChange>(
        [json!({}), json!({"name": "dark"})].map(|theme| object(&theme).into()),
    );
    built.acknowledged::<to::LanguageChange>(
        ["en-GB"; 2].map(to::language_change::LanguageChangeRequest::new),
    );
    built.acknowledged::<from::Navigate>(
        ["https://matrix.to/#/!room:example.org?via=example.org"; 2]
            .map(from::navigate::NavigateRequest::new),
    );
}

fn of_modals(built: &mut Built) {
    let minimal = || from::open_modal::OpenModalRequest::new("m.custom", "https://widget.example.org/dates");
    let full = || {
        let url = "https://widget.example.org/dates?theme=$theme";
        let mut full = from::open_modal::OpenModalRequest::new("m.custom", url);
        full.name = Some("Pick a date".into());
        let dates = ["2026-01-01", "2026-01-02"];
        full.data = Some(object(&json!({"theme": "dark", "org.example.dates": dates})));
        full.wait_for_iframe_load = Some(false);
        let mut pick = ModalButton::new("org.example.pick", "Pick", ModalButtonKind::Primary);
        pick.disabled = Some(true);
        let close = ModalButton::new("m.close", "Cancel", ModalButtonKind::Secondary);
        full.buttons = Some(ModalButtons::from([pick, close].as_slice()));
        full
    };
    built.acknowledged::<from::OpenModal>([minimal(), full()]);
    built.acknowledged::<to::WidgetConfig>([minimal(), full()]);
    built.acknowledged::<from::CloseModal>(
        [json!({}), json!({"org.example.date": "2026-01-01"})].map(|data| object(&data)),
    );
    built.acknowledged::<to::CloseModal>(
        [json!({}), json!({"m.exited": true})].map(|data| object(&data).into()),
    );
    built.acknowledged::<from::SetModalButtonEnabled>([(); 2].map(|()| {
        from::set_modal_button_enabled::SetModalButtonEnabledRequest::new("org.example.pick", true)
    }));
    built.acknowledged::<to::ButtonClicked>(
        ["org.example.pick"; 2].map(to::button_clicked::ButtonClickedRequest::new),
    );
}

fn of_events(built: &mut Built) {
    use from::{
        read_events::{ReadEventsRequest, ReadEventsResponse},
        read_relations::{ReadRelationsRequest, ReadRelationsResponse},
        send_event::{SendEventRequest, SendEventResponse},
        update_delayed_event::UpdateDelayedEventRequest,
    };
    let mut minimal = SendEventRequest::new("m.room.message", raw(&json!({})));
    minimal.content = None;
    let content = json!({"slot_id": "m.call#ROOM", "member": {"id": "member-1"}});
    let mut full = SendEventRequest::new("org.matrix.msc4143.rtc.member", raw(&content));
    full.room_id = Some(room());
    full.delay = Some(int!(8000));
    full.sticky_duration_ms = Some(int!(3_600_000));
    let mut neither = SendEventResponse::sent(room(), event_id());
    neither.event_id = None;
    built.action::<from::SendEvent>([minimal, full], [neither, SendEventResponse::delayed(room(), "syd_1")]);
    built.acknowledged::<to::SendEvent>([MatrixEvent::from(RawObject::empty()), message()]);

    let topic = MatrixEvent::from(object(&json!({
        "type": "m.room.topic", "sender": "@alice:example.org", "event_id": "$topic",
        "room_id": "!room:example.org", "origin_server_ts": 1_700_000_000_000_u64,
        "state_key": "", "content": {"topic": "Widgets"},
    })));
    built.acknowledged::<to::UpdateState>(
        [vec![], vec![topic]].map(to::update_state::UpdateStateRequest::new),
    );

    let mut full = ReadEventsRequest::new("m.room.message");
    full.msgtype = Some("m.text".into());
    full.limit = Some(int!(25));
    full.room_ids = Some(RoomSelector::Rooms(vec![room()]));
    full.since = Some(event_id());
    built.action::<from::ReadEvents>(
        [ReadEventsRequest::new("m.room.message"), full],
        [vec![], vec![message()]].map(ReadEventsResponse::new),
    );

    let mut full = ReadRelationsRequest::new(event_id());
    full.rel_type = Some("m.annotation".into());
    full.event_type = Some("m.reaction".into());
    full.room_id = Some(room());
    full.limit = Some(int!(25));
    full.from = Some("token-1".into());
    full.to = Some("token-9".into());
    full.direction = Some(ReadDirection::Backwards);
    let mut answer = ReadRelationsResponse::new(vec![message()]);
    answer.next_batch = Some("token-2".into());
    answer.prev_batch = Some("token-0".into());
    built.action::<from::ReadRelations>(
        [ReadRelationsRequest::new(event_id()), full],
        [ReadRelationsResponse::new(vec![]), answer],
    );
    built.acknowledged::<from::UpdateDelayedEvent>(
        [DelayedEventAction::restart(); 2].map(|action| UpdateDelayedEventRequest::new("syd_1", action)),
    );
}

fn of_devices_and_account_data(built: &mut Built) {
    use from::{
        read_room_account_data::{ReadRoomAccountDataRequest, ReadRoomAccountDataResponse},
        send_to_device::{SendToDeviceRequest, SendToDeviceResponse},
    };
    let poke = |device: &str, poke| (device.to_owned(), object(&json!({"poke": poke})));
    let bob = user("@bob:example.org");
    let messages = UniqueMap::from([(bob.clone(), [poke("BOBDEVICE", 1), poke("*", 2)].into())]);
    let mut full = SendToDeviceRequest::new("org.example.poke", messages);
    full.encrypted = Some(true);
    let mut failed = SendToDeviceResponse::new();
    failed.failures = Some([(bob.to_string(), vec!["BOBDEVICE".to_owned()])].into());
    built.action::<from::SendToDevice>(
        [SendToDeviceRequest::new("org.example.poke", [].into()), full],
        [SendToDeviceResponse::new(), failed],
    );
    let minimal = ToDeviceEvent::new("org.example.poke", bob.clone(), RawObject::empty());
    let mut full = ToDeviceEvent::new("org.example.poke", bob, object(&json!({"poke": 1})));
    full.encrypted = Some(true);
    built.acknowledged::<to::SendToDevice>([Open::new(minimal), Open::new(full)]);

    let mut full = ReadRoomAccountDataRequest::new("m.fully_read");
    full.room_ids = Some(RoomSelector::Rooms(vec![room()]));
    let content = object(&json!({"event_id": "$event"}));
    let data = RoomAccountData::new("m.fully_read", "!room:example.org", content);
    built.action::<from::ReadRoomAccountData>(
        [ReadRoomAccountDataRequest::new("m.fully_read"), full],
        [vec![], vec![data.into()]].map(ReadRoomAccountDataResponse::new),
    );
}

fn of_rooms_and_users(built: &mut Built) {
    use create_room::{CreateRoomRequest, CreateRoomResponse, RoomPreset, RoomVisibility};
    let mut full = CreateRoomRequest::new();
    full.creation_content = Some(object(&json!({"m.federate": false})));
    let guests =
        json!({"type": "m.room.guest_access", "state_key": "", "content": {"guest_access": "can_join"}});
    full.initial_state = Some(vec![object(&guests)]);
    full.invite = Some(vec![user("@bob:example.org")]);
    let carol = json!({"id_server": "id.example.org", "id_access_token": "abc123", "medium": "email",
        "address": "carol@example.org"});
    full.invite_3pid = Some(vec![object(&carol)]);
    full.is_direct = Some(false);
    full.name = Some("Widgets".into());
    full.power_level_content_override = Some(object(&json!({"events_default": 10})));
    full.preset = Some(RoomPreset::PrivateChat);
    full.room_alias_name = Some("widgets".into());
    full.room_version = Some("12".into());
    full.topic = Some("All about widgets".into());
    full.visibility = Some(RoomVisibility::Private);
    let created = || CreateRoomResponse::new("!new:example.org".try_into().unwrap());
    built.action::<from::CreateRoom>(
        [Open::new(CreateRoomRequest::new()), Open::new(full)],
        [created(), created()],
    );

    let mut bob = SharedUser::new(user("@bob:example.org"));
    bob.display_name = Some("Bob".into());
    bob.avatar_url = Some("mxc://example.org/bob".into());
    let mut full = share_users::ShareUsersRequest::new(vec![bob]);
    full.action_hint = Some(share_users::ShareUsersHint::Invite);
    built.acknowledged::<from::ShareUsers>([share_users::ShareUsersRequest::new(vec![]), full]);

    use from::search_user_directory::{SearchUserDirectoryRequest, SearchUserDirectoryResponse};
    let mut full = SearchUserDirectoryRequest::new("bob");
    full.limit = Some(int!(10));
    let mut bob = DirectoryUser::new("@bob:example.org");
    bob.display_name = Some("Bob".into());
    bob.avatar_url = Some("mxc://example.org/bob".into());
    built.action::<from::SearchUserDirectory>(
        [SearchUserDirectoryRequest::new(""), full],
        [
            SearchUserDirectoryResponse::new(true, vec![]),
            SearchUserDirectoryResponse::new(false, vec![bob.into()]),
        ],
    );
}

fn of_media(built: &mut Built) {
    use from::{
        download_file::{DownloadFileRequest, DownloadFileResponse},
        get_media_config::MediaConfig,
        upload_file::{UploadFileRequest, UploadFileResponse},
    };
    use send_sticker::{SendStickerRequest, StickerContent, StickerInfo, ThumbnailInfo};
    let mut known = MediaConfig::new();
    known.upload_size = Some(int!(52_428_800));
    built.bare::<from::GetMediaConfig>([Open::new(MediaConfig::new()), Open::new(known)]);

    let file = || FileBody::from_string("SGVsbG8");
    let minimal = UploadFileResponse::new("mxc://example.org/file".into());
    let mut full = minimal.clone();
    full.encryption = Some(encryption());
    built.action::<from::UploadFile>([file(), file()].map(UploadFileRequest::new), [minimal, full]);

    let minimal = DownloadFileRequest::new("mxc://example.org/file");
    let mut full = minimal.clone();
    full.timeout_ms = Some(int!(60_000));
    full.encryption = Some(encryption());
    built.action::<from::DownloadFile>([minimal, full], [file(), file()].map(DownloadFileResponse::new));

    let mut thumbnail = ThumbnailInfo::new();
    thumbnail.height = Some(int!(64));
    thumbnail.width = Some(int!(58));
    thumbnail.mimetype = Some("image/png".into());
    thumbnail.size = Some(int!(5120));
    let mut info = StickerInfo::new();
    info.height = Some(int!(200));
    info.width = Some(int!(180));
    info.mimetype = Some("image/png".into());
    info.size = Some(int!(73_602));
    info.thumbnail_url = Some("mxc://example.org/thumbnail".into());
    info.thumbnail_info = Some(thumbnail);
    let minimal = SendStickerRequest::new("Cat", StickerContent::new("mxc://example.org/sticker".into()));
    let mut full = minimal.clone();
    full.description = Some("A cat that waves".into());
    full.content.info = Some(info);
    built.acknowledged::<from::SendSticker>([minimal, full]);
}

fn of_calls(built: &mut Built) {
    use from::{
        delegate_delayed_leave::DelegateDelayedLeaveRequest,
        get_livekit_token::{GetLivekitTokenRequest, LivekitToken},
        get_rtc_transports::{RtcTransport, RtcTransports},
    };
    built.nothing::<from::WatchTurnServers>();
    built.nothing::<from::UnwatchTurnServers>();
    let servers = || {
        let uris = ["turn:turn.example.org:3478?transport=udp", "turns:turn.example.org:5349"];
        let password = Secret::from("cGFzc3dvcmQ");
        let uris = uris.map(String::from).to_vec();
        to::update_turn_servers::UpdateTurnServersRequest::new(
            uris,
            "1700003600:@alice:example.org",
            password,
        )
    };
    built.acknowledged::<to::UpdateTurnServers>([servers(), servers()]);

    let url = raw(&json!("https://livekit.example.org"));
    let livekit = Open::new(RtcTransport::new("livekit")).with("livekit_service_url", url);
    built.bare::<from::GetRtcTransports>(
        [vec![], vec![livekit]].map(|transports| Open::new(RtcTransports::new(transports))),
    );

    let mut minimal = GetLivekitTokenRequest::new("https://livekit.example.org", room(), "m.call#ROOM");
    minimal.member = Some(RtcMember::new("member-1"));
    let mut full = minimal.clone();
    full.server_name = Some("example.org".into());
    full.member = Some(member());
    let mut token = LivekitToken::new(Secret::from("eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"));
    token.url = Some("wss://sfu.example.org".into());
    built.action::<from::GetLivekitToken>(
        [minimal, full],
        [Open::new(LivekitToken::new(Secret::from(""))), Open::new(token)],
    );

    let mut minimal = DelegateDelayedLeaveRequest::new(room(), "m.call#ROOM", "syd_1");
    minimal.member = Some(RtcMember::new("member-1"));
    let mut full = minimal.clone();
    full.member = Some(member());
    full.url = Some("https://livekit.example.org".into());
    built.action::<from::DelegateDelayedLeave>([minimal, full], [RawObject::empty(), RawObject::empty()]);
}

fn of_element(built: &mut Built) {
    let joins = || {
        let mut full = el::ElementJoinRequest::new();
        full.audio_input = Some("Built-in Microphone".into());
        full.video_input = Some("Built-in Camera".into());
        [el::ElementJoinRequest::new(), full]
    };
    built.acknowledged::<from::ElementJoin>(joins());
    built.acknowledged::<to::ElementJoin>(joins());
    let hangups = || {
        let mut full = el::ElementHangupRequest::new();
        full.error_message = Some("The connection was lost".into());
        [el::ElementHangupRequest::new(), full]
    };
    built.acknowledged::<from::ElementHangup>(hangups());
    built.acknowledged::<to::ElementHangup>(hangups());

    let states = || [(); 2].map(|()| el::ElementDeviceMuteState::new(true, false));
    built.acknowledged::<from::ElementDeviceMute>(states());
    let mut full = el::ElementDeviceMuteRequest::new();
    full.audio_enabled = Some(true);
    full.video_enabled = Some(false);
    built.action::<to::ElementDeviceMute>([el::ElementDeviceMuteRequest::new(), full], states());

    let bob = object(&json!({"userId": "@bob:example.org", "deviceId": "BOBDEVICE"}));
    built.acknowledged::<from::ElementParticipants>(
        [vec![], vec![bob]].map(el::ElementParticipantsRequest::new),
    );
    let pending = || el::ElementScreenshareRequestResponse::new(true);
    built.bare::<from::ElementScreenshareRequest>([pending(), pending()]);
    built.acknowledged::<to::ElementScreenshareStart>(
        ["screen:1:0"; 2].map(el::ElementScreenshareStartRequest::new),
    );
    let key = || el::ElementStartLiveStreamRequest::new(Secret::from("c3RyZWFtIGtleQ"));
    built.acknowledged::<to::ElementStartLiveStream>([key(), key()]);
    built.acknowledged::<from::ElementViewRoom>([room(), room()].map(el::ElementViewRoomRequest::new));
    let stickers = json!({"integType": "m.stickerpicker", "integId": "org.example.stickers"});
    built
        .acknowledged::<from::IntegrationManagerOpen>([json!({}), stickers].map(|data| object(&data).into()));

    built.nothing::<from::ElementClose>();
    built.nothing::<from::ElementTileLayout>();
    built.nothing::<from::ElementSpotlightLayout>();
    built.nothing::<from::ElementWidgetReady>();
    built.nothing::<from::ElementMuteAudio>();
    built.nothing::<from::ElementUnmuteAudio>();
    built.nothing::<from::ElementMuteVideo>();
    built.nothing::<from::ElementUnmuteVideo>();
    built.nothing::<to::ElementTileLayout>();
    built.nothing::<to::ElementSpotlightLayout>();
    built.nothing::<to::ElementClientReady>();
    built.nothing::<to::ElementMuteAudio>();
    built.nothing::<to::ElementUnmuteAudio>();
    built.nothing::<to::ElementMuteVideo>();
    built.nothing::<to::ElementUnmuteVideo>();
    built.nothing::<to::ElementForceHangup>();
    built.nothing::<to::ElementScreenshareStop>();
}

#[test]
fn every_body_is_built_as_the_document_has_it() {
    let mut built = Built::default();
    for group in [
        of_sessions,
        of_the_screen,
        of_modals,
        of_events,
        of_devices_and_account_data,
        of_rooms_and_users,
        of_media,
        of_calls,
        of_element,
    ] {
        group(&mut built);
    }
    built.0.sort_unstable();
    let mut rows: Vec<_> = ROWS.iter().map(|row| (row.direction, row.variant)).collect();
    rows.sort_unstable();
    assert_eq!(built.0, rows);
}
