//! Capability strings of the Matrix Widget API.
