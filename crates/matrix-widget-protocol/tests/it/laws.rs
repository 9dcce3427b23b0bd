//! What holds for every input: the tests ask for it of random values, the fuzzer of what it comes upon.

pub mod echo;
pub mod event;
pub mod message;
pub mod url;
