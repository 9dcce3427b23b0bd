//! `close_modal`: says that the modal widget was closed.

use std::collections::BTreeMap;

use crate::raw::{RawObject, raw_object};

raw_object! {
    /// The data of `close_modal` to the widget that opened the modal widget: what that one closed with, or `m.exited`, which
    /// is true if the client closed it.
    pub struct ModalClosedRequest
}

impl ModalClosedRequest {
    /// Creates the data for a modal widget that the user or the client closed: `{"m.exited":true}`.
    #[must_use]
    pub fn exited() -> Self {
        Self(RawObject::of(&BTreeMap::from([("m.exited", true)])))
    }

    /// `m.exited` (today `org.matrix.msc2790.exited`): whether the client closed the modal widget, without a result.
    #[must_use]
    pub fn is_exited(&self) -> bool {
        ["m.exited", "org.matrix.msc2790.exited"].iter().any(|name| self.0.get(name) == Ok(Some(true)))
    }
}
