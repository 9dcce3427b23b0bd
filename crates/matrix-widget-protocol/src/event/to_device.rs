//! A to-device event as it was received.

use matrix_widget_capability::CapabilitySet;
use ruma_common::{OwnedUserId, UserId};
use serde::Serialize;

use crate::{
    body_error::BodyError,
    raw::{RawObject, raw_object},
};

raw_object! {
    /// A to-device event as it was received: `type`, `sender`, `content`, `encrypted`, and further members. It is the
    /// data of `send_to_device` to the widget. It is an object; its members are checked when they are read.
    ///
    /// See [MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819).
    pub struct ToDeviceEvent
}

/// Accessors return an error if the member is missing, mistyped or a duplicate.
///
/// ```
/// use matrix_widget_protocol::{event::ToDeviceEvent, reexports::ruma_common::serde::Raw};
///
/// # enum AnyToDeviceEvent {}
/// let json = r#"{"type":"org.example.poke","sender":"@bob:example.org","content":{"poke":1}}"#;
/// let received: Raw<AnyToDeviceEvent> = Raw::from_json_string(json.to_owned())?;
/// let event = ToDeviceEvent::try_from(received)?.with_encrypted(true);
/// assert_eq!(event.event_type()?, "org.example.poke");
/// assert_eq!(event.encrypted()?, Some(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl ToDeviceEvent {
    /// Creates an event without `encrypted`.
    #[must_use]
    pub fn new(event_type: &str, sender: &UserId, content: &RawObject) -> Self {
        #[derive(Serialize)]
        struct Members<'a> {
            r#type: &'a str,
            sender: &'a UserId,
            content: &'a RawObject,
        }
        Self(RawObject::of(&Members { r#type: event_type, sender, content }))
    }

    /// Returns the event with this value of `encrypted`: `true` if the event was received encrypted.
    ///
    /// A client sets it according to its own decryption, because the sender controls the rest of the JSON.
    #[must_use]
    pub fn with_encrypted(self, encrypted: bool) -> Self {
        Self(self.0.with_member("encrypted", &encrypted))
    }

    /// Returns `type`, the type of the event.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not a string, or a duplicate.
    pub fn event_type(&self) -> Result<String, BodyError> {
        self.0.require("type")
    }

    /// Returns `sender`, the user who sent the event.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not a user ID, or a duplicate.
    pub fn sender(&self) -> Result<OwnedUserId, BodyError> {
        self.0.require("sender")
    }

    /// Returns `encrypted`: `true` if the event was received encrypted. Some older clients omit it.
    ///
    /// # Errors
    ///
    /// Returns an error if it is not a boolean, or a duplicate.
    pub fn encrypted(&self) -> Result<Option<bool>, BodyError> {
        self.0.get("encrypted")
    }

    /// Returns `content`.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not an object, or a duplicate.
    pub fn content(&self) -> Result<RawObject, BodyError> {
        self.0.require("content")
    }

    /// Returns `true` if a widget with these capabilities may receive the event.
    ///
    /// An event in which `type`, `sender`, `content` or `encrypted` is invalid or a duplicate may not be received.
    #[must_use]
    pub fn may_be_received(&self, granted: &CapabilitySet) -> bool {
        self.event_type().is_ok_and(|event_type| granted.may_receive_to_device(&event_type))
            && self.sender().is_ok()
            && self.content().is_ok()
            && self.encrypted().is_ok()
    }
}
