//! Vendor actions, which no proposal defines.

pub mod element;
