//! Widget definitions and their URLs.

mod account;
mod data;
#[cfg(feature = "proptest")]
mod data_properties;
mod element_jitsi;
mod parameters;
mod room;
mod successor;
mod support;
mod types;
mod url;
mod url_properties;
