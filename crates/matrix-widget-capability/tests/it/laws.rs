//! What holds for every input: the tests ask for it of random values, the fuzzer of what it comes upon.

pub mod sets;
pub mod strings;
