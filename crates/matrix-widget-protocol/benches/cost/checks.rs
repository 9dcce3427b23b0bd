//! Permission checks in a set of capabilities, and by a linear search.

use std::{fmt::Write as _, hint::black_box};

use matrix_widget_capability::{
    Capability, CapabilitySet, Dialect, Direction, EventKind, EventPermission, EventQuery, Permission,
};

use crate::case::{Case, Run};

/// The numbers of capabilities.
const COUNTS: [usize; 4] = [10, 100, 1_000, 10_000];

const ROOM: &str = "!roomroomroomroom:example.org";

/// Capabilities, and state events to check. The capabilities permit half of the events.
#[derive(Debug)]
pub struct Plan {
    capabilities: Vec<String>,
    /// The event types and state keys.
    events: Vec<(String, String)>,
}

impl Plan {
    /// Creates a plan with this many capabilities: half have different types, half have different keys of one type.
    pub fn new(count: usize) -> Self {
        let of = |index: usize| match index % 2 {
            0 => (format!("org.example.type{index}"), String::new()),
            _ => ("org.matrix.msc3401.call.member".to_owned(), format!("_@user{index}:example.org_DEVICE")),
        };
        let capability = |index| match of(index) {
            (event_type, key) if key.is_empty() => {
                format!("org.matrix.msc2762.receive.state_event:{event_type}")
            }
            (event_type, key) => format!("org.matrix.msc2762.receive.state_event:{event_type}#{key}"),
        };
        // Half of the events are evenly spread over the set, the others are not in it.
        let permitted = (0..8).map(|part| of(part * count / 8));
        let refused = (0..8).map(|part| of(count + part));
        Self {
            capabilities: (0..count).map(capability).collect(),
            events: permitted.chain(refused).collect(),
        }
    }

    /// Returns the plan as JSON, for benchmarks in other languages.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let (capabilities, events) = (&self.capabilities, &self.events);
        let _ = write!(out, "{}", serde_json::json!({ "capabilities": capabilities, "events": events }));
        out
    }

    /// Checks all events in the set.
    pub fn in_set(&self) -> Run {
        let granted = CapabilitySet::from_strings(&self.capabilities, Dialect::RoomScoped);
        self.check(move |event_type, key| {
            granted.may_receive(&EventQuery::state(event_type, key, ROOM), Some(ROOM))
        })
    }

    /// Checks all events by a linear search.
    pub fn one_by_one(&self) -> Run {
        let parse = |text: &String| Capability::parse_lenient(text, Dialect::RoomScoped).into_owned();
        let granted: Vec<_> = self.capabilities.iter().map(parse).collect();
        self.check(move |event_type, key| {
            granted.iter().any(|capability| {
                matches!(capability.permission(), Permission::Event(event) if is_allowed_by(event, event_type, key))
            })
        })
    }

    fn check(&self, allows: impl Fn(&str, &str) -> bool + 'static) -> Run {
        let events = self.events.clone();
        Box::new(move || {
            let allowed =
                black_box(&events).iter().filter(|(event_type, key)| allows(event_type, key)).count();
            black_box(allowed) * 2 == events.len()
        })
    }
}

fn is_allowed_by(event: &EventPermission<'_>, event_type: &str, key: &str) -> bool {
    event.direction() == Direction::Receive
        && event.kind() == EventKind::State
        && event.event_type() == event_type
        && event.key().is_none_or(|allowed| allowed == key)
        && event.room().is_none_or(|room| room.as_str() == ROOM || room.as_str() == "*")
}

pub fn cases() -> Vec<Case> {
    COUNTS.into_iter().flat_map(of_count).collect()
}

fn of_count(count: usize) -> [Case; 2] {
    let row = format!("{count} capabilities");
    [
        Case::new("check", row.clone(), "one by one", move || Plan::new(count).one_by_one()),
        Case::new("check", row, "set", move || Plan::new(count).in_set()),
    ]
}
