//! The session of a widget.

mod answers;
mod load;
mod modal;
mod negotiation;
mod openid;
mod properties;
mod renegotiation;
mod requests;
mod state;
pub mod support;
mod turn;
mod versions;
