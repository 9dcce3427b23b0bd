//! Vendor actions, which no proposal defines.

pub mod commet;
pub mod element;
