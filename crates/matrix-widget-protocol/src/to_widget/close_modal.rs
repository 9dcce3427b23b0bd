//! `close_modal`: tells the widget that opened a modal widget that the modal widget was closed.

use std::collections::BTreeMap;

use crate::raw::{RawObject, raw_object};

raw_object! {
    /// The data of `close_modal` from the client: the data that the modal widget closed with, or `{"m.exited": true}`
    /// if the client closed it.
    pub struct ModalClosedRequest
}

impl ModalClosedRequest {
    /// Creates the data for a modal widget that the user or the client closed: `{"m.exited": true}`.
    #[must_use]
    pub fn exited() -> Self {
        Self(RawObject::of(&BTreeMap::from([("m.exited", true)])))
    }

    /// Returns `true` if the client closed the modal widget without a result.
    ///
    /// Reads `m.exited` (unstable: `org.matrix.msc2790.exited`).
    #[must_use]
    pub fn is_exited(&self) -> bool {
        ["m.exited", "org.matrix.msc2790.exited"].iter().any(|name| self.0.get(name) == Ok(Some(true)))
    }
}
