//! The Matrix Widget API as types.
