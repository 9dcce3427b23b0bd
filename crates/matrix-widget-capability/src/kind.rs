//! Directions and kinds of events.

/// An operation of a widget on the events of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `send`: the widget sends events.
    Send,
    /// `receive`: the widget receives new events and reads past events.
    Receive,
    /// `read`: the widget reads past events and does not receive new events
    /// ([MSC2876](https://github.com/matrix-org/matrix-spec-proposals/pull/2876)).
    Read,
}

/// The kind of an event, which the prefix of the capability names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// `event`: an event without a state key.
    MessageLike,
    /// `state_event`: an event with a state key.
    State,
}

/// An operation of a widget on to-device messages or account data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// `send`: the widget sends messages or changes data.
    Send,
    /// `receive`: the widget receives messages or reads data.
    Receive,
}

impl From<Flow> for Direction {
    fn from(flow: Flow) -> Self {
        match flow {
            Flow::Send => Self::Send,
            Flow::Receive => Self::Receive,
        }
    }
}
