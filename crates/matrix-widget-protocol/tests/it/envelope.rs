//! Valid messages, invalid messages, and text that is not a widget message.

mod body;
mod extremes;
mod header;
mod order;
mod repeated;
mod response;
mod shapes;
mod unicode;
mod unknown;
mod untrusted;
