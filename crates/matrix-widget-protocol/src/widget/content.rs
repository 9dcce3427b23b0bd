//! Definitions to be written.

use std::fmt;

use matrix_widget_macros::payload;
use ruma_common::{OwnedMxcUri, OwnedUserId};

use super::data::WidgetType;
use crate::{raw::RawObject, with_extra::WithExtra};

/// The definition of a widget, to be written: the content of a state event `im.vector.modular.widgets`, or of an entry in
/// the account data `m.widgets`.
///
/// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
#[payload(without(Debug))]
pub struct WidgetContent {
    /// `type`: the type of the widget.
    #[serde(rename = "type")]
    pub widget_type: WidgetType,
    /// `url`: the URL of the widget, with variables such as `$matrix_user_id`, not encoded.
    pub url: String,
    /// `id`: the ID of the widget, the same as the state key or the key in the account data. The proposal requires it.
    pub id: Option<String>,
    /// `creatorUserId`: who created the widget. The proposal requires it.
    #[serde(rename = "creatorUserId")]
    pub creator_user_id: Option<OwnedUserId>,
    /// `name`: the name of the widget.
    pub name: Option<String>,
    /// `org.matrix.msc2872.title` (once merged `title`): what to show beside the name. Deployed clients read `data.title`
    /// instead. See [MSC2872](https://github.com/matrix-org/matrix-spec-proposals/pull/2872).
    #[serde(rename = "org.matrix.msc2872.title")]
    pub title: Option<String>,
    /// `avatar_url`: a picture for the widget. See
    /// [MSC2765](https://github.com/matrix-org/matrix-spec-proposals/pull/2765).
    pub avatar_url: Option<OwnedMxcUri>,
    /// `waitForIframeLoad`: whether the client waits for the frame to load instead of for `content_loaded`; absent, it does.
    #[serde(rename = "waitForIframeLoad")]
    pub wait_for_iframe_load: Option<bool>,
    /// `data`: what the widget is configured with. Its members are variables of the URL.
    pub data: Option<RawObject>,
}

impl WidgetContent {
    /// A widget with its type and its URL.
    ///
    /// To read a definition, use [`WidgetState`](crate::widget::WidgetState), which forgives odd members. [`WithExtra`] adds further ones.
    /// `Debug` does not show the URL, since it may hold a secret.
    ///
    /// ```
    /// use matrix_widget_protocol::widget::{JitsiData, WidgetContent, WidgetType};
    ///
    /// let mut content = WidgetContent::new(
    ///     WidgetType::Jitsi,
    ///     "https://jitsi.example.org/?domain=$domain&conference=$conferenceId",
    /// );
    /// content.id = Some("conference".to_owned());
    /// content.data = Some((&JitsiData::new("meet.example.org", "Lunch")).into());
    /// assert_eq!(
    ///     serde_json::to_string(&content)?,
    ///     r#"{"type":"m.jitsi","url":"https://jitsi.example.org/?domain=$domain&conference=$conferenceId","#.to_owned()
    ///         + r#""id":"conference","data":{"domain":"meet.example.org","conferenceId":"Lunch"}}"#
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(widget_type: WidgetType, url: impl Into<String>) -> Self {
        Self {
            widget_type,
            url: url.into(),
            id: None,
            creator_user_id: None,
            name: None,
            title: None,
            avatar_url: None,
            wait_for_iframe_load: None,
            data: None,
        }
    }
}

impl fmt::Debug for WidgetContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WidgetContent")
            .field("widget_type", &self.widget_type)
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl From<&WidgetContent> for RawObject {
    fn from(content: &WidgetContent) -> Self {
        Self::of(content)
    }
}

impl From<&WithExtra<WidgetContent>> for RawObject {
    fn from(content: &WithExtra<WidgetContent>) -> Self {
        Self::of(content)
    }
}
