//! What a widget does, and with which kind of events.

/// What a widget does with the events of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `send`: the widget sends them.
    Send,
    /// `receive`: the widget is told of new ones, and may read past ones.
    Receive,
    /// `read`: the widget reads past ones, and is not told of new ones
    /// ([MSC2876](https://github.com/matrix-org/matrix-spec-proposals/pull/2876)).
    Read,
}

/// Message-like events and state events are told apart by the prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// `event`: an event without a state key.
    MessageLike,
    /// `state_event`: an event with a state key.
    State,
}

/// What a widget does with to-device messages or account data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// `send`: the widget sends or changes them.
    Send,
    /// `receive`: the widget is told of them or reads them.
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
