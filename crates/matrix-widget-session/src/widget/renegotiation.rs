//! Requests for more capabilities.
//!
//! See [MSC2974](https://github.com/matrix-org/matrix-spec-proposals/pull/2974).

use std::collections::BTreeSet;

use matrix_widget_protocol::{
    from_widget::{RequestCapabilities, RequestCapabilitiesRequest},
    reexports::matrix_widget_capability::{CapabilityList, Dialect},
    to_widget::NotifyCapabilitiesRequest,
};

use super::{
    event::Event,
    negotiation::{Negotiation, normalized, permission},
    outbox::{Outbox, Purpose},
};
use crate::Failure;

pub(super) struct Renegotiation {
    /// All capabilities that the widget has ever requested.
    asked: BTreeSet<String>,
    /// The capabilities of the next request.
    next: CapabilityList,
    current: Option<Current>,
}

/// The request that the client has not decided about.
struct Current {
    id: String,
    capabilities: CapabilityList,
}

impl Renegotiation {
    pub(super) fn new(list: &CapabilityList) -> Self {
        let asked = list.iter().map(str::to_owned).collect();
        Self { asked, next: CapabilityList::new(), current: None }
    }

    /// Adds capabilities to the next request. Returns `true` if a decision about some of them is pending.
    pub(super) fn ask(&mut self, list: &CapabilityList, again: bool, negotiation: &Negotiation) -> bool {
        let current = self.current.iter().flat_map(|current| current.capabilities.iter());
        let pending: BTreeSet<_> = current.chain(self.next.iter()).map(str::to_owned).collect();
        let mut is_pending = false;
        for string in normalized(list).iter().filter(|string| !negotiation.is_approved(string)) {
            let is_new = !pending.contains(string) && (self.asked.insert(string.to_owned()) || again);
            if is_new {
                self.next.push(string);
            }
            is_pending |= is_new || pending.contains(string);
        }
        is_pending
    }

    /// Sends the next request of a ready session, unless another is undecided. Returns the decision if everything has
    /// been approved meanwhile.
    pub(super) fn send(&mut self, negotiation: &Negotiation, outbox: &mut Outbox) -> Option<Event> {
        if self.current.is_some() || self.next.is_empty() {
            return None;
        }
        let capabilities = std::mem::take(&mut self.next);
        let missing = capabilities.iter().filter(|string| !negotiation.is_approved(string));
        let missing: CapabilityList = missing.collect();
        if missing.is_empty() {
            return Some(Event::Decided { capabilities, outcome: Ok(()) });
        }
        let data = RequestCapabilitiesRequest::new(missing);
        let id = outbox.push::<RequestCapabilities>(data, Purpose::RequestCapabilities);
        self.current = Some(Current { id, capabilities });
        None
    }

    /// Settles the request if the client has decided about each of its capabilities.
    pub(super) fn notified(&mut self, data: &NotifyCapabilitiesRequest, outbox: &Outbox) -> Option<Event> {
        let current = self.current.take_if(|current| {
            if outbox.is_waiting(&current.id) {
                return false;
            }
            let strings: BTreeSet<_> = data.requested.iter().chain(data.approved.iter()).collect();
            let requested = data.requested.read(Dialect::Msc2762);
            let approved = data.approved.read(Dialect::Msc2762);
            current.capabilities.iter().all(|string| {
                let permission = permission(string);
                strings.contains(string) || requested.contains(&permission) || approved.subsumes(&permission)
            })
        })?;
        Some(Event::Decided { capabilities: current.capabilities, outcome: Ok(()) })
    }

    /// Fails the request if its answer is an error or missing.
    pub(super) fn answered(&mut self, id: &str, outcome: Result<(), Failure>) -> Option<Event> {
        let failure = outcome.err()?;
        let current = self.current.take_if(|current| current.id == id)?;
        Some(Event::Decided { capabilities: current.capabilities, outcome: Err(failure) })
    }

    /// Fails everything undecided because the session ends.
    pub(super) fn end(&mut self) -> Option<Event> {
        let mut capabilities = self.current.take().map(|current| current.capabilities).unwrap_or_default();
        capabilities.extend(std::mem::take(&mut self.next).iter());
        (!capabilities.is_empty()).then_some(Event::Decided { capabilities, outcome: Err(Failure::Gone) })
    }
}
