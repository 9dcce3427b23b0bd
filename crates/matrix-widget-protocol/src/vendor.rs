//! Actions that no proposal defines.

pub mod element;
