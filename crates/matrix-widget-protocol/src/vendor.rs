//! Protocols of vendors, which no proposal defines.
//!
//! The actions of vendors are listed with the other actions.

pub(crate) mod commet;
pub(crate) mod element;
pub mod element_call;
