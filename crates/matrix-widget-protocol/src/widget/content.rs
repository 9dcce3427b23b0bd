//! Widget definitions to write.

use std::fmt;

use matrix_widget_macros::payload;
use ruma_common::{OwnedMxcUri, OwnedUserId};

use super::{
    data::{CallData, CustomData, IntegrationManagerData, NotepadData},
    jitsi::JitsiData,
    successor::SuccessorContent,
    types::WidgetType,
};
use crate::{raw::RawObject, with_extra::WithExtra};

/// A widget definition to write: the content of a state event `im.vector.modular.widgets`, or of an entry in the
/// account data `m.widgets`.
///
/// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
#[payload(without(Debug))]
pub struct WidgetContent {
    /// `type`: the type of the widget.
    #[serde(rename = "type")]
    pub widget_type: WidgetType,
    /// `url`: the URL template of the widget, with unencoded variables such as `$matrix_user_id`.
    pub url: String,
    /// `id`: the ID of the widget, equal to the state key or the key in the account data. The proposal requires it.
    pub id: Option<String>,
    /// `creatorUserId`: the user who created the widget. The proposal requires it.
    #[serde(rename = "creatorUserId")]
    pub creator_user_id: Option<OwnedUserId>,
    /// `name`: the name of the widget.
    pub name: Option<String>,
    /// `org.matrix.msc2872.title` (stable: `title`): the title to show next to the name. Deployed clients read
    /// `data.title` instead. See [MSC2872](https://github.com/matrix-org/matrix-spec-proposals/pull/2872).
    #[serde(rename = "org.matrix.msc2872.title")]
    pub title: Option<String>,
    /// `avatar_url`: the avatar of the widget. See
    /// [MSC2765](https://github.com/matrix-org/matrix-spec-proposals/pull/2765).
    pub avatar_url: Option<OwnedMxcUri>,
    /// `waitForIframeLoad`: `true` (the default) if the client waits for the frame to load, `false` if it waits for
    /// `content_loaded`.
    #[serde(rename = "waitForIframeLoad")]
    pub wait_for_iframe_load: Option<bool>,
    /// `data`: the configuration of the widget. Its members are variables of the URL.
    pub data: Option<RawObject>,
}

impl WidgetContent {
    /// Creates a definition with a type and a URL.
    ///
    /// To read a definition, use [`WidgetState`](crate::widget::WidgetState), which ignores malformed optional members.
    /// [`WithExtra`] adds further members. `Debug` does not show the URL, because it can contain secrets.
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

macro_rules! to_raw_object {
    ($($Type:ty),+) => {
        $(impl From<&$Type> for RawObject {
            fn from(value: &$Type) -> Self {
                Self::of(value)
            }
        })+
    };
}

to_raw_object! { WidgetContent, WithExtra<WidgetContent>, SuccessorContent }
to_raw_object! { JitsiData, CustomData, IntegrationManagerData, CallData, NotepadData }
