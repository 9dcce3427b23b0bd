//! `open_modal`: opens a widget over everything else.

use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    modal::ModalButtons,
    raw::{RawJson, RawObject},
};

/// The data of `open_modal`, and that of `widget_config`, which hands it to the modal widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct OpenModalRequest {
    /// `type`: the type of the modal widget, such as `m.custom`.
    #[serde(rename = "type")]
    pub widget_type: String,
    /// `url`: the URL of the modal widget, a template like that of any widget.
    pub url: String,
    /// `name`: the name of the modal widget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `data`: what the modal widget is handed; its variables fill the URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<RawObject>,
    /// `creatorUserId`: some widgets write it; it means nothing here.
    #[serde(rename = "creatorUserId", default, skip_serializing_if = "Option::is_none")]
    pub creator_user_id: Option<RawJson>,
    /// `waitForIframeLoad`: whether the client waits for the frame to load instead of for `content_loaded`; absent, it does.
    #[serde(rename = "waitForIframeLoad", default, skip_serializing_if = "Option::is_none")]
    pub wait_for_iframe_load: Option<bool>,
    /// `buttons`: the buttons that the client shows below the modal widget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buttons: Option<ModalButtons>,
}

arbitrary! { OpenModalRequest { widget_type, url, name, data, creator_user_id, wait_for_iframe_load, buttons } }

impl OpenModalRequest {
    /// A modal widget with its type and its URL.
    #[must_use]
    pub fn new(widget_type: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            widget_type: widget_type.into(),
            url: url.into(),
            name: None,
            data: None,
            creator_user_id: None,
            wait_for_iframe_load: None,
            buttons: None,
        }
    }
}
