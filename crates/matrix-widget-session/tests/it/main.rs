//! Tests of the public API, written from the rules and not from the code.

#[cfg(test)]
mod both;
#[cfg(test)]
mod diagrams;
#[cfg(test)]
mod host_errors;
#[cfg(test)]
mod host_flows;
#[cfg(test)]
mod host_identity;
#[cfg(test)]
mod host_laws;
#[cfg(test)]
mod host_load;
#[cfg(test)]
mod host_memory;
#[cfg(test)]
mod host_modal;
#[cfg(test)]
mod host_negotiation;
#[cfg(test)]
mod host_openid;
#[cfg(test)]
mod host_permission;
#[cfg(test)]
mod host_push;
#[cfg(test)]
mod host_state;
#[cfg(test)]
mod host_support;
#[cfg(test)]
mod host_turn;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod widget;
