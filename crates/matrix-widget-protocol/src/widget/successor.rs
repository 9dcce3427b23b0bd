//! Widget definitions of a draft.

use std::fmt;

use matrix_widget_macros::payload;
use ruma_common::OwnedMxcUri;

use super::lenient::{lenient, mxc_uri};
use crate::{body_error::BodyError, raw::RawObject};

/// The content of a state event `m.widget` by the drafts
/// [MSC4411](https://github.com/matrix-org/matrix-spec-proposals/pull/4411) and
/// [MSC4412](https://github.com/matrix-org/matrix-spec-proposals/pull/4412).
///
/// Today's clients read it as a deleted widget, because it has no `type`. Experimental: it changes with the drafts.
#[payload(without(Debug))]
pub struct SuccessorContent {
    /// `name`: the name of the widget.
    pub name: String,
    /// `url`: the URL of the widget, which also is the type of the widget. It is not a template, and is not validated.
    pub url: String,
    /// `avatar_url`: the avatar of the widget.
    pub avatar_url: Option<OwnedMxcUri>,
    /// `usesWidgetAPI`: `true` if the widget exchanges messages with the client. The default is `false`.
    #[serde(rename = "usesWidgetAPI")]
    pub uses_widget_api: Option<bool>,
}

impl SuccessorContent {
    /// Creates a definition with a name and a URL.
    ///
    /// [`WidgetState`](crate::widget::WidgetState) reads such a definition as a deleted widget.
    /// `Debug` does not show the URL, because it can contain secrets.
    ///
    /// ```
    /// use matrix_widget_protocol::{RawObject, widget::{SuccessorContent, WidgetState}};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let content = RawObject::from_text(r#"{"name": "Clock", "url": "https://clock.example.org/"}"#)?;
    /// assert_eq!(WidgetState::in_room("m.widget", "4f0c", content.clone())?, WidgetState::Deleted);
    ///
    /// let clock = SuccessorContent::try_from(&content)?;
    /// assert_eq!(clock, SuccessorContent::new("Clock", "https://clock.example.org/"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self { name: name.into(), url: url.into(), avatar_url: None, uses_widget_api: None }
    }
}

impl fmt::Debug for SuccessorContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SuccessorContent").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Reads the known members of any definition. An optional member of the wrong type counts as absent.
///
/// Returns an error if `name` or `url` is missing, not a string, or a duplicate.
impl TryFrom<&RawObject> for SuccessorContent {
    type Error = BodyError;

    fn try_from(content: &RawObject) -> Result<Self, BodyError> {
        Ok(Self {
            name: content.require("name")?,
            url: content.require("url")?,
            avatar_url: mxc_uri(content, "avatar_url"),
            uses_widget_api: lenient(content, "usesWidgetAPI"),
        })
    }
}
