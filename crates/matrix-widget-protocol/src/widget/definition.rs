//! A widget and its definition.

use std::fmt;

use ruma_common::{OwnedMxcUri, OwnedUserId, UserId};

use super::{
    content::WidgetContent,
    data::WidgetData,
    lenient::{lenient, mxc_uri, text},
    types::WidgetType,
};
use crate::{
    from_widget::OpenModalRequest,
    raw::RawObject,
    url_template::{UrlError, UrlTemplate, UrlVariables},
};

/// The place where a widget is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WidgetKind {
    /// A room. All users who see the state of the room see the widget.
    Room,
    /// The account of a user. Only this user sees the widget.
    Account,
    /// A modal dialog, opened by another widget.
    Modal,
    /// Nowhere: the client created the widget itself, such as a widget for calls.
    Virtual,
}

impl WidgetKind {
    /// Returns `room`, `account`, `modal` or `virtual`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Account => "account",
            Self::Modal => "modal",
            Self::Virtual => "virtual",
        }
    }
}

impl fmt::Display for WidgetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A widget and its definition as it was received.
///
/// Optional members that are mistyped or duplicates count as absent; [`content`](Self::content) contains all members.
/// `Debug` shows neither the URL nor the content, because they can contain secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Widget {
    pub(super) id: String,
    pub(super) kind: WidgetKind,
    pub(super) sender: Option<OwnedUserId>,
    pub(super) widget_type: WidgetType,
    pub(super) url: String,
    pub(super) content: RawObject,
}

impl Widget {
    /// Creates the modal widget that another widget requests by `open_modal`. The client chooses its ID.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    #[must_use]
    pub fn modal(id: impl Into<String>, request: &OpenModalRequest) -> Self {
        Self {
            id: id.into(),
            kind: WidgetKind::Modal,
            sender: None,
            widget_type: request.widget_type.as_str().into(),
            url: request.url.clone(),
            content: RawObject::of(request),
        }
    }

    /// Creates a virtual widget: a widget that the client itself defines, such as
    /// [Element Call](crate::vendor::element_call). No room state and no account holds its definition.
    #[must_use]
    pub fn new_virtual(id: impl Into<String>, content: &WidgetContent) -> Self {
        Self {
            id: id.into(),
            kind: WidgetKind::Virtual,
            sender: None,
            widget_type: content.widget_type.clone(),
            url: content.url.clone(),
            content: content.into(),
        }
    }

    /// Returns the ID of the widget, `widgetId` in its messages.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the place where the widget is defined.
    #[must_use]
    pub fn kind(&self) -> WidgetKind {
        self.kind
    }

    /// Returns the sender of the definition: the user who last changed it, if known.
    ///
    /// This user is not always the creator of the widget. A client may load a user's own widgets without a prompt.
    #[must_use]
    pub fn sender(&self) -> Option<&UserId> {
        self.sender.as_deref()
    }

    /// Returns `type`, the type of the widget.
    #[must_use]
    pub fn widget_type(&self) -> &WidgetType {
        &self.widget_type
    }

    /// Returns `url`, the URL template of the widget. Do not load it: see [`url`](Self::url).
    #[must_use]
    pub fn url_template(&self) -> UrlTemplate<'_> {
        UrlTemplate::new(&self.url)
    }

    /// Returns the URL to load: the URL template with its variables filled.
    ///
    /// # Errors
    ///
    /// Returns an error if the result is not an `http:` or `https:` URL, or is too long. Do not show such a widget.
    pub fn url(&self, variables: &UrlVariables) -> Result<String, UrlError> {
        self.url_template().fill(&self.id, self.data().as_ref(), variables)
    }

    /// Returns the definition as it was received.
    #[must_use]
    pub fn content(&self) -> &RawObject {
        &self.content
    }

    /// Returns `name`, the name of the widget. If it is missing, Element Web shows the type instead.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        text(&self.content, "name")
    }

    /// Returns the title to show next to the name: `title` (unstable: `org.matrix.msc2872.title`), or else
    /// `data.title`.
    ///
    /// See [MSC2872](https://github.com/matrix-org/matrix-spec-proposals/pull/2872).
    #[must_use]
    pub fn title(&self) -> Option<String> {
        text(&self.content, "title")
            .or_else(|| text(&self.content, "org.matrix.msc2872.title"))
            .or_else(|| text(&self.data()?, "title"))
    }

    /// Returns `avatar_url` (unstable: `org.matrix.msc2765.avatar_url`), the avatar of the widget. Invalid URIs count
    /// as absent.
    ///
    /// See [MSC2765](https://github.com/matrix-org/matrix-spec-proposals/pull/2765).
    #[must_use]
    pub fn avatar_url(&self) -> Option<OwnedMxcUri> {
        mxc_uri(&self.content, "avatar_url")
            .or_else(|| mxc_uri(&self.content, "org.matrix.msc2765.avatar_url"))
    }

    /// Returns `creatorUserId`, the user who created the widget according to its untrusted definition.
    ///
    /// Returns `None` for a modal widget and for a virtual widget.
    #[must_use]
    pub fn creator_user_id(&self) -> Option<OwnedUserId> {
        match self.kind {
            WidgetKind::Room | WidgetKind::Account => lenient(&self.content, "creatorUserId"),
            WidgetKind::Modal | WidgetKind::Virtual => None,
        }
    }

    /// Returns `waitForIframeLoad`: `true` (the default) if the client waits for the frame to load, `false` if it waits
    /// for `content_loaded`.
    #[must_use]
    pub fn wait_for_iframe_load(&self) -> bool {
        lenient(&self.content, "waitForIframeLoad").unwrap_or(true)
    }

    /// Returns `data`, the configuration of the widget. Its members are variables of the URL.
    #[must_use]
    pub fn data(&self) -> Option<RawObject> {
        lenient(&self.content, "data")
    }

    /// Reads `data` according to the type of the widget. Returns [`WidgetData::Custom`] if a required member is missing
    /// or malformed.
    #[must_use]
    pub fn typed_data(&self) -> WidgetData {
        let data = self.data().unwrap_or_else(RawObject::empty);
        WidgetData::read(&self.widget_type, self.kind == WidgetKind::Account, &data)
    }
}

impl fmt::Debug for Widget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Widget")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("sender", &self.sender)
            .field("widget_type", &self.widget_type)
            .finish_non_exhaustive()
    }
}
