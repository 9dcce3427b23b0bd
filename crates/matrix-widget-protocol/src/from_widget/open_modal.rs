//! `open_modal`: opens a widget over everything else.

use std::fmt;

use matrix_widget_macros::payload;

use crate::{
    modal::ModalButtons,
    raw::{RawJson, RawObject},
};

/// The data of `open_modal`, and that of `widget_config`, which hands it to the modal widget.
///
/// `Debug` does not show the URL, since it may hold a secret.
#[payload(new = "Creates a modal widget with its type and URL.", without(Debug))]
pub struct OpenModalRequest {
    /// `type`: the type of the modal widget, such as `m.custom`.
    #[serde(rename = "type")]
    pub widget_type: String,
    /// `url`: the URL of the modal widget, a template like that of any widget.
    pub url: String,
    /// `name`: the name of the modal widget.
    pub name: Option<String>,
    /// `data`: what the modal widget is handed; its variables fill the URL.
    pub data: Option<RawObject>,
    /// `creatorUserId`: some widgets write it; it means nothing here.
    #[serde(rename = "creatorUserId")]
    pub creator_user_id: Option<RawJson>,
    /// `waitForIframeLoad`: whether the client waits for the frame to load instead of for `content_loaded`; absent, it does.
    #[serde(rename = "waitForIframeLoad")]
    pub wait_for_iframe_load: Option<bool>,
    /// `buttons`: the buttons that the client shows below the modal widget.
    pub buttons: Option<ModalButtons>,
}

impl fmt::Debug for OpenModalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenModalRequest")
            .field("widget_type", &self.widget_type)
            .field("url", &format_args!("[redacted]"))
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
