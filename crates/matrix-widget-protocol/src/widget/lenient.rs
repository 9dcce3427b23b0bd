//! Members read leniently, since whoever can change the state of a room writes what they like.

use serde::de::DeserializeOwned;

use crate::{
    body_error::BodyError,
    json,
    raw::{RawJson, RawObject},
};

/// A member by name, if it is there once and a `T`.
pub(super) fn lenient<T: DeserializeOwned>(object: &RawObject, name: &str) -> Option<T> {
    object.get(name).ok().flatten()
}

/// A member by name, if it is there once and a string.
pub(super) fn text(object: &RawObject, name: &str) -> Option<String> {
    json::lossy_string(lenient::<RawJson>(object, name)?.as_str())
}

/// Checks that an object names no other ID than it should.
pub(super) fn check_id(object: &RawObject, member: &str, id: &str) -> Result<(), BodyError> {
    let is_other = |(name, value): (String, &str)| {
        name == member && json::lossy_string(value).is_some_and(|other| other != id)
    };
    if object.members().into_iter().any(is_other) {
        return Err(BodyError::unexpected(member, "the ID of the widget", "another string"));
    }
    Ok(())
}
