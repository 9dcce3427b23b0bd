//! What a request needs before a client may grant it.
//!
//! The requirements of a request follow from its action and its content: a delayed text message into another room needs the
//! capability to send such messages, the one for delayed events, and one that opens the other room. A client asks whether
//! the capabilities that it has granted cover them, and if not, answers with the requirement that is missing:
//!
//! ```
//! use matrix_widget_protocol::{
//!     ErrorResponse, Message, RawMessage, from_widget::FromWidgetRequest, requirement::CapabilitySet,
//! };
//!
//! let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"send_event",
//!     "data":{"type":"m.room.message","content":{"msgtype":"m.text","body":"hi"},"delay":5000}}"#;
//! let Message::FromWidgetRequest(request) = RawMessage::parse(text)?.decode()? else { unreachable!() };
//!
//! let granted = CapabilitySet::from_iter(["org.matrix.msc2762.send.event:m.room.message#m.text"]);
//! let requirements = request.requirements(None);
//! let missing = requirements.missing_in(&granted).expect("delayed events are not granted");
//! assert_eq!(missing.to_string(), "missing capability: org.matrix.msc4157.send.delayed_event");
//! let answer = request.respond_error(&ErrorResponse::from(missing));
//! # assert!(answer.contains("delayed_event"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;

pub use matrix_widget_capability::CapabilitySet;
use matrix_widget_capability::{
    Capability, Direction, EventKind, EventPermission, Flag, Permission, Room as RoomScope, Spelling,
};
use ruma_common::RoomId;

use crate::{
    action::{ActionInfo, NeededCapability},
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
pub enum Alternative {
    /// A set that allows all that this capability allows.
    Capability(Permission<'static>),
    /// A capability for such events in whatever room. The room of this one counts for nothing.
    InSomeRoom(EventPermission<'static>),
    /// A capability to receive whatever events, which names this room or any.
    SomeEventIn(RoomScope<'static>),
}

/// Who enforces a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Enforcement {
    /// The proposals demand it, and deployed hosts enforce it.
    Everywhere,
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
    pub fn missing_in(&self, granted: &CapabilitySet) -> Option<&Requirement> {
        let mut counting =
            self.iter().filter(|requirement| requirement.enforcement != Enforcement::TypeScriptHostsOnly);
        counting.find(|requirement| !requirement.is_met_by(granted))
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
        Self::Capability(Permission::Flag(flag))
    }

    fn is_in(&self, granted: &CapabilitySet) -> bool {
        match self {
            Self::Capability(permission) => granted.subsumes(permission),
            Self::InSomeRoom(wanted) => events(granted).any(|event| {
                event.direction() == wanted.direction()
                    && event.kind() == wanted.kind()
                    && event.event_type() == wanted.event_type()
                    && (event.key().is_none() || event.key() == wanted.key())
            }),
            Self::SomeEventIn(room) => events(granted).any(|event| {
                event.direction() == Direction::Receive
                    && event.room().is_some_and(|named| *named == RoomScope::Any || named == room)
            }),
        }
    }
}

fn events(granted: &CapabilitySet) -> impl Iterator<Item = EventPermission<'_>> {
    granted.capabilities().filter_map(|capability| match capability.into_permission() {
        Permission::Event(event) => Some(event),
        _ => None,
    })
}

/// Events that a request is about, in whatever room.
#[derive(Clone, Copy)]
pub(crate) struct Events<'a> {
    /// The directions of which one must be allowed.
    pub(crate) directions: &'static [Direction],
    pub(crate) kind: EventKind,
    pub(crate) event_type: &'a str,
    /// The state key or msgtype; none where it is to be any.
    pub(crate) key: Option<&'a str>,
}

impl Events<'_> {
    fn permissions(self, room: Option<&RoomScope<'static>>) -> Vec<EventPermission<'static>> {
        let in_direction = |direction: &Direction| {
            let event_type = self.event_type.to_owned();
            let key = self.key.map(|key| key.to_owned().into());
            // What no string can say, no capability allows.
            EventPermission::new(*direction, self.kind, event_type, key, room.cloned()).ok()
        };
        self.directions.iter().filter_map(in_direction).collect()
    }

    fn alternatives(self, room: Option<&RoomScope<'static>>) -> impl Iterator<Item = Alternative> {
        self.permissions(room).into_iter().map(|event| Alternative::Capability(event.into()))
    }

    /// What it takes in the room that the user is viewing, whose identifier may be unknown.
    pub(crate) fn in_viewed(self, viewed: Option<&RoomId>) -> Vec<Requirement> {
        let there = viewed.map(scope);
        let in_room = there.iter().flat_map(|room| self.alternatives(Some(room)).collect::<Vec<_>>());
        vec![Requirement::any_of(self.alternatives(None).chain(in_room))]
    }

    /// What it takes in a room that the request names.
    pub(crate) fn in_named(self, room: &RoomId, viewed: Option<&RoomId>) -> Vec<Requirement> {
        let mut requirements = self.in_viewed(Some(room));
        requirements.push(timeline(room, viewed, self.alternatives(Some(&scope(room)))));
        requirements
    }

    /// What it takes where the results are filtered by room.
    pub(crate) fn in_some_room(self) -> Requirement {
        Requirement::any_of(self.permissions(None).into_iter().map(Alternative::InSomeRoom))
    }
}

/// What opens a room that a request names: a timeline capability, or one of the others.
///
/// The viewed room is open by the proposals; deployed TypeScript hosts want a timeline capability for it too.
pub(crate) fn timeline(
    room: &RoomId,
    viewed: Option<&RoomId>,
    others: impl IntoIterator<Item = Alternative>,
) -> Requirement {
    let timeline = Alternative::Capability(Permission::Timeline(scope(room)));
    if viewed == Some(room) {
        Requirement::any_of([timeline]).enforced(Enforcement::TypeScriptHostsOnly)
    } else {
        Requirement::any_of([timeline].into_iter().chain(others))
    }
}

/// A room as a capability names it. One that no capability can name is opened by `*` alone.
pub(crate) fn scope(room: &RoomId) -> RoomScope<'static> {
    RoomScope::new(room.as_str().to_owned()).unwrap_or(RoomScope::Any)
}

/// What is missing, for the error response.
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut alternatives = self.any_of.iter();
        match alternatives.next() {
            None => f.write_str("no capability allows this"),
            Some(first) => {
                write!(f, "missing capability: {first}")?;
                alternatives.try_for_each(|alternative| write!(f, " or {alternative}"))
            }
        }
    }
}

/// Capabilities as they are spelled today.
impl fmt::Display for Alternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Capability(permission) => Capability::from(permission.clone()).fmt(f),
            Self::InSomeRoom(event) => {
                write!(f, "{} in whatever room", Capability::from(event.clone()))
            }
            Self::SomeEventIn(room) => {
                let prefix = Direction::Receive;
                let family = matrix_widget_capability::Family::Event(prefix, EventKind::MessageLike);
                write!(f, "{}…:{}", family.as_str(Spelling::Today), room.as_str())
            }
        }
    }
}

impl From<&Requirement> for ErrorResponse {
    fn from(requirement: &Requirement) -> Self {
        Self::new(requirement.to_string())
    }
}
