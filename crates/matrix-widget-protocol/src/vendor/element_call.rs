//! Element Call, the widget for calls: its URL parameters, their presets, and its capabilities.
//!
//! Element Call is loaded as a *virtual* widget of type `m.call`: the client creates its definition, and no room state
//! holds it. A client builds the URL from [`ElementCallParameters`], and approves the capabilities of
//! [`CallMembership`]:
//!
//! ```
//! use matrix_widget_protocol::{
//!     WithExtra,
//!     reexports::ruma_common::{device_id, owned_device_id, owned_room_id, owned_user_id, room_id, user_id},
//!     vendor::element_call::{CallMembership, CallPlatform, ElementCallIntent, ElementCallParameters},
//!     widget::{UrlVariables, Widget, WidgetContent, WidgetParameters, WidgetType},
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut parameters = ElementCallParameters::with_variables();
//! parameters.intent = Some(ElementCallIntent::StartCallDm);
//! parameters.per_participant_e2ee = Some(true.into());
//! let template = WithExtra::new(parameters).to_template("https://call.example.org/");
//! let mut content = WidgetContent::new(WidgetType::Call, template);
//! content.wait_for_iframe_load = Some(false);
//! let widget = Widget::new_virtual("call-1", &content);
//!
//! // The URL for the frame of the widget.
//! let mut variables = UrlVariables::new(owned_user_id!("@alice:example.org"));
//! variables.room_id = Some(owned_room_id!("!room:example.org"));
//! variables.device_id = Some(owned_device_id!("PHONE"));
//! variables.base_url = Some("https://matrix.example.org".to_owned());
//! let page = "https://client.example.org/";
//! let url = WidgetParameters::new(widget.id(), page).add_to(&widget.url(&variables)?)?;
//!
//! // What Element Call reads from it.
//! let loaded = ElementCallParameters::from_url(&url)?;
//! assert!(loaded.is_widget());
//! assert_eq!(loaded.base_url.as_deref(), Some("https://matrix.example.org"));
//! assert!(loaded.settings(CallPlatform::Desktop).wait_for_call_pickup);
//!
//! // The requested capabilities to approve. `navigate` is not among them.
//! let call = CallMembership::new(user_id!("@alice:example.org"), device_id!("PHONE"), room_id!("!room:example.org"));
//! let mut requested = call.requested_capabilities();
//! requested.push("org.matrix.msc2931.navigate");
//! assert_eq!(call.approve(&requested).to_list(), call.requested_capabilities());
//! # Ok(())
//! # }
//! ```
//!
//! The facts were verified with Element Call 0.24 and its npm package 0.26.1.

mod capabilities;
mod intent;
mod parameters;
mod settings;
mod url;

pub use self::{
    capabilities::{CAPABILITIES, CallMembership, ElementCallCapability},
    intent::{CallPlatform, ElementCallIntent},
    parameters::{
        ElementCallBackground, ElementCallFlag, ElementCallHeader, ElementCallNotification,
        ElementCallParameters,
    },
    settings::{ElementCallMedia, ElementCallSettings},
};
