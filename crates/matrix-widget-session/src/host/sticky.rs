//! Sticky events for the widget, which become receivable after they were sent.
//!
//! See [MSC4407](https://github.com/matrix-org/matrix-spec-proposals/pull/4407).

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    mem,
    time::Duration,
};

use matrix_widget_protocol::{
    event::MatrixEvent,
    reexports::{
        matrix_widget_capability::{CapabilitySet, Flag},
        ruma_common::{OwnedEventId, OwnedRoomId, RoomId},
    },
    to_widget::SendEvent,
};

use super::{
    event::Event,
    session::HostSession,
    ticket::StickyTicket,
    view::{is_wider, receivable},
};
use crate::{Late, Now, TicketId};

/// The longest time for which an event is sticky.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// The number of sticky events that are remembered.
const MAX_REMEMBERED: usize = 10_000;

/// The ID of an event, and whether it is in encrypted form: once decrypted, it is sent again.
type Form = (OwnedEventId, bool);

/// The sticky events of a widget.
#[derive(Debug, Default)]
pub(super) struct Sticky {
    /// The rooms that the application reads.
    open: BTreeMap<TicketId, OwnedRoomId>,
    /// The sticky events that the widget has got.
    sent: BTreeSet<Form>,
    /// The times when they are no longer sticky, in order.
    expiries: VecDeque<(Now, Form)>,
}

impl Sticky {
    /// Takes an event that is to be sent because it has just happened. Returns `false` if the widget has got it already.
    pub(super) fn live(&mut self, event: &MatrixEvent, now: Now) -> bool {
        let is_sticky = matches!(event.sticky_duration_ms(), Ok(Some(_)));
        !is_sticky || self.is_first(event, now) != Some(false)
    }

    /// Remembers an event. Returns `false` if it was remembered before, or `None` if it has no ID.
    fn is_first(&mut self, event: &MatrixEvent, now: Now) -> Option<bool> {
        let id = event.event_id().ok()?;
        let form = (id, event.event_type().is_ok_and(|event_type| event_type == "m.room.encrypted"));
        while let Some((until, _)) = self.expiries.front()
            && (*until <= now || self.expiries.len() >= MAX_REMEMBERED)
            && let Some((_, expired)) = self.expiries.pop_front()
        {
            self.sent.remove(&expired);
        }
        let is_first = self.sent.insert(form.clone());
        if is_first {
            self.expiries.push_back((now.saturating_add(LONGEST), form));
        }
        Some(is_first)
    }
}

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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use matrix_widget_protocol::{RawObject, event::MatrixEvent};

    use super::{LONGEST, MAX_REMEMBERED, Sticky};

    const NOW: Duration = Duration::from_secs(1000);

    fn event(id: &str) -> MatrixEvent {
        let text = format!(
            r#"{{"type":"T","event_id":"{id}","content":{{}},"msc4354_sticky":{{"duration_ms":1}}}}"#
        );
        RawObject::from_text(text).unwrap().into()
    }

    /// What is no longer sticky is forgotten.
    #[test]
    fn memory_is_bounded() {
        let mut sticky = Sticky::default();
        assert!(sticky.live(&event("$1"), NOW));
        assert!(sticky.live(&event("$2"), NOW + LONGEST));
        assert_eq!((sticky.sent.len(), sticky.expiries.len()), (1, 1));
        for number in 0..=MAX_REMEMBERED {
            assert!(sticky.live(&event(&format!("$more{number}")), NOW + LONGEST));
        }
        assert_eq!((sticky.sent.len(), sticky.expiries.len()), (MAX_REMEMBERED, MAX_REMEMBERED));
        let plain = RawObject::from_text(r#"{"type":"T","event_id":"$3","content":{}}"#).unwrap().into();
        assert!(sticky.live(&plain, NOW) && sticky.live(&plain, NOW));
    }
}
