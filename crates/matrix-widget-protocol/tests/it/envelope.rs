//! What is a message, what is a bad one, and what is none.

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
