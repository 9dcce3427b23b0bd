//! Strategies for strings, integers and identifiers.

use js_int::Int;
use proptest::{collection::vec, option, prelude::*, sample::select};
use ruma_common::{OwnedEventId, OwnedMxcUri, OwnedRoomId, OwnedUserId, to_device::DeviceIdOrAllDevices};

/// Generates strings: short plain strings, strings with a special meaning in some context, and arbitrary strings.
pub fn string() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        3 => "[a-z._]{1,12}",
        3 => select(UNUSUAL).prop_map(str::to_owned),
        1 => ".*",
        1 => vec(any::<char>(), 0..4).prop_map(String::from_iter),
    ]
}

/// Generates integers between −(2^53 − 1) and 2^53 − 1, many of them near a bound.
pub fn integer() -> impl Strategy<Value = Int> + Clone {
    let (least, most) = (i64::from(Int::MIN), i64::from(Int::MAX));
    let number = prop_oneof![least..=most, -2_i64..=100, least..=least + 1, most - 1..=most];
    number.prop_map(Int::new_saturating)
}

/// Generates room IDs, with and without a server name.
pub fn room_id() -> impl Strategy<Value = OwnedRoomId> + Clone {
    identifier("![^\0:]{1,9}", option::of(server())).prop_filter_map("not a room ID", |id| id.try_into().ok())
}

/// Generates user IDs, including historical user IDs.
pub fn user_id() -> impl Strategy<Value = OwnedUserId> + Clone {
    identifier("@[!-9;-~]{1,9}", server().prop_map(Some))
        .prop_filter_map("not a user ID", |id| id.try_into().ok())
}

/// Generates event IDs of all room versions.
pub fn event_id() -> impl Strategy<Value = OwnedEventId> + Clone {
    identifier("\\$[a-zA-Z0-9_/+-]{1,43}", option::of(server()))
        .prop_filter_map("not an event ID", |id| id.try_into().ok())
}

/// Generates device IDs, and `*` for all devices.
pub fn device() -> impl Strategy<Value = DeviceIdOrAllDevices> + Clone {
    string().prop_map(|id| id.as_str().try_into().unwrap_or(DeviceIdOrAllDevices::AllDevices))
}

/// Generates valid and invalid content URIs.
pub fn mxc_uri() -> impl Strategy<Value = OwnedMxcUri> + Clone {
    let valid =
        (server(), "[a-zA-Z0-9_-]{1,9}").prop_map(|(server, media)| format!("mxc://{server}/{media}"));
    prop_oneof![2 => valid, 1 => string()].prop_map(OwnedMxcUri::from)
}

fn server() -> impl Strategy<Value = String> + Clone {
    select(&["example.org", "a.b:8448", "192.0.2.1", "[2001:db8::1]:1"][..]).prop_map(str::to_owned)
}

fn identifier(
    localpart: &'static str,
    server: impl Strategy<Value = Option<String>> + Clone,
) -> impl Strategy<Value = String> + Clone {
    (localpart, server).prop_map(|(localpart, server)| match server {
        Some(server) => format!("{localpart}:{server}"),
        None => localpart,
    })
}

const UNUSUAL: &[&str] = &[
    "",
    " ",
    "*",
    "#",
    "f",
    "true",
    "null",
    "5",
    "m.text",
    "m.room.message",
    "m.close",
    "0.0.1",
    "!room:example.org",
    "@alice:example.org",
    "$event",
    "mxc://example.org/media",
    "https://matrix.to/#/!room:example.org",
    "__proto__",
    "constructor",
    "type",
    "error",
    "message",
    "\"\\/",
    "${`}",
    "\0",
    "\u{1b}\n\t",
    "\u{7f}\u{85}",
    "\u{2028}\u{2029}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffd}\u{ffff}",
    "ä a\u{308}",
    "👩‍👩‍👧",
];
