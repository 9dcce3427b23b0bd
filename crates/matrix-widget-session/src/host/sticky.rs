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
};

use super::view::{View, is_wider, receivable};
use crate::{Now, TicketId, ticket::Tickets};

/// The longest time for which an event is sticky.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// The number of sticky events that are remembered.
const MAX_REMEMBERED: usize = 10_000;

/// The ID of an event, and whether it is in encrypted form: once decrypted, it is sent again.
type Form = (OwnedEventId, bool);

/// A room whose sticky events the application reads.
pub(super) type Read = (TicketId, OwnedRoomId);

/// The sticky events of a widget.
#[derive(Debug, Default)]
pub(super) struct Sticky {
    open: BTreeMap<TicketId, OwnedRoomId>,
    /// The sticky events that the widget has got.
    sent: BTreeSet<Form>,
    /// The times when they are no longer sticky, in order.
    expiries: VecDeque<(Now, Form)>,
}

impl Sticky {
    /// Begins a new epoch, or ends the session. Returns the reads that are withdrawn.
    pub(super) fn reset(&mut self) -> Vec<TicketId> {
        self.sent.clear();
        self.expiries.clear();
        mem::take(&mut self.open).into_keys().collect()
    }

    /// Takes a round, after its `notify_capabilities` has been queued, and returns the rooms to read.
    pub(super) fn round(
        &mut self,
        before: &CapabilitySet,
        view: View<'_>,
        tickets: &mut Tickets,
    ) -> Vec<Read> {
        let granted = view.granted;
        if !granted.may(Flag::ReceiveStickyEvent) {
            return Vec::new();
        }
        if before.may(Flag::ReceiveStickyEvent) && !is_wider(receivable(granted), granted, before) {
            return Vec::new();
        }
        let reach = view.reach();
        let rooms: BTreeSet<_> =
            receivable(granted).flat_map(|permission| reach.rooms(&permission)).collect();
        rooms.into_iter().map(|room| self.begin(room, tickets)).collect()
    }

    /// Takes a room that is viewed or known now, and returns the room to read.
    pub(super) fn room(&mut self, room: &RoomId, view: View<'_>, tickets: &mut Tickets) -> Option<Read> {
        let mut permissions = receivable(view.granted);
        let is_accessible = permissions.any(|permission| view.covers(&permission, room));
        (view.granted.may(Flag::ReceiveStickyEvent) && is_accessible)
            .then(|| self.begin(room.to_owned(), tickets))
    }

    fn begin(&mut self, room: OwnedRoomId, tickets: &mut Tickets) -> Read {
        let ticket = tickets.reserve();
        self.open.insert(ticket, room.clone());
        (ticket, room)
    }

    /// Takes the sticky events of a room, in order, and returns those to send now. A read that failed has none. Returns `None`
    /// if it is late.
    pub(super) fn read(
        &mut self,
        ticket: TicketId,
        events: Vec<MatrixEvent>,
        view: View<'_>,
        now: Now,
    ) -> Option<Vec<MatrixEvent>> {
        let room = self.open.remove(&ticket)?;
        let events = events.into_iter().map(|event| event.with_room_id(&room));
        let allowed = events.filter(|event| event.may_be_received(view.granted, view.viewed));
        Some(allowed.filter(|event| self.is_first(event, now) == Some(true)).collect())
    }

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

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, time::Duration};

    use matrix_widget_protocol::{
        RawObject,
        event::MatrixEvent,
        reexports::{
            matrix_widget_capability::{CapabilitySet, Dialect},
            ruma_common::OwnedRoomId,
        },
    };

    use super::{LONGEST, MAX_REMEMBERED, Sticky, View};
    use crate::ticket::Tickets;

    const NOW: Duration = Duration::from_secs(1000);
    const RECEIVE: &str = "m.receive.sticky_event";
    const T: &str = "m.receive.event:T";
    const B: &str = "m.timeline:!b:s";

    fn room(name: &str) -> OwnedRoomId {
        format!("!{name}:s").try_into().unwrap()
    }

    fn set(capabilities: &[&str]) -> CapabilitySet {
        CapabilitySet::from_strings(capabilities, Dialect::Msc2762)
    }

    fn event(id: &str, event_type: &str) -> MatrixEvent {
        let text = format!(
            r#"{{"type":"{event_type}","event_id":"{id}","content":{{}},"msc4354_sticky":{{"duration_ms":1}}}}"#
        );
        RawObject::from_text(text).map(MatrixEvent::from).unwrap()
    }

    fn in_a(event: MatrixEvent) -> MatrixEvent {
        event.with_room_id(&room("a"))
    }

    /// Calls the machine of a widget with these grants, in the viewed room A.
    fn with<T>(granted: &[&str], call: impl FnOnce(View<'_>) -> T) -> T {
        let (viewed, known) = (room("a"), BTreeSet::from([room("a"), room("b")]));
        call(View { granted: &set(granted), viewed: Some(&viewed), known: &known })
    }

    fn round(sticky: &mut Sticky, before: &[&str], granted: &[&str]) -> Vec<String> {
        let reads = with(granted, |view| sticky.round(&set(before), view, &mut Tickets::counting()));
        reads.into_iter().map(|(_, room)| room.to_string()).collect()
    }

    fn read(sticky: &mut Sticky, number: u64, events: &[MatrixEvent]) -> Option<Vec<MatrixEvent>> {
        with(&[RECEIVE, T], |view| sticky.read(number.into(), events.to_vec(), view, NOW))
    }

    /// H-PUSH-11: when the flag is granted, or a type or a room while it is held.
    #[test]
    fn round_reads_rooms_if_sticky_events_become_receivable() {
        let rounds: &[(&[&str], &[&str], &[&str])] = &[
            (&[], &[RECEIVE, T], &["!a:s"]),
            (&[T, B], &[RECEIVE, T, B], &["!a:s", "!b:s"]),
            (&[RECEIVE], &[RECEIVE, T], &["!a:s"]),
            (&[RECEIVE, T], &[RECEIVE, T, B], &["!a:s", "!b:s"]),
            (&[RECEIVE, T], &[RECEIVE, T, "m.sticker"], &[]),
            (&[], &[RECEIVE], &[]),
            (&[], &[T], &[]),
        ];
        for (before, granted, rooms) in rounds {
            assert_eq!(round(&mut Sticky::default(), before, granted), *rooms, "{granted:?}");
        }
    }

    /// H-PUSH-11: only what the widget may receive, each event once.
    #[test]
    fn read_returns_new_receivable_events() {
        let mut sticky = Sticky::default();
        let _ = round(&mut sticky, &[], &[RECEIVE, T]);
        let events = [event("$1", "T"), event("$2", "U"), event("$1", "T"), event("$3", "T")];
        let expected = vec![in_a(event("$1", "T")), in_a(event("$3", "T"))];
        assert_eq!(read(&mut sticky, 1, &events), Some(expected));
        assert_eq!(read(&mut sticky, 1, &events), None);
    }

    /// H-PUSH-11: each event once even if it also comes live, before or after.
    #[test]
    fn live_events_are_not_repeated() {
        let mut sticky = Sticky::default();
        let _ = round(&mut sticky, &[], &[RECEIVE, T]);
        assert!(sticky.live(&in_a(event("$1", "T")), NOW));
        let events = [event("$1", "T"), event("$2", "T")];
        assert_eq!(read(&mut sticky, 1, &events), Some(vec![in_a(event("$2", "T"))]));
        assert!(!sticky.live(&in_a(event("$2", "T")), NOW));
        assert!(!sticky.live(&in_a(event("$2", "T")), NOW + LONGEST - Duration::from_millis(1)));
    }

    /// What is no longer sticky is forgotten.
    #[test]
    fn memory_is_bounded() {
        let mut sticky = Sticky::default();
        assert!(sticky.live(&event("$1", "T"), NOW));
        assert!(sticky.live(&event("$2", "T"), NOW + LONGEST));
        assert_eq!((sticky.sent.len(), sticky.expiries.len()), (1, 1));
        for number in 0..=MAX_REMEMBERED {
            assert!(sticky.live(&event(&format!("$more{number}"), "T"), NOW + LONGEST));
        }
        assert_eq!((sticky.sent.len(), sticky.expiries.len()), (MAX_REMEMBERED, MAX_REMEMBERED));
        let plain = RawObject::from_text(r#"{"type":"T","event_id":"$3","content":{}}"#).unwrap().into();
        assert!(sticky.live(&plain, NOW) && sticky.live(&plain, NOW));
    }

    /// H-PUSH-11: a room becomes accessible while the flag is held.
    #[test]
    fn room_is_read_if_the_flag_is_held() {
        let mut sticky = Sticky::default();
        let mut is_read = |granted: &[&str], name| {
            with(granted, |view| sticky.room(&room(name), view, &mut Tickets::counting())).is_some()
        };
        assert!(is_read(&[RECEIVE, T], "a"));
        assert!(!is_read(&[RECEIVE, T], "b"));
        assert!(!is_read(&[T], "a"));
        assert_eq!(sticky.reset(), [1.into()]);
        assert_eq!(read(&mut sticky, 1, &[]), None);
    }
}
