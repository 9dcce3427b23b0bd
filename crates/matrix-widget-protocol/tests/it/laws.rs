//! Properties that hold for every input. Property tests check them with random input, the fuzzer with its own.

pub mod echo;
pub mod event;
pub mod message;
pub mod url;
