//! Protocols of vendors, which no proposal defines.
//!
//! The actions of vendors and their types are in [`from_widget`](crate::from_widget) and [`to_widget`](crate::to_widget).

pub(crate) mod commet;
pub(crate) mod element;
pub mod element_call;
