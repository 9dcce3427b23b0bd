//! What a body is made of, found by asking the type and its errors.

use std::{fmt, marker::PhantomData};

use matrix_widget_protocol::RawObject;
use serde::{
    de::{DeserializeOwned, Deserializer, Visitor},
    forward_to_deserialize_any,
};
use serde_json::Value;

/// The names of the members that a struct names; none for what is no struct.
pub fn members_of<T: DeserializeOwned>() -> Vec<&'static str> {
    match T::deserialize(Asking(PhantomData)) {
        Err(Asked(members)) => members,
        Ok(_) => Vec::new(),
    }
}

struct Asking<'de>(PhantomData<&'de ()>);

/// The answer, which travels as an error.
#[derive(Debug)]
struct Asked(Vec<&'static str>);

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Asked {}

impl serde::de::Error for Asked {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(Vec::new())
    }
}

impl<'de> Deserializer<'de> for Asking<'de> {
    type Error = Asked;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Asked> {
        Err(Asked(Vec::new()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        members: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Asked> {
        Err(Asked(members.to_vec()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A body that reads as a `T`, built up by what its errors ask for.
pub fn valid_body<T: DeserializeOwned>() -> Value {
    let mut body = Value::Object(serde_json::Map::new());
    for _ in 0..100 {
        let Err((path, text)) = read::<T>(&body) else { return body };
        body = better::<T>(&body, &path, &text).unwrap_or_else(|| panic!("{text}: nothing does, in {body}"));
    }
    panic!("{body} never satisfies");
}

/// The body with something put where an error says that something is wrong, so that it is not that any more.
fn better<T: DeserializeOwned>(body: &Value, path: &str, text: &str) -> Option<Value> {
    // "expected `this` or `that`, found neither": one of these members.
    let is_of_members = text.ends_with("found neither");
    let places: Vec<String> = if is_of_members {
        quoted(text)
            .map(|name| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") })
            .collect()
    } else {
        vec![path.to_owned()]
    };
    let mut others = Vec::new();
    for place in &places {
        for candidate in candidates(text) {
            let mut changed = body.clone();
            set(&mut changed, place, candidate);
            match read::<T>(&changed) {
                // Right in kind perhaps, but one of those that the new error names.
                Err((next, new)) if next == path && new != text => others.push((place, new)),
                Err((next, _)) if next == path => {}
                Err((next, _)) if is_of_members && next.starts_with(place.as_str()) => {}
                _ => return Some(changed),
            }
        }
    }
    others.iter().find_map(|(place, new)| {
        quoted(new).find_map(|name| {
            let mut changed = body.clone();
            set(&mut changed, place, name.into());
            read::<T>(&changed).err().is_none_or(|(next, _)| next != path).then_some(changed)
        })
    })
}

/// What an error names in backticks.
fn quoted(error: &str) -> impl Iterator<Item = &str> {
    error.split('`').skip(1).step_by(2)
}

fn read<T: DeserializeOwned>(body: &Value) -> Result<T, (String, String)> {
    RawObject::new(body).unwrap().read().map_err(|error| (error.path(), error.to_string()))
}

/// Values to try where an error says what it expects: what it quotes, then one of each kind.
fn candidates(error: &str) -> Vec<Value> {
    let quoted = quoted(error).map(Value::from);
    let ids = [
        "text",
        "!r:example.org",
        "$event",
        "@user:example.org",
        "mxc://example.org/media",
        "https://example.org",
    ];
    let others =
        [Value::from(1), true.into(), Value::Array(Vec::new()), Value::Object(serde_json::Map::new())];
    quoted.chain(ids.into_iter().map(Value::from)).chain(others).collect()
}

/// Puts a value at a path such as `member.id`.
fn set(body: &mut Value, path: &str, value: Value) {
    let pointer: String =
        path.split(['.', '[']).map(|part| format!("/{}", part.trim_end_matches(']'))).collect();
    if let Some(place) = body.pointer_mut(&pointer) {
        *place = value;
    } else if let Some((owner, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(members)) = body.pointer_mut(owner)
    {
        members.insert(name.to_owned(), value);
    }
}

#[test]
fn the_probe_finds_what_is_known() {
    use matrix_widget_protocol::{
        from_widget::{
            delegate_delayed_leave::DelegateDelayedLeaveRequest, navigate::NavigateRequest,
            read_events::ReadEventsRequest, send_event::SendEventResponse,
            update_delayed_event::UpdateDelayedEventRequest,
        },
        openid::GetOpenIdResponse,
    };
    assert_eq!(members_of::<NavigateRequest>(), ["uri"]);
    assert!(members_of::<ReadEventsRequest>().contains(&"room_ids"));
    assert!(members_of::<RawObject>().is_empty());
    assert_eq!(valid_body::<NavigateRequest>(), serde_json::json!({"uri": "text"}));
    assert_eq!(valid_body::<SendEventResponse>(), serde_json::json!({"room_id": "!r:example.org"}));
    assert_eq!(valid_body::<RawObject>(), serde_json::json!({}));
    assert_eq!(valid_body::<GetOpenIdResponse>()["state"], "allowed");
    assert_eq!(valid_body::<UpdateDelayedEventRequest>()["action"], "cancel");
    assert_eq!(valid_body::<DelegateDelayedLeaveRequest>()["member_id"], "member");
}
