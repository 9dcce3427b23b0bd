//! Element Call, the widget for calls: its URL parameters, their presets, and its capabilities.
//!
//! Element Call is loaded as a *virtual* widget of type `m.call`: the client creates its definition, and no room state
//! holds it. A client builds the URL from [`ElementCallParameters`], and approves the capabilities of
//! [`CallMembership`]:
//!
//! ```
//! use matrix_widget_protocol::{
//!     RawObject, WithExtra,
//!     vendor::element_call::{CallMembership, CallPlatform, ElementCallIntent, ElementCallParameters},
//!     widget::{UrlTemplate, UrlVariables},
//! };
//! use matrix_widget_capability::{CapabilityList, Dialect};
//! use ruma_common::{device_id, owned_room_id, room_id, user_id};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The URL template of the widget. The client fills the variables when it loads the widget.
//! let mut parameters = ElementCallParameters::with_variables();
//! parameters.parent_url = Some("https://client.example.org/".to_owned());
//! parameters.intent = Some(ElementCallIntent::StartCallDm);
//! parameters.per_participant_e2ee = Some(true.into());
//! assert!(parameters.settings(CallPlatform::Desktop).wait_for_call_pickup);
//! let template = WithExtra::new(parameters).to_template("https://call.example.org/");
//!
//! let mut variables = UrlVariables::new(user_id!("@alice:example.org").to_owned());
//! variables.room_id = Some(owned_room_id!("!room:example.org"));
//! let url = UrlTemplate::new(&template).fill("call-1", None, &variables)?;
//! let read = ElementCallParameters::from_url(&url)?;
//! assert_eq!(read.user_id.as_deref(), Some("@alice:example.org"));
//! assert_eq!(read.intent, Some(ElementCallIntent::StartCallDm));
//!
//! // The capabilities that the widget requests, and those that the client approves.
//! let call = CallMembership::new(user_id!("@alice:example.org"), device_id!("PHONE"), room_id!("!room:example.org"));
//! let mut requested = call.requested_capabilities();
//! requested.push("org.matrix.msc2931.navigate");
//! let approved = requested.read(Dialect::Msc2762).approved_by(&call.approved_capabilities());
//! assert_eq!(approved.to_list(), call.requested_capabilities());
//! # Ok(())
//! # }
//! ```
//!
//! The facts are those of Element Call 0.24, and of its npm package 0.26.1, which does not differ.

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
