//! The adapters of the sessions of `matrix-widget-session`, with a virtual clock.

#![allow(clippy::indexing_slicing, reason = "JSON values are null where there is no member")]

mod config;
mod host;
mod json;
mod widget;
mod work;

pub use self::{host::SessionHost, widget::SessionWidget};
