//! The state of sticky events.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use matrix_widget_protocol::{
    event::MatrixEvent,
    reexports::ruma_common::{OwnedEventId, OwnedRoomId},
};

use crate::{Now, TicketId};

/// The longest time for which an event is sticky.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// The number of sticky events that are remembered.
const MAX_REMEMBERED: usize = 10_000;

/// The ID of an event, and whether it is in encrypted form: once decrypted, it is sent again.
type Form = (OwnedEventId, bool);

/// The sticky events of a widget.
#[derive(Debug, Default)]
pub(in crate::host) struct Sticky {
    /// The rooms that the application reads.
    pub(in crate::host) open: BTreeMap<TicketId, OwnedRoomId>,
    /// The sticky events that the widget has got.
    sent: BTreeSet<Form>,
    /// The times when they are no longer sticky, in order.
    expiries: VecDeque<(Now, Form)>,
}

impl Sticky {
    /// Takes an event that is to be sent because it has just happened. Returns `false` if the widget has got it already.
    pub(in crate::host) fn live(&mut self, event: &MatrixEvent, now: Now) -> bool {
        let is_sticky = matches!(event.sticky_duration_ms(), Ok(Some(_)));
        !is_sticky || self.is_first(event, now) != Some(false)
    }

    /// Remembers an event. Returns `false` if it was remembered before, or `None` if it has no ID.
    pub(in crate::host) fn is_first(&mut self, event: &MatrixEvent, now: Now) -> Option<bool> {
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
