//! The parts of a session that ask the application for something of their own.

use std::collections::BTreeSet;

use matrix_widget_protocol::{ApiVersion::Msc2762UpdateState, reexports::ruma_common::OwnedRoomId};

use super::{
    budget::Budget,
    config::HostConfig,
    modal::{Buttons, Opener},
    openid::OpenId,
    permission::Rights,
    state::RoomState,
    sticky::Sticky,
    turn::Turn,
    view::View,
};
use crate::{Now, TicketId};

/// The parts of a session that ask the application for something of their own.
#[derive(Debug)]
pub(super) struct Flows {
    pub(super) openid: OpenId,
    pub(super) state: RoomState,
    pub(super) sticky: Sticky,
    pub(super) turn: Turn<TicketId>,
    pub(super) opener: Opener<TicketId>,
    /// `None` unless the widget is a modal widget.
    pub(super) buttons: Option<Buttons>,
    /// The rooms of the user that `*` stands for.
    pub(super) known: BTreeSet<OwnedRoomId>,
}

impl Flows {
    pub(super) fn new(config: &HostConfig) -> Self {
        let limits = &config.limits;
        Self {
            openid: OpenId::new(
                config.openid.clone(),
                Budget::new(limits.prompts, limits.prompt_period),
                limits.driver,
            ),
            state: RoomState::new(limits.driver, config.versions().contains(&Msc2762UpdateState)),
            sticky: Sticky::default(),
            turn: Turn::new(limits.decision),
            opener: Opener::new(limits.decision),
            buttons: Buttons::of(&config.widget),
            known: BTreeSet::new(),
        }
    }

    pub(super) fn poll_timeout(&self) -> Option<Now> {
        let deadlines = [
            self.openid.poll_timeout(),
            self.turn.poll_timeout(),
            self.opener.poll_timeout(),
            self.state.poll_timeout(),
        ];
        deadlines.into_iter().flatten().min()
    }
}

/// Returns what a widget may receive.
pub(super) fn view<'a>(rights: &'a Rights, known: &'a BTreeSet<OwnedRoomId>) -> View<'a> {
    View { granted: &rights.granted, viewed: rights.viewed(), known }
}
