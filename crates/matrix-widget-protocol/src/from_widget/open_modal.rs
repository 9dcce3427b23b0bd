//! `open_modal`: opens a modal widget.

use std::fmt;

use matrix_widget_macros::payload;

use crate::{
    modal::ModalButtons,
    raw::{RawJson, RawObject},
};

/// The data of `open_modal`, which the client passes to the modal widget in `widget_config`.
#[payload(new = "Creates a request with the type and the URL of the modal widget.", without(Debug))]
pub struct OpenModalRequest {
    /// `type`: the type of the modal widget, such as `m.custom`.
    #[serde(rename = "type")]
    pub widget_type: String,
    /// `url`: the URL template of the modal widget.
    pub url: String,
    /// `name`: the name of the modal widget.
    pub name: Option<String>,
    /// `data`: custom data for the modal widget, whose members are also variables of the URL template.
    pub data: Option<RawObject>,
    /// `creatorUserId`: ignored. Some widgets send it.
    #[serde(rename = "creatorUserId")]
    pub creator_user_id: Option<RawJson>,
    /// `waitForIframeLoad`: `false` if the client waits for `content_loaded` instead of the load event of the `iframe`.
    /// Absent: `true`.
    #[serde(rename = "waitForIframeLoad")]
    pub wait_for_iframe_load: Option<bool>,
    /// `buttons`: the buttons that the client shows below the modal widget.
    pub buttons: Option<ModalButtons>,
}

/// Hides the URL, which may contain a secret.
impl fmt::Debug for OpenModalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenModalRequest")
            .field("widget_type", &self.widget_type)
            .field("url", &format_args!("[redacted]"))
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
