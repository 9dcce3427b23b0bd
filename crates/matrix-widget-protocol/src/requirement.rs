//! What a request needs before a client may grant it.
//!
//! The requirements of a request follow from its action and its content: a delayed text message into another room needs the
//! capability to send such messages, the one for delayed events, and one that opens the other room. A client asks whether
//! the capabilities that it has granted cover them, and if not, answers with the requirement that is missing:
//!
//! ```
//! use matrix_widget_protocol::{
//!     ErrorResponse, Message, RawMessage, requirement::{CapabilitySet, Dialect},
//! };
//!
//! let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"send_event",
//!     "data":{"type":"m.room.message","content":{"msgtype":"m.text","body":"hi"},"delay":5000}}"#;
//! let Message::FromWidgetRequest(request) = RawMessage::parse(text)?.decode()? else { unreachable!() };
//!
//! // Deployed widgets write plain MSC2762, so that is how their capabilities are to be read.
//! let granted = ["org.matrix.msc2762.send.event:m.room.message#m.text"];
//! let granted = CapabilitySet::from_strings(granted, Dialect::Msc2762);
//! let requirements = request.requirements(None);
//! let missing = requirements.missing_in(&granted).expect("delayed events are not granted");
//! assert_eq!(missing.to_string(), "missing capability: org.matrix.msc4157.send.delayed_event");
//! let answer = request.respond_error(&ErrorResponse::from(missing));
//! # assert!(answer.contains("delayed_event"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;

use matrix_widget_capability::{
    Capability, Direction, EventKind, EventPermission, EventQuery, Flag, Permission, Room as RoomScope,
};
pub use matrix_widget_capability::{CapabilitySet, Dialect};
use ruma_common::{OwnedRoomId, RoomId};

use crate::{
    action::types::{ActionInfo, KnownAction, NeededCapability},
    error::ErrorResponse,
};

/// What a request needs: all of its requirements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements(Vec<Requirement>);

/// One thing that a request needs: any of its alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requirement {
    /// What meets it. Where there is nothing, nothing does.
    pub any_of: Vec<Alternative>,
    /// Who enforces it.
    pub enforcement: Enforcement,
}

/// One way to meet a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alternative {
    /// A set that allows all that this permission allows.
    Permission(Permission<'static>),
    /// A capability for these events.
    Events(Events),
    /// A capability to receive whatever events, which names this room or any.
    SomeEventIn(RoomScope<'static>),
}

/// Events for which a capability is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Events {
    /// What is done with them.
    pub direction: Direction,
    /// Message-like or state events.
    pub kind: EventKind,
    /// Their type.
    pub event_type: String,
    /// Their state key or msgtype; none where it is to be any.
    pub key: Option<String>,
    /// Their room.
    pub place: Place,
}

/// The room of events for which a capability is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The room that the user is viewing, whose identifier may be unknown.
    Viewed(Option<OwnedRoomId>),
    /// This room, named by the capability itself or opened by a timeline capability.
    Named(OwnedRoomId),
    /// Some room, whichever.
    Some,
}

/// Who enforces a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Enforcement {
    /// The proposals demand it, and deployed hosts that have the action enforce it.
    Everywhere,
    /// The proposals demand it, and deployed TypeScript hosts enforce it; the Rust SDK does not look at the room that a
    /// request names.
    TypeScriptHosts,
    /// The proposals demand it; no deployed host enforces it, since none has the action.
    ProposalsOnly,
    /// Deployed TypeScript hosts demand it, and the proposals do not. It does not count as missing here.
    TypeScriptHostsOnly,
}

impl Requirements {
    /// The requirements one by one.
    pub fn iter(&self) -> impl Iterator<Item = &Requirement> {
        self.0.iter()
    }

    /// Whether a set of capabilities covers the request.
    #[must_use]
    pub fn are_met_by(&self, granted: &CapabilitySet) -> bool {
        self.missing_in(granted).is_none()
    }

    /// The first requirement of the proposals that a set of capabilities does not meet.
    #[must_use]
    pub fn missing_in(&self, granted: &CapabilitySet) -> Option<Missing<'_>> {
        let mut counting =
            self.iter().filter(|requirement| requirement.enforcement != Enforcement::TypeScriptHostsOnly);
        let requirement = counting.find(|requirement| !requirement.is_met_by(granted))?;
        Some(Missing { requirement, dialect: granted.dialect() })
    }

    pub(crate) fn all_of(requirements: impl IntoIterator<Item = Requirement>) -> Self {
        Self(requirements.into_iter().collect())
    }

    /// What an action needs whose capabilities do not depend on its content.
    ///
    /// Where they do, nothing meets it: such an action states its requirements itself.
    pub(crate) fn of_action(info: &ActionInfo) -> Self {
        let flags = info.capabilities.iter().filter_map(|needed| match needed {
            NeededCapability::Flag(flag) => Some(Alternative::flag(*flag)),
            NeededCapability::Family(_) => None,
        });
        let needs_any = !info.capabilities.is_empty();
        Self::all_of(needs_any.then(|| Requirement::any_of(flags)))
    }
}

impl Requirement {
    pub(crate) fn any_of(alternatives: impl IntoIterator<Item = Alternative>) -> Self {
        Self { any_of: alternatives.into_iter().collect(), enforcement: Enforcement::Everywhere }
    }

    pub(crate) fn flag(flag: Flag) -> Self {
        Self::any_of([Alternative::flag(flag)])
    }

    pub(crate) fn enforced(self, enforcement: Enforcement) -> Self {
        Self { enforcement, ..self }
    }

    /// Whether a set of capabilities meets it.
    #[must_use]
    pub fn is_met_by(&self, granted: &CapabilitySet) -> bool {
        self.any_of.iter().any(|alternative| alternative.is_in(granted))
    }
}

impl Alternative {
    fn flag(flag: Flag) -> Self {
        Self::Permission(Permission::Flag(flag))
    }

    fn is_in(&self, granted: &CapabilitySet) -> bool {
        match self {
            Self::Permission(permission) => granted.subsumes(permission),
            Self::Events(events) => events.are_allowed_by(granted),
            Self::SomeEventIn(room) => permissions(granted).any(|event| {
                event.direction() == Direction::Receive
                    && event.room().is_some_and(|named| *named == RoomScope::Any || named == room)
            }),
        }
    }

    /// As a widget would have to ask for it; none where this dialect has no words for it.
    fn in_dialect(&self, dialect: Dialect) -> Vec<String> {
        let printed = |permission: Permission<'_>| {
            Capability::from(permission).in_dialect(dialect).ok().map(|capability| capability.to_string())
        };
        match self {
            Self::Permission(permission) => printed(permission.clone()).into_iter().collect(),
            Self::Events(events) => {
                events.permissions().filter_map(|event| printed(Permission::Event(event))).collect()
            }
            Self::SomeEventIn(_) => Vec::new(),
        }
    }
}

impl Events {
    fn are_allowed_by(&self, granted: &CapabilitySet) -> bool {
        // The empty room ID stands for the viewed room if its ID is unknown: no capability can name it.
        let in_unknown_viewed = || self.are_allowed_in("", Some(""), granted);
        match &self.place {
            Place::Viewed(Some(room)) => self.are_allowed_in(room.as_str(), Some(room.as_str()), granted),
            Place::Viewed(None) => in_unknown_viewed(),
            Place::Named(room) => self.are_allowed_in(room.as_str(), None, granted),
            Place::Some => permissions(granted).any(|event| match event.room() {
                Some(RoomScope::Id(room)) => self.are_allowed_in(room.as_str(), None, granted),
                _ => in_unknown_viewed(),
            }),
        }
    }

    fn are_allowed_in(&self, room: &str, viewed: Option<&str>, granted: &CapabilitySet) -> bool {
        let key = self.key.as_deref();
        let query = match (self.kind, key) {
            (EventKind::MessageLike, msgtype) => EventQuery::message_like(&self.event_type, msgtype, room),
            (EventKind::State, Some(state_key)) => EventQuery::state(&self.event_type, state_key, room),
            (EventKind::State, None) => EventQuery::any_state(&self.event_type, room),
        };
        match self.direction {
            Direction::Send => granted.may_send(&query, viewed),
            Direction::Receive => granted.may_receive(&query, viewed),
            Direction::Read => granted.may_read(&query, viewed),
        }
    }

    /// The capabilities for just these events, as far as a string can say them.
    fn permissions(&self) -> impl Iterator<Item = EventPermission<'_>> {
        let rooms = match &self.place {
            Place::Viewed(Some(room)) => vec![None, Some(scope(room))],
            Place::Viewed(None) | Place::Some => vec![None],
            Place::Named(room) => vec![Some(scope(room))],
        };
        // To receive is to read, and the prefix that deployed software knows.
        let direction = if self.direction == Direction::Read { Direction::Receive } else { self.direction };
        rooms.into_iter().filter_map(move |room| {
            let key = self.key.as_deref().map(Into::into);
            EventPermission::new(direction, self.kind, self.event_type.as_str(), key, room).ok()
        })
    }

    /// What it takes in the room that the user is viewing.
    pub(crate) fn in_viewed(self, viewed: Option<&RoomId>) -> Requirement {
        self.at(Place::Viewed(viewed.map(ToOwned::to_owned)))
    }

    /// What it takes in a room that the request names: a capability for the events, and one that opens the room.
    pub(crate) fn in_named(self, room: &RoomId, viewed: Option<&RoomId>) -> [Requirement; 2] {
        let named = Self { place: Place::Named(room.to_owned()), ..self.clone() };
        [self.in_viewed(Some(room)), timeline(room, viewed, Alternative::Events(named))]
    }

    /// What it takes where the results are filtered by room.
    pub(crate) fn in_some_room(self) -> Requirement {
        self.at(Place::Some)
    }

    fn at(self, place: Place) -> Requirement {
        Requirement::any_of([Alternative::Events(Self { place, ..self })])
    }
}

fn permissions(granted: &CapabilitySet) -> impl Iterator<Item = EventPermission<'_>> {
    granted.capabilities().filter_map(|capability| match capability.into_permission() {
        Permission::Event(event) => Some(event),
        _ => None,
    })
}

/// What opens a room that a request names: a timeline capability, or the other.
///
/// The viewed room is open by the proposals; deployed TypeScript hosts want a timeline capability for it too.
pub(crate) fn timeline(room: &RoomId, viewed: Option<&RoomId>, other: Alternative) -> Requirement {
    let timeline = Alternative::Permission(Permission::Timeline(scope(room)));
    if viewed == Some(room) {
        Requirement::any_of([timeline]).enforced(Enforcement::TypeScriptHostsOnly)
    } else {
        Requirement::any_of([timeline, other]).enforced(Enforcement::TypeScriptHosts)
    }
}

/// A room as a capability names it. One that no capability can name is opened by `*` alone.
pub(crate) fn scope(room: &RoomId) -> RoomScope<'static> {
    RoomScope::new(room.as_str().to_owned()).unwrap_or(RoomScope::Any)
}

/// A requirement that a set of capabilities does not meet; `Display` says so for the error response, in the words of the
/// set's dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing<'a> {
    requirement: &'a Requirement,
    dialect: Dialect,
}

impl<'a> Missing<'a> {
    /// The requirement.
    #[must_use]
    pub fn requirement(&self) -> &'a Requirement {
        self.requirement
    }
}

impl fmt::Display for Missing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternatives = self.requirement.any_of.iter();
        let strings: Vec<_> =
            alternatives.flat_map(|alternative| alternative.in_dialect(self.dialect)).collect();
        if strings.is_empty() {
            f.write_str("no capability allows just this")
        } else {
            write!(f, "missing capability: {}", strings.join(" or "))
        }
    }
}

impl From<Missing<'_>> for ErrorResponse {
    fn from(missing: Missing<'_>) -> Self {
        Self::new(missing.to_string())
    }
}

/// What the actions of a widget need.
pub trait Requires: KnownAction {
    /// What a request with this data needs while the user is viewing this room, if it is known which.
    #[must_use]
    fn requirements(_data: &Self::Request, _viewed: Option<&RoomId>) -> Requirements {
        Requirements::of_action(Self::INFO)
    }
}
