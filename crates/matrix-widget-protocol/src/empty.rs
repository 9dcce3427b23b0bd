//! `{}`

use serde::{Deserialize, Serialize};

use crate::{arbitrary::sampled, shape::shape};

/// `{}`: the data of a request that has none, and the response that merely acknowledges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Empty {}

impl Empty {
    /// `{}`
    #[must_use]
    pub const fn new() -> Self {
        Self {}
    }
}

sampled! { Empty => Just(Self {}) }

shape! {
    /// `{}`: the data of a request that has none, and the response that merely acknowledges.
    Empty { schema: |_| { "type": "object" }, typescript: "{ [key in string]?: unknown }" }
}
