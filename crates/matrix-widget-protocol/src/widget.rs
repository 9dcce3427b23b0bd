//! Widget definitions: which widgets there are in a room and in an account, and what is known of each.
//!
//! | kind | where it is defined |
//! | --- | --- |
//! | room | a state event `im.vector.modular.widgets` (once merged `m.widget`), whose state key is the widget's ID |
//! | account | an entry in the account data `m.widgets`, whose key is the widget's ID |
//! | modal | the data of a widget's `open_modal` |
//!
//! Whoever can change the state of a room writes what they like there, so a definition is kept as it came and read
//! member by member: an optional member of the wrong type counts as absent and never costs the widget. What takes
//! effect is only ever [`Widget::url`], which fills the variables of the URL and judges what comes out.
//!
//! See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
//!
//! ```
//! use matrix_widget_protocol::{RawObject, UrlVariables, Widget, WidgetState, widget::WidgetKind};
//! use ruma_common::owned_user_id;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let content = RawObject::from_text(
//!     r#"{
//!         "type": "m.custom",
//!         "url": "https://widgets.example.org/poll?for=$matrix_user_id&topic=$topic",
//!         "name": 5,
//!         "data": {"title": "What to eat", "topic": "food & drink"}
//!     }"#,
//! )?;
//! let WidgetState::Present(widget) = WidgetState::in_room("im.vector.modular.widgets", "poll", content)? else {
//!     panic!("it has a type and a URL");
//! };
//! assert_eq!(widget.kind(), WidgetKind::Room);
//! assert_eq!(widget.title().as_deref(), Some("What to eat"));
//! assert_eq!(widget.name(), None);
//!
//! let variables = UrlVariables::new(owned_user_id!("@alice:example.org"));
//! assert_eq!(
//!     widget.url(&variables)?,
//!     "https://widgets.example.org/poll?for=%40alice%3Aexample.org&topic=food%20%26%20drink"
//! );
//!
//! // Somebody takes it away again.
//! let state = WidgetState::in_room("im.vector.modular.widgets", "poll", WidgetState::deleted_content())?;
//! assert_eq!(state, WidgetState::Deleted);
//! # Ok(())
//! # }
//! ```

mod account;
mod content;
mod data;

use std::fmt;

use ruma_common::{OwnedMxcUri, OwnedUserId, UserId};
use serde::de::{DeserializeOwned, Error as _};

use crate::{
    action::types::Spelling,
    body_error::BodyError,
    event::MatrixEvent,
    from_widget::open_modal::OpenModalRequest,
    json,
    raw::{RawJson, RawObject},
    url_template::{UrlError, UrlTemplate, UrlVariables},
};

pub use self::{
    account::{ACCOUNT_DATA_TYPE, AccountWidget, AccountWidgets},
    content::WidgetContent,
    data::{CustomData, JitsiData, WidgetData, WidgetType},
};

/// The type of the state events that define the widgets of a room: `im.vector.modular.widgets` today, `m.widget` once
/// merged.
///
/// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
#[must_use]
pub const fn room_event_type(spelling: Spelling) -> &'static str {
    match spelling {
        Spelling::Today => TODAY,
        Spelling::Stable => STABLE,
    }
}

const TODAY: &str = "im.vector.modular.widgets";
const STABLE: &str = "m.widget";

/// Whether a type is that of the state events that define the widgets of a room, in either spelling.
#[must_use]
pub fn is_room_event_type(event_type: &str) -> bool {
    [TODAY, STABLE].contains(&event_type)
}

fn check_event_type(event_type: &str) -> Result<(), BodyError> {
    if is_room_event_type(event_type) {
        Ok(())
    } else {
        Err(BodyError::unknown_variant("", &[TODAY, STABLE]).at(&"type"))
    }
}

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

/// What a definition says: that there is a widget, or that there is none any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WidgetState {
    /// There is this widget.
    Present(Widget),
    /// The widget was deleted: `type` or `url` is missing, no string, or there twice.
    Deleted,
}

impl WidgetState {
    /// Reads the definition of a room's widget: the type, the state key and the content of a state event.
    ///
    /// # Errors
    ///
    /// When the event is of another type, or `content.id` is another string than the state key. Such a widget is not to
    /// be shown.
    pub fn in_room(event_type: &str, state_key: &str, content: RawObject) -> Result<Self, BodyError> {
        check_event_type(event_type)?;
        Self::read(state_key, WidgetKind::Room, None, content)
    }

    /// Reads the definition of a room's widget, together with who sent it, from a state event.
    ///
    /// # Errors
    ///
    /// As [`in_room`](Self::in_room), and when `type`, `state_key` or `content` of the event is missing, mistyped, or
    /// there twice.
    ///
    /// ```
    /// use matrix_widget_protocol::{RawObject, WidgetState, event::MatrixEvent};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let event = MatrixEvent::from(RawObject::from_text(
    ///     r#"{
    ///         "type": "m.widget", "state_key": "clock", "sender": "@alice:example.org",
    ///         "content": {"type": "m.custom", "url": "https://clock.example.org/", "id": "watch"}
    ///     }"#,
    /// )?);
    /// let error = WidgetState::from_event(&event).unwrap_err();
    /// assert_eq!(error.to_string(), "content.id: expected the ID of the widget, found another string");
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_event(event: &MatrixEvent) -> Result<Self, BodyError> {
        check_event_type(&event.event_type()?)?;
        let state_key: String = event.raw().require("state_key")?;
        Self::read(&state_key, WidgetKind::Room, lenient(event.raw(), "sender"), event.content()?)
    }

    fn read(
        id: &str,
        kind: WidgetKind,
        sender: Option<OwnedUserId>,
        content: RawObject,
    ) -> Result<Self, BodyError> {
        let (Some(widget_type), Some(url)) = (text(&content, "type"), text(&content, "url")) else {
            return Ok(Self::Deleted);
        };
        check_id(&content, "id", id).map_err(|error| error.under("content"))?;
        Ok(Self::Present(Widget {
            id: id.to_owned(),
            kind,
            sender,
            widget_type: widget_type.into(),
            url,
            content,
        }))
    }

    /// `{}`: the content of a state event that deletes the widget of its state key.
    #[must_use]
    pub fn deleted_content() -> RawObject {
        RawObject::empty()
    }

    /// The widget, if there is one.
    #[must_use]
    pub fn widget(&self) -> Option<&Widget> {
        match self {
            Self::Present(widget) => Some(widget),
            Self::Deleted => None,
        }
    }

    /// The widget, if there is one.
    #[must_use]
    pub fn into_widget(self) -> Option<Widget> {
        match self {
            Self::Present(widget) => Some(widget),
            Self::Deleted => None,
        }
    }
}

/// A widget and its definition as it came.
///
/// Optional members that are mistyped or there twice count as absent; [`content`](Self::content) has everything.
/// `Debug` shows neither the URL nor the content, since they may hold a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Widget {
    id: String,
    kind: WidgetKind,
    sender: Option<OwnedUserId>,
    widget_type: WidgetType,
    url: String,
    content: RawObject,
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

/// A member by name, if it is there once and a `T`.
fn lenient<T: DeserializeOwned>(object: &RawObject, name: &str) -> Option<T> {
    object.get(name).ok().flatten()
}

/// A member by name, if it is there once and a string.
fn text(object: &RawObject, name: &str) -> Option<String> {
    json::lossy_string(lenient::<RawJson>(object, name)?.as_str())
}

/// Checks that an object names no other ID than it should.
fn check_id(object: &RawObject, member: &str, id: &str) -> Result<(), BodyError> {
    let is_other = |(name, value): (String, &str)| {
        name == member && json::lossy_string(value).is_some_and(|other| other != id)
    };
    if object.members().into_iter().any(is_other) {
        return Err(BodyError::unexpected(member, "the ID of the widget", "another string"));
    }
    Ok(())
}
