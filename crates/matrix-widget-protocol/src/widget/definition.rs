//! A widget.

use std::fmt;

use ruma_common::{OwnedMxcUri, OwnedUserId, UserId};

use super::{
    data::{WidgetData, WidgetType},
    lenient::{lenient, text},
};
use crate::{
    from_widget::OpenModalRequest,
    raw::RawObject,
    url_template::{UrlError, UrlTemplate, UrlVariables},
};

/// Where a widget lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WidgetKind {
    /// In a room, for all who see its state.
    Room,
    /// In the account of a user, for nobody else.
    Account,
    /// Over everything else, opened by another widget.
    Modal,
}

impl WidgetKind {
    /// The kind in a word: `room`, `account` or `modal`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Account => "account",
            Self::Modal => "modal",
        }
    }
}

impl fmt::Display for WidgetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A widget and its definition as it came.
///
/// Optional members that are mistyped or there twice count as absent; [`content`](Self::content) has everything.
/// `Debug` shows neither the URL nor the content, since they may hold a secret.
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
    /// The modal widget that another widget's `open_modal` asks for, under an ID that the client makes up.
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

    /// The ID of the widget: `widgetId` in its messages.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where the widget lives.
    #[must_use]
    pub fn kind(&self) -> WidgetKind {
        self.kind
    }

    /// `sender`: who last changed the definition, if that is known.
    ///
    /// Not who created the widget. A user's own widgets may be loaded without asking the user.
    #[must_use]
    pub fn sender(&self) -> Option<&UserId> {
        self.sender.as_deref()
    }

    /// `type`: the type of the widget.
    #[must_use]
    pub fn widget_type(&self) -> &WidgetType {
        &self.widget_type
    }

    /// `url`: the URL of the widget with its variables. Not to be loaded: see [`url`](Self::url).
    #[must_use]
    pub fn url_template(&self) -> UrlTemplate<'_> {
        UrlTemplate::new(&self.url)
    }

    /// The URL to load: that of the definition with its variables filled.
    ///
    /// # Errors
    ///
    /// When the outcome is no `http:` or `https:` URL. Such a widget is not to be shown.
    pub fn url(&self, variables: &UrlVariables) -> Result<String, UrlError> {
        self.url_template().fill(&self.id, self.data().as_ref(), variables)
    }

    /// The definition as it came.
    #[must_use]
    pub fn content(&self) -> &RawObject {
        &self.content
    }

    /// `name`: the name of the widget.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        text(&self.content, "name")
    }

    /// `title` (today `org.matrix.msc2872.title`), or else `data.title`: what to show beside the name.
    ///
    /// See [MSC2872](https://github.com/matrix-org/matrix-spec-proposals/pull/2872).
    #[must_use]
    pub fn title(&self) -> Option<String> {
        text(&self.content, "title")
            .or_else(|| text(&self.content, "org.matrix.msc2872.title"))
            .or_else(|| text(&self.data()?, "title"))
    }

    /// `avatar_url` (or `org.matrix.msc2765.avatar_url`): a picture for the widget, an `mxc:` URI.
    ///
    /// See [MSC2765](https://github.com/matrix-org/matrix-spec-proposals/pull/2765).
    #[must_use]
    pub fn avatar_url(&self) -> Option<OwnedMxcUri> {
        ["avatar_url", "org.matrix.msc2765.avatar_url"]
            .into_iter()
            .filter_map(|name| text(&self.content, name).map(OwnedMxcUri::from))
            .find(|uri| uri.is_valid())
    }

    /// `creatorUserId`: who created the widget, so the definition says. Whoever edits it can write anybody there; that of
    /// a modal widget does not count.
    #[must_use]
    pub fn creator_user_id(&self) -> Option<OwnedUserId> {
        match self.kind {
            WidgetKind::Room | WidgetKind::Account => lenient(&self.content, "creatorUserId"),
            WidgetKind::Modal => None,
        }
    }

    /// `waitForIframeLoad`: whether the client waits for the frame to load (the default) instead of for
    /// `content_loaded`.
    #[must_use]
    pub fn wait_for_iframe_load(&self) -> bool {
        lenient(&self.content, "waitForIframeLoad").unwrap_or(true)
    }

    /// `data`: what the widget is configured with. Its members are variables of the URL.
    #[must_use]
    pub fn data(&self) -> Option<RawObject> {
        lenient(&self.content, "data")
    }

    /// `data`, read as that of the widget's type. A widget whose data lacks what its type requires is treated as custom.
    #[must_use]
    pub fn typed_data(&self) -> WidgetData {
        WidgetData::read(&self.widget_type, &self.data().unwrap_or_else(RawObject::empty))
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
