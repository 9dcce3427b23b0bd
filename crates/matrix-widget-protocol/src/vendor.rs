//! Protocols of vendors, which no proposal defines.
//!
//! The actions of vendors are among the actions of the protocol.

pub(crate) mod commet;
pub(crate) mod element;
pub mod element_call;
