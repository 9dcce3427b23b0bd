//! Room state for the widget: the current entries that it may newly receive, and the changes.
//!
//! See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
    sync::Arc,
};

use matrix_widget_protocol::{
    ApiVersion::Msc2762UpdateState,
    event::MatrixEvent,
    reexports::{
        matrix_widget_capability::{CapabilitySet, EventKind, EventPermission, EventQuery},
        ruma_common::{OwnedRoomId, RoomId},
    },
    to_widget::{UpdateState, UpdateStateRequest},
};

use super::{
    event::Event,
    parts::state::{Pending, RoomState, StateRead},
    push::{Push, RoomEvent},
    session::HostSession,
    ticket::StateTicket,
    versions::Versions,
    view::is_wider,
};
use crate::{Late, Now, TicketId};

/// The number of reads that the application does at a time.
const MAX_READS: usize = 16;

impl HostSession {
    /// Delivers [current state](super::Event::ReadState), or `None` if the read has failed.
    ///
    /// # Errors
    ///
    /// Returns an error if the state came too late.
    pub fn state_read(
        &mut self,
        ticket: StateTicket,
        events: Option<Vec<MatrixEvent>>,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let ticket = self.tickets.redeem(ticket)?;
        self.end_read(ticket, events).ok_or(Late)
    }

    /// Tells the widget about changes of the current state of rooms, if it may receive them.
    pub fn push_state(&mut self, changes: &[RoomEvent], now: Now) -> Push {
        self.begin(now);
        if !self.is_established {
            return Push::NotReady;
        }
        let is_handled = self.handles_state() == Some(true);
        let mut ready = Vec::new();
        let mut is_allowed = false;
        for event in changes {
            let query = event.facts().query();
            if query.kind() != EventKind::State || !self.view().may_receive(&query) {
                continue;
            }
            // What is being read is replaced, and not sent apart.
            let pending = self.state.pending.iter_mut().filter(|pending| pending.covers(&query));
            let count = pending.map(|pending| pending.add(event.event().clone(), true)).count();
            if count == 0 && is_handled {
                ready.push(event.event().clone());
            }
            is_allowed |= count > 0 || is_handled;
        }
        if !ready.is_empty() {
            self.push::<UpdateState>(UpdateStateRequest::new(ready));
        }
        if is_allowed { Push::Queued } else { Push::NotAllowed }
    }

    /// Returns `true` if both sides know `update_state`, and `None` until the versions of the widget are known.
    pub(super) fn handles_state(&self) -> Option<bool> {
        match &self.versions {
            _ if !self.config.versions().contains(&Msc2762UpdateState) => Some(false),
            Versions::Known(versions) => Some(versions.contains(&Msc2762UpdateState)),
            Versions::NotAsked | Versions::Asked => None,
        }
    }

    /// Takes the versions of the widget.
    pub(super) fn state_versions(&mut self) {
        if self.handles_state() == Some(true) {
            self.send_state();
        } else {
            self.cancel_reads();
        }
    }

    /// Begins a new epoch, or ends the session.
    pub(super) fn reset_state(&mut self) {
        self.cancel_reads();
        self.state = RoomState::default();
    }

    fn cancel_reads(&mut self) {
        let open = self.state.pending.drain(..).flat_map(|pending| pending.open.into_keys());
        self.events.extend(open.map(Event::Cancelled));
    }

    /// Takes a round, after the widget has been told: what was granted before, and whether the widget has asked for state.
    pub(super) fn state_round(&mut self, before: &Arc<CapabilitySet>, asks_for_state: bool) {
        let is_first = !mem::replace(&mut self.state.has_rounds, true);
        let is_answer = is_first && asks_for_state;
        let view = self.view();
        let permissions = || view.granted.receivable_state();
        if !is_answer && !is_wider(permissions(), view.granted, before) {
            return;
        }
        let viewed = view.viewed.map(RoomId::as_str);
        let is_new = |query: &EventQuery<'_>| !before.may_receive(query, viewed);
        let reach = view.reach();
        let reads = permissions().flat_map(|permission| {
            let rooms = reach.rooms(&permission).into_iter();
            rooms.filter_map(|room| read(&permission, room, is_new)).collect::<Vec<_>>()
        });
        let scope = reads.collect();
        let before = Some((before.clone(), view.viewed.map(ToOwned::to_owned)));
        self.read_state(scope, before, true);
    }

    /// Takes a change of the viewed room.
    pub(super) fn state_viewed(&mut self, earlier: Option<&RoomId>) {
        let view = self.view();
        let Some(room) = view.viewed else { return };
        let explicit = (!view.known.contains(room)).then(|| view.explicit());
        let before = explicit.as_ref().unwrap_or(view.granted);
        let earlier = earlier.map(RoomId::as_str);
        let scope = self.new_state(room, |query| !before.may_receive(query, earlier));
        self.read_state(scope, None, false);
    }

    /// Takes a room that has become known. Only the permissions of `*` are new in it.
    pub(super) fn state_known(&mut self, room: &RoomId) {
        let view = self.view();
        if view.viewed != Some(room) {
            let before = view.explicit();
            let scope = self.new_state(room, |query| !before.may_receive(query, None));
            self.read_state(scope, None, false);
        }
    }

    fn new_state(&self, room: &RoomId, is_new: impl Fn(&EventQuery<'_>) -> bool) -> BTreeSet<StateRead> {
        let view = self.view();
        let is_new = |query: &EventQuery<'_>| view.may_receive(query) && is_new(query);
        let permissions = view.granted.receivable_state();
        permissions.filter_map(|permission| read(&permission, room.to_owned(), is_new)).collect()
    }

    fn read_state(
        &mut self,
        scope: BTreeSet<StateRead>,
        before: Option<(Arc<CapabilitySet>, Option<OwnedRoomId>)>,
        is_required: bool,
    ) {
        if self.handles_state() == Some(false) || scope.is_empty() && !is_required {
            return;
        }
        self.state.pending.push_back(Pending {
            waiting: scope.iter().cloned().collect(),
            scope,
            before,
            open: BTreeMap::new(),
            deadline: self.now.saturating_add(self.config.limits.driver),
            entries: BTreeMap::new(),
            is_required,
        });
        self.begin_reads();
        self.send_state();
    }

    /// Asks the application for the state of the next reads.
    fn begin_reads(&mut self) {
        let mut places = MAX_READS;
        for pending in &mut self.state.pending {
            places = places.saturating_sub(pending.open.len());
            let count = places.min(pending.waiting.len());
            for read in pending.waiting.drain(..count) {
                let ticket = self.tickets.reserve();
                pending.open.insert(ticket, (read.clone(), false));
                self.events.push_back(Event::ReadState { ticket: self.tickets.issue(ticket), read });
            }
            places -= count;
        }
    }

    /// Takes the result of a read: the current entries, in any order, or `None` if it failed. Returns `None` if it is late.
    pub(super) fn end_read(&mut self, ticket: TicketId, result: Option<Vec<MatrixEvent>>) -> Option<()> {
        let pending = self.state.pending.iter_mut().find(|pending| pending.open.contains_key(&ticket))?;
        let (read, is_repeated) = pending.open.remove(&ticket)?;
        match result {
            Some(events) => {
                events.into_iter().for_each(|event| pending.add(event.with_room_id(&read.room), false));
            }
            None if is_repeated => self.events.push_back(Event::StateFailed(read)),
            None => {
                let ticket = self.tickets.reserve();
                pending.open.insert(ticket, (read.clone(), true));
                self.events.push_back(Event::ReadState { ticket: self.tickets.issue(ticket), read });
            }
        }
        self.begin_reads();
        self.send_state();
        Some(())
    }

    /// Gives up the reads whose deadline has come.
    pub(super) fn expire_state(&mut self) {
        for pending in self.state.pending.iter_mut().filter(|pending| pending.deadline <= self.now) {
            for (ticket, (read, _)) in mem::take(&mut pending.open) {
                self.events.extend([Event::Cancelled(ticket), Event::StateFailed(read)]);
            }
            self.events.extend(pending.waiting.drain(..).map(Event::StateFailed));
        }
        self.begin_reads();
        self.send_state();
    }

    /// Sends the messages whose entries have been read, in order.
    fn send_state(&mut self) {
        while self.handles_state() == Some(true)
            && self.state.pending.front().is_some_and(Pending::is_read)
            && let Some(pending) = self.state.pending.pop_front()
        {
            let mut update = UpdateStateRequest::new(pending.entries.into_values().collect());
            update.retain_allowed(&self.rights.granted, self.rights.viewed());
            if pending.is_required || !update.state.is_empty() {
                self.push::<UpdateState>(update);
            }
        }
    }
}

/// Returns the read of a permission's state in a room, if the state is new.
fn read(
    permission: &EventPermission<'_>,
    room: OwnedRoomId,
    is_new: impl Fn(&EventQuery<'_>) -> bool,
) -> Option<StateRead> {
    let (event_type, key) = (permission.event_type(), permission.key());
    let query = match key {
        Some(key) => EventQuery::state(event_type, key, room.as_str()),
        None => EventQuery::any_state(event_type, room.as_str()),
    };
    if !is_new(&query) {
        return None;
    }
    Some(StateRead { room, event_type: event_type.to_owned(), state_key: key.map(str::to_owned) })
}
