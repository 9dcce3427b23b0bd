//! Sticky events for the widget, which become receivable after they were sent.
//!
//! See [MSC4407](https://github.com/matrix-org/matrix-spec-proposals/pull/4407).

use std::{collections::BTreeSet, mem};

use matrix_widget_protocol::{
    event::MatrixEvent,
    reexports::{
        matrix_widget_capability::{CapabilitySet, Flag},
        ruma_common::{OwnedRoomId, RoomId},
    },
    to_widget::SendEvent,
};

use super::{
    event::Event,
    parts::sticky::Sticky,
    session::HostSession,
    ticket::StickyTicket,
    view::{is_wider, receivable},
};
use crate::{Late, Now, TicketId};

impl HostSession {
    /// Delivers [sticky events](super::Event::ReadStickyEvents), in order.
    ///
    /// # Errors
    ///
    /// Returns an error if the events came too late.
    pub fn sticky_events_read(
        &mut self,
        ticket: StickyTicket,
        events: Vec<MatrixEvent>,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let ticket = self.tickets.redeem(ticket)?;
        self.end_sticky(ticket, events).ok_or(Late)
    }

    /// Takes the sticky events of a room. A read that failed has none. Returns `None` if it is late.
    pub(super) fn end_sticky(&mut self, ticket: TicketId, events: Vec<MatrixEvent>) -> Option<()> {
        let room = self.sticky.open.remove(&ticket)?;
        for event in events {
            let event = event.with_room_id(&room);
            if event.may_be_received(&self.rights.granted, self.rights.viewed())
                && self.sticky.is_first(&event, self.now) == Some(true)
            {
                self.push::<SendEvent>(event);
            }
        }
        Some(())
    }

    /// Takes a round, after the widget has been told.
    pub(super) fn sticky_round(&mut self, before: &CapabilitySet) {
        let granted = &self.rights.granted;
        let is_new = !before.may(Flag::ReceiveStickyEvent);
        if granted.may(Flag::ReceiveStickyEvent) && (is_new || is_wider(receivable(granted), granted, before))
        {
            let reach = self.view().reach();
            let rooms: BTreeSet<_> =
                receivable(granted).flat_map(|permission| reach.rooms(&permission)).collect();
            rooms.into_iter().for_each(|room| self.read_sticky(room));
        }
    }

    /// Takes a room that is viewed or known now.
    pub(super) fn sticky_room(&mut self, room: &RoomId) {
        let view = self.view();
        let is_accessible = receivable(view.granted).any(|permission| view.covers(&permission, room));
        if view.granted.may(Flag::ReceiveStickyEvent) && is_accessible {
            self.read_sticky(room.to_owned());
        }
    }

    fn read_sticky(&mut self, room: OwnedRoomId) {
        let ticket = self.tickets.reserve();
        self.sticky.open.insert(ticket, room.clone());
        self.events.push_back(Event::ReadStickyEvents { ticket: self.tickets.issue(ticket), room });
    }

    /// Begins a new epoch, or ends the session.
    pub(super) fn reset_sticky(&mut self) {
        let Sticky { open, .. } = mem::take(&mut self.sticky);
        self.events.extend(open.into_keys().map(Event::Cancelled));
    }
}
