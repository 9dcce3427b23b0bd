//! Permission checks use the members of an event as they are in the text, and reject ambiguous events.

use matrix_widget_capability::{
    Capability, CapabilitySet, Dialect, Direction, EventKind, EventPermission, EventQuery, Room,
};
use matrix_widget_protocol::{RawObject, event::MatrixEvent};
use ruma_common::RoomId;

/// Checks the laws for the text of an event.
pub fn hold(text: &str) {
    let Ok(object) = RawObject::from_text(text) else { return };
    let event = MatrixEvent::from(object.clone());
    let facts = Facts::unambiguous(&object.members());
    let found = event.facts();
    assert_eq!(found.as_ref().ok().map(|facts| facts.query()), facts.as_ref().map(Facts::query), "{text}");

    // No set of capabilities allows an ambiguous event.
    let members = object.members();
    let types = members.iter().filter(|(name, _)| name == "type").filter_map(|(_, value)| string(value));
    let mut granted = CapabilitySet::new(Dialect::RoomScoped);
    for event_type in types {
        for kind in [EventKind::MessageLike, EventKind::State] {
            if let Some(capability) = all_of(kind, &event_type) {
                granted.insert_capability(&capability).unwrap();
            }
        }
    }
    let is_allowed = facts.is_some_and(|facts| all_of(facts.kind(), &facts.event_type).is_some());
    assert_eq!(event.may_be_received(&granted, None), is_allowed, "{text}");
    assert_eq!(event.may_be_read(&granted, None), is_allowed, "{text}");
    assert!(!event.may_be_read(&CapabilitySet::new(Dialect::RoomScoped), None));
}

/// Returns the capability to receive all events of a type in any room, if a capability can express the type.
fn all_of(kind: EventKind, event_type: &str) -> Option<Capability<'_>> {
    EventPermission::new(Direction::Receive, kind, event_type, None, Some(Room::Any))
        .ok()
        .map(Capability::from)
}

struct Facts {
    event_type: String,
    room: String,
    state_key: Option<String>,
    msgtype: Option<String>,
}

type Members<'a> = [(String, &'a str)];

impl Facts {
    fn unambiguous(members: &Members<'_>) -> Option<Self> {
        let event_type = string(one(members, "type")??)?;
        let room = string(one(members, "room_id")??)?;
        RoomId::parse(&room).ok()?;
        let state_key = match one(members, "state_key")? {
            None => None,
            Some(value) => Some(string(value)?),
        };
        let content = one(members, "content")?.and_then(|content| RawObject::from_text(content).ok());
        let msgtype = match &content {
            Some(content) => one(&content.members(), "msgtype")?.and_then(string),
            None => None,
        };
        if event_type == "m.room.message" && state_key.is_none() {
            content?;
            return Some(Self { event_type, room, state_key, msgtype });
        }
        Some(Self { event_type, room, state_key, msgtype: None })
    }

    fn kind(&self) -> EventKind {
        if self.state_key.is_some() { EventKind::State } else { EventKind::MessageLike }
    }

    fn query(&self) -> EventQuery<'_> {
        match &self.state_key {
            Some(state_key) => EventQuery::state(&self.event_type, state_key, &self.room),
            None => EventQuery::message_like(&self.event_type, self.msgtype.as_deref(), &self.room),
        }
    }
}

/// Returns the only value of a name, with null as missing. Returns `None` if the name is duplicate.
fn one<'a>(members: &Members<'a>, name: &str) -> Option<Option<&'a str>> {
    let mut values = members.iter().filter(|member| member.0 == name).map(|(_, value)| *value);
    match (values.next(), values.next()) {
        (_, Some(_)) => None,
        (value, None) => Some(value.filter(|value| *value != "null")),
    }
}

fn string(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}
