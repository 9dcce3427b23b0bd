//! Tests of the kit, and of the sessions with its scenarios.

#[cfg(test)]
mod engine;
#[cfg(test)]
mod patterns;
#[cfg(test)]
mod scenarios;
