//! Lenient access to the members of untrusted definitions.

use ruma_common::OwnedMxcUri;
use serde::de::DeserializeOwned;

use crate::{
    body_error::BodyError,
    json,
    raw::{RawJson, RawObject},
};

/// Returns a member by name, or `None` if it is absent, a duplicate, or not a valid `T`.
pub(super) fn lenient<T: DeserializeOwned>(object: &RawObject, name: &str) -> Option<T> {
    object.get(name).ok().flatten()
}

/// Returns a member by name, or `None` if it is absent, a duplicate, or not a string.
pub(super) fn text(object: &RawObject, name: &str) -> Option<String> {
    json::lossy_string(lenient::<RawJson>(object, name)?.as_str())
}

/// Returns a member by name, or `None` if it is absent, a duplicate, or not a valid `mxc:` URI.
pub(super) fn mxc_uri(object: &RawObject, name: &str) -> Option<OwnedMxcUri> {
    text(object, name).map(OwnedMxcUri::from).filter(|uri| uri.is_valid())
}

/// Checks that a member does not contain another ID.
pub(super) fn check_id(object: &RawObject, member: &str, id: &str) -> Result<(), BodyError> {
    let is_other = |(name, value): (String, &str)| {
        name == member && json::lossy_string(value).is_some_and(|other| other != id)
    };
    if object.members().into_iter().any(is_other) {
        return Err(BodyError::unexpected(member, "the ID of the widget", "another string"));
    }
    Ok(())
}
