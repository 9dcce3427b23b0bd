//! Widget definitions in rooms and accounts, URL templates, and the query parameters of widget URLs.
//!
//! | kind | definition |
//! | --- | --- |
//! | room | a state event `im.vector.modular.widgets` (stable: `m.widget`), whose state key is the widget ID |
//! | account | an entry in the account data `m.widgets`, whose key is the widget ID |
//! | modal | the data of a widget's `open_modal` |
//! | virtual | none: the client creates the widget |
//!
//! A definition in a room is untrusted. It is preserved as it was received and its members are read one by one: an
//! optional member of the wrong type counts as absent, and does not make the definition invalid. Load only
//! [`Widget::url`], which fills the variables of the URL and validates the result. [`WidgetParameters`] are the query parameters
//! that a client adds to it, and that a widget reads.
//!
//! [`WidgetType`] lists the known types of widgets, and [`WidgetData`] the members of their `data`.
//!
//! See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
//!
//! ```
//! use matrix_widget_protocol::{RawObject, widget::{UrlVariables, WidgetKind, WidgetParameters, WidgetState}};
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
//!     panic!("the definition has a type and a URL");
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
//! // The client tells the widget its ID and where to post messages, and loads the result in a frame.
//! let parameters = WidgetParameters::new(widget.id(), "https://app.example.org/client/#/room/!room:example.org");
//! assert_eq!(
//!     parameters.add_to(&widget.url(&variables)?)?,
//!     "https://widgets.example.org/poll?for=%40alice%3Aexample.org&topic=food+%26+drink\
//!      &widgetId=poll&parentUrl=https%3A%2F%2Fapp.example.org%2Fclient%2F"
//! );
//!
//! // The widget is deleted.
//! let state = WidgetState::in_room("im.vector.modular.widgets", "poll", WidgetState::deleted_content())?;
//! assert_eq!(state, WidgetState::Deleted);
//! # Ok(())
//! # }
//! ```
mod account;
mod content;
mod data;
mod definition;
pub mod element_jitsi;
mod jitsi;
mod lenient;
mod parameters;
mod scalar_token;
mod state;
mod successor;
mod types;

pub use self::{
    account::{ACCOUNT_DATA_TYPE, AccountWidget, AccountWidgets},
    content::WidgetContent,
    data::{CallData, CustomData, IntegrationManagerData, NotepadData, WidgetData},
    definition::{Widget, WidgetKind},
    jitsi::{JitsiAuth, JitsiData},
    parameters::{WidgetParameters, WidgetParametersError},
    scalar_token::with_scalar_token,
    state::{WidgetState, is_room_event_type, room_event_type},
    successor::SuccessorContent,
    types::WidgetType,
};
pub use crate::url_template::{MAX_URL_LENGTH, UrlError, UrlTemplate, UrlVariables, origin};
