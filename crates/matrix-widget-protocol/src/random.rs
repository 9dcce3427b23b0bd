//! Random values of what bodies are made of: the strategies that [`sampled!`](crate::arbitrary::sampled) builds on.

mod json;
mod sample;
mod values;

pub use self::values::{event_id, integer, mxc_uri, room_id, string, user_id};
pub(crate) use self::{
    json::{json_text, object_text},
    sample::Sample,
};
