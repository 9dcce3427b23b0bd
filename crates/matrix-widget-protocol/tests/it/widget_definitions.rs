//! Widget definitions and their URLs.

mod account;
mod data;
mod parameters;
mod room;
mod support;
mod url;
mod url_properties;
