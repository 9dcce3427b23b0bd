//! Tests of the public API, written from the protocol documents and not from the code.

#[cfg(test)]
#[macro_use]
mod support;

#[cfg(test)]
mod actions;
#[cfg(test)]
mod building;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod derives;
#[cfg(test)]
mod echo;
#[cfg(test)]
mod element_call;
#[cfg(test)]
mod envelope;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod other_protocols;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod raw;
#[cfg(test)]
mod recordings;
#[cfg(test)]
mod registry;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod shown;
#[cfg(test)]
mod widget_definitions;
