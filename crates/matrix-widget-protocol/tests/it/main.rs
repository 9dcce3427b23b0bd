//! What the crate promises, stated from the protocol's documents and not from the code.

#[cfg(test)]
#[path = "../../examples/decode/overlay.rs"]
mod overlay;
#[cfg(test)]
#[path = "../../examples/decode/report.rs"]
mod report;

#[cfg(test)]
#[macro_use]
mod support;

#[cfg(test)]
mod envelope;
