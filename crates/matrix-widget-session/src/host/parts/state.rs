//! The state of `update_state` messages.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry},
    sync::Arc,
};

use matrix_widget_protocol::{
    event::MatrixEvent,
    reexports::{
        matrix_widget_capability::{CapabilitySet, EventKind, EventQuery},
        ruma_common::{OwnedRoomId, RoomId},
    },
};

use crate::{Now, TicketId};

/// The room state that the application reads for a widget.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct StateRead {
    /// The room of the state.
    pub room: OwnedRoomId,
    /// The type of the state events.
    pub event_type: String,
    /// The state key, or `None` for all state keys.
    pub state_key: Option<String>,
}

/// The `update_state` messages of a widget.
#[derive(Debug, Default)]
pub(in crate::host) struct RoomState {
    pub(in crate::host) has_rounds: bool,
    /// The messages whose entries are being read, in the order in which they are sent.
    pub(in crate::host) pending: VecDeque<Pending>,
}

/// A message whose entries are being read.
#[derive(Debug)]
pub(in crate::host) struct Pending {
    pub(in crate::host) scope: BTreeSet<StateRead>,
    /// The grants before the round, and the room viewed at the time of it: what they cover was sent before.
    pub(in crate::host) before: Option<(Arc<CapabilitySet>, Option<OwnedRoomId>)>,
    /// The reads that have not begun.
    pub(in crate::host) waiting: VecDeque<StateRead>,
    /// The reads that are not done, and whether they are second attempts.
    pub(in crate::host) open: BTreeMap<TicketId, (StateRead, bool)>,
    pub(in crate::host) deadline: Now,
    /// The entries by room, type and state key.
    pub(in crate::host) entries: BTreeMap<[String; 3], MatrixEvent>,
    /// The message is sent even if it has no entries.
    pub(in crate::host) is_required: bool,
}

impl RoomState {
    pub(in crate::host) fn poll_timeout(&self) -> Option<Now> {
        let unread = self.pending.iter().filter(|pending| !pending.is_read());
        unread.map(|pending| pending.deadline).min()
    }
}

impl Pending {
    pub(in crate::host) fn is_read(&self) -> bool {
        self.open.is_empty() && self.waiting.is_empty()
    }

    /// Returns `true` if the entry is in the scope of the message, and was not sent before.
    pub(in crate::host) fn covers(&self, entry: &EventQuery<'_>) -> bool {
        let read = |state_key: Option<&str>| {
            let room = RoomId::parse(entry.room()).ok()?;
            Some(StateRead {
                room,
                event_type: entry.event_type().into(),
                state_key: state_key.map(Into::into),
            })
        };
        let is_in = |read: Option<StateRead>| read.is_some_and(|read| self.scope.contains(&read));
        let is_new = || match &self.before {
            Some((granted, viewed)) => !granted.may_receive(entry, viewed.as_deref().map(RoomId::as_str)),
            None => true,
        };
        entry.kind() == EventKind::State && (is_in(read(None)) || is_in(read(entry.key()))) && is_new()
    }

    /// Adds an entry that the message [covers](Self::covers). A change replaces an entry, and what is read does not.
    pub(in crate::host) fn add(&mut self, event: MatrixEvent, is_change: bool) {
        let key = match event.facts() {
            Ok(facts) if self.covers(&facts.query()) => {
                let query = facts.query();
                [query.room(), query.event_type(), query.key().unwrap_or_default()].map(str::to_owned)
            }
            _ => return,
        };
        match self.entries.entry(key) {
            Entry::Occupied(mut entry) if is_change => drop(entry.insert(event)),
            Entry::Occupied(_) => {}
            Entry::Vacant(entry) => drop(entry.insert(event)),
        }
    }
}
