//! The state of TURN servers.

use crate::{Now, TicketId};

/// The subscription of a widget to TURN servers.
#[derive(Debug, Default)]
pub(in crate::host) enum Turn {
    #[default]
    Idle,
    /// The application has not delivered servers yet.
    Starting {
        subscription: TicketId,
        /// The `watch_turn_servers` requests that wait for servers.
        watches: Vec<TicketId>,
        deadline: Now,
    },
    Watching {
        subscription: TicketId,
    },
}

impl Turn {
    pub(in crate::host) fn poll_timeout(&self) -> Option<Now> {
        match self {
            Self::Starting { deadline, .. } => Some(*deadline),
            Self::Idle | Self::Watching { .. } => None,
        }
    }

    pub(in crate::host) fn subscription(&self) -> Option<TicketId> {
        match self {
            Self::Idle => None,
            Self::Starting { subscription, .. } | Self::Watching { subscription } => Some(*subscription),
        }
    }
}
