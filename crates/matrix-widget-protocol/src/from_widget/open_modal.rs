//! `open_modal`: opens a widget over everything else.

use matrix_widget_macros::payload;

use crate::{
    modal::ModalButtons,
    raw::{RawJson, RawObject},
};

/// The data of `open_modal`, and that of `widget_config`, which hands it to the modal widget.
#[payload(new = "Creates a modal widget with its type and URL.")]
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
