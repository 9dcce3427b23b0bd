//! The room state that the client delivers.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    mem,
};

use matrix_widget_protocol::{
    defaults::RESPONSE_DEADLINE,
    event::MatrixEvent,
    from_widget::{ReadEvents, ReadEventsRequest, ReadEventsResponse, RoomSelector, StateKeySelector},
    reexports::{
        matrix_widget_capability::{CapabilitySet, Room},
        ruma_common::RoomId,
    },
};

use super::{
    event::Event,
    outbox::{Outbox, Purpose},
};
use crate::{Failure, Now};

/// The number of reads at a time.
const MAX_READS: usize = 4;

/// The room ID, the type and the state key of an entry.
type Key = [String; 3];

#[derive(Default)]
pub(super) struct State {
    /// The last event of each entry: its ID, or else its text.
    entries: BTreeMap<Key, String>,
    /// `true` if the next `update_state` completes the state after an approval.
    is_awaited: bool,
    /// The time at which the application is told that `update_state` is missing.
    deadline: Option<Now>,
    /// The state to read if the client does not send `update_state`.
    to_read: VecDeque<(String, StateKeySelector)>,
    /// The rooms to read from.
    rooms: Vec<Option<RoomSelector>>,
    /// The number of unanswered reads.
    reading: usize,
    /// The entries that the client has sent since the first unanswered read.
    changed: BTreeSet<Key>,
}

impl State {
    /// Takes the capabilities that are new in the approved ones.
    pub(super) fn approve(&mut self, new: &CapabilitySet, approved: &CapabilitySet, is_first: bool) {
        let has_new_rooms = new.timelines().next().is_some();
        if has_new_rooms {
            self.to_read.clear();
        }
        if has_new_rooms || is_first {
            self.rooms = rooms(approved);
        }
        let widened = if has_new_rooms { approved } else { new };
        self.to_read.extend(widened.receivable_state().map(|state| {
            let key = state.key().map_or(StateKeySelector::Any, StateKeySelector::from);
            (state.event_type().to_owned(), key)
        }));
        self.is_awaited |= is_first || !self.to_read.is_empty();
    }

    /// Reads the approved state if the client does not send it, or else sets the deadline for it.
    pub(super) fn start(&mut self, is_sent_by_client: bool, outbox: &mut Outbox, now: Now) {
        if is_sent_by_client {
            if !mem::take(&mut self.to_read).is_empty() {
                self.deadline = Some(now.saturating_add(RESPONSE_DEADLINE));
            }
            return;
        }
        while self.reading < MAX_READS
            && let Some((event_type, key)) = self.to_read.pop_front()
        {
            self.is_awaited = false;
            for rooms in &self.rooms {
                let mut request = ReadEventsRequest::state(&event_type, key.clone());
                request.room_ids.clone_from(rooms);
                outbox.push::<ReadEvents>(request, Purpose::ReadState);
                self.reading += 1;
            }
        }
    }

    /// Takes the entries of `update_state`.
    pub(super) fn update(&mut self, events: Vec<MatrixEvent>) -> Option<Event> {
        let is_complete = mem::take(&mut self.is_awaited);
        if is_complete {
            self.deadline = None;
            self.to_read.clear();
        }
        self.push(events, is_complete)
    }

    /// Takes a state event of `send_event`.
    pub(super) fn update_one(&mut self, event: MatrixEvent) -> Option<Event> {
        self.push(vec![event], false)
    }

    fn push(&mut self, events: Vec<MatrixEvent>, is_complete: bool) -> Option<Event> {
        if self.reading > 0 {
            self.changed.extend(events.iter().map(key));
        }
        self.change(events, is_complete)
    }

    /// Takes the answer to a read. A failed read contributes nothing.
    pub(super) fn read(&mut self, outcome: Result<ReadEventsResponse, Failure>) -> Option<Event> {
        let mut events = outcome.map(|response| response.events).unwrap_or_default();
        events.retain(|event| event.state_key().is_ok_and(|key| key.is_some()));
        events.retain(|event| !self.changed.contains(&key(event)));
        self.reading = self.reading.saturating_sub(1);
        if self.reading == 0 {
            self.changed.clear();
        }
        self.change(events, self.reading == 0 && self.to_read.is_empty())
    }

    fn change(&mut self, mut changes: Vec<MatrixEvent>, is_complete: bool) -> Option<Event> {
        changes.retain(|event| {
            let id = event.event_id().map_or_else(|_| event.raw().as_str().to_owned(), |id| id.to_string());
            self.entries.insert(key(event), id.clone()) != Some(id)
        });
        (is_complete || !changes.is_empty()).then_some(Event::State { changes, is_complete })
    }

    /// Returns `true` once if the deadline for `update_state` has passed.
    pub(super) fn is_missing(&mut self, now: Now) -> bool {
        self.deadline.take_if(|deadline| *deadline <= now).is_some()
    }

    pub(super) fn deadline(&self) -> Option<Now> {
        self.deadline
    }

    pub(super) fn end(&mut self) {
        self.deadline = None;
    }
}

fn key(event: &MatrixEvent) -> Key {
    let member = |name| event.raw().get(name).ok().flatten().unwrap_or_default();
    [member("room_id"), member("type"), member("state_key")]
}

/// Returns the rooms whose state the capabilities open: the viewed room (`None`), and those of timeline capabilities.
fn rooms(approved: &CapabilitySet) -> Vec<Option<RoomSelector>> {
    if approved.may_use_timeline("*") {
        return vec![Some(RoomSelector::Any)];
    }
    let named = approved.timelines().filter_map(|room| match room {
        Room::Any => None,
        Room::Id(id) => RoomId::parse(id.as_str()).ok(),
    });
    let named: BTreeSet<_> = named.collect();
    let named = (!named.is_empty()).then(|| Some(RoomSelector::Rooms(named.into_iter().collect())));
    [None].into_iter().chain(named).collect()
}
