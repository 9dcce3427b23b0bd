//! Empty bodies.

use serde::{Deserialize, Serialize};

use crate::{arbitrary::sampled, shape::shape};

/// `{}`: the data of a request without data, and the response that only acknowledges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Empty {}

impl Empty {
    /// Creates an empty body.
    #[must_use]
    pub const fn new() -> Self {
        Self {}
    }
}

sampled! { Empty => Just(Self {}) }

shape! {
    /// `{}`: the data of a request without data, and the response that only acknowledges.
    Empty { schema: |_| { "type": "object" }, typescript: "{ [key in string]?: unknown }" }
}
