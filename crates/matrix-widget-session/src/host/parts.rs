//! What a session knows of the conversations of its own. Each is carried out by the file of the same name beside this one.

pub(super) mod buttons;
pub(super) mod modal;
pub(super) mod openid;
pub(super) mod state;
pub(super) mod sticky;
pub(super) mod turn;
