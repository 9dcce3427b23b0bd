//! The configuration of a session.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use matrix_widget_protocol::{
    ApiVersion,
    action::{FromWidget, KnownAction},
    defaults,
    reexports::{
        matrix_widget_capability::{CapabilitySet, Dialect, Flag},
        ruma_common::OwnedRoomId,
    },
    to_widget::ThemeChangeRequest,
    widget::{UrlVariables, Widget},
};

use super::parts::openid::OpenIdPolicy;

/// The configuration of a session: the widget, the actions that the client supports, and limits.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HostConfig {
    /// The definition of the widget.
    pub widget: Widget,
    /// `true` if messages are accepted from the origin of the widget's URL only. `false` (the default) if the origin is opaque or
    /// unchecked: then nothing that the user approves outlives a reload.
    pub checks_origin: bool,
    /// The capabilities that the widget gets without a prompt when it requests them.
    pub approved: CapabilitySet,
    /// The policy for OpenID credentials.
    pub openid: OpenIdPolicy,
    /// The variables in the URL of the widget, which are also filled into the URLs of its modal widgets. A client that shows
    /// modal widgets sets them and [claims](Self::claim) `OpenModal`.
    pub variables: Option<UrlVariables>,
    /// The theme in the URL of the widget.
    pub theme: Option<ThemeChangeRequest>,
    /// The language in the URL of the widget.
    pub language: Option<String>,
    /// The limits of the session.
    pub limits: Limits,
    pub(super) place: Place,
    /// The variants of the known actions that the client supports.
    actions: BTreeSet<&'static str>,
    /// The custom actions that the client supports, with their capabilities.
    custom: BTreeMap<String, Option<String>>,
    has_delayed_events: bool,
    has_sticky_events: bool,
    versions: Vec<ApiVersion>,
}

impl HostConfig {
    /// Creates the configuration for the widget of a room. The room does not change when the user views another one.
    ///
    /// The client supports no actions besides those that the session answers itself, until it [claims](Self::claim) them.
    #[must_use]
    pub fn in_room(widget: Widget, room: OwnedRoomId) -> Self {
        Self::new(widget, Place::Room(Some(room)))
    }

    /// Creates the configuration for a widget of the user's account. Its room is the one that the user views:
    /// [`HostSession::viewed_room`](super::HostSession::viewed_room).
    #[must_use]
    pub fn in_account(widget: Widget) -> Self {
        Self::new(widget, Place::Account)
    }

    /// Creates the configuration for a [modal widget](super::OpenModal). Its room, if it has one, does not change.
    #[must_use]
    pub fn modal(widget: Widget, room: Option<OwnedRoomId>) -> Self {
        Self::new(widget, Place::Room(room))
    }

    fn new(widget: Widget, place: Place) -> Self {
        use ApiVersion::{Msc2871, Msc2974, V0_0_1, V0_0_2, V0_1_0};
        Self {
            widget,
            place,
            checks_origin: false,
            approved: CapabilitySet::new(Dialect::Msc2762),
            openid: OpenIdPolicy::default(),
            variables: None,
            theme: None,
            language: None,
            limits: Limits::default(),
            actions: BTreeSet::new(),
            custom: BTreeMap::new(),
            has_delayed_events: false,
            has_sticky_events: false,
            versions: vec![V0_0_1, V0_0_2, V0_1_0, Msc2871, Msc2974],
        }
    }

    /// Claims an action: the client answers its requests. The versions that it needs are listed to the widget.
    #[must_use]
    pub fn claim<A: KnownAction + FromWidget>(mut self) -> Self {
        self.actions.insert(A::INFO.variant);
        [&A::INFO.version, &A::INFO.stable_version]
            .into_iter()
            .flatten()
            .cloned()
            .fold(self, Self::with_version)
    }

    /// Claims delayed events: the client obeys the `delay` of a `send_event` request.
    ///
    /// Otherwise, the session refuses the capability to send delayed events, and rejects such requests.
    #[must_use]
    pub fn claim_delayed_events(mut self) -> Self {
        self.has_delayed_events = true;
        self
    }

    /// Claims sticky events: the client obeys the `sticky_duration_ms` of a `send_event` request.
    ///
    /// Otherwise, the session refuses the capability to send sticky events, and rejects such requests.
    #[must_use]
    pub fn claim_sticky_events(mut self) -> Self {
        self.has_sticky_events = true;
        self
    }

    /// Claims a custom action with the capability that the widget needs for it. `None` lets the widget use it from the start.
    #[must_use]
    pub fn claim_custom(mut self, action: impl Into<String>, capability: Option<&str>) -> Self {
        self.custom.insert(action.into(), capability.map(str::to_owned));
        self
    }

    /// Adds a version to those that the client lists, for a feature without an action of its own: `org.matrix.msc2873`,
    /// or `org.matrix.msc2762_update_state` if the client calls [`push_state`](super::HostSession::push_state).
    #[must_use]
    pub fn with_version(mut self, version: ApiVersion) -> Self {
        if !self.versions.contains(&version) {
            self.versions.push(version);
        }
        self
    }

    pub(super) fn versions(&self) -> &[ApiVersion] {
        &self.versions
    }

    pub(super) fn claims(&self, variant: &str) -> bool {
        self.actions.contains(variant)
    }

    /// Returns `false` for the capability of a kind of events that the client does not support.
    pub(super) fn supports(&self, flag: Flag) -> bool {
        match flag {
            Flag::SendDelayedEvent => self.has_delayed_events,
            Flag::SendStickyEvent => self.has_sticky_events,
            _ => true,
        }
    }

    /// Returns the capability of a custom action, or `None` if the client does not support the action.
    pub(super) fn custom(&self, action: &str) -> Option<Option<&str>> {
        self.custom.get(action).map(Option::as_deref)
    }

    /// Returns `true` for the capability of a custom action.
    pub(super) fn is_registered(&self, capability: &str) -> bool {
        self.custom.values().any(|registered| registered.as_deref() == Some(capability))
    }
}

/// The place of a widget.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// A room, or none, for the whole session.
    Room(Option<OwnedRoomId>),
    /// The room that the user views.
    Account,
}

/// The limits of a session. The defaults work with deployed widgets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The deadline for the widget's answers.
    pub answer: Duration,
    /// The deadline for the application's answers.
    pub driver: Duration,
    /// The deadline for the application's answers about files.
    pub file: Duration,
    /// The deadline for the application's decisions that the widget waits for: TURN servers, opening a modal widget.
    pub decision: Duration,
    /// The number of times that `capabilities` is sent.
    pub attempts: u32,
    /// The number of requests of the widget without an answer.
    pub owed_requests: usize,
    /// The total size of the requests of the widget without an answer, in bytes.
    pub owed_bytes: usize,
    /// The size of a message, in bytes.
    pub message_bytes: usize,
    /// The size of an uploaded file as JSON text, in bytes: base64 takes 4 bytes for 3 bytes of the file.
    pub upload_bytes: usize,
    /// The number of messages that wait for [`poll_transmit`](super::HostSession::poll_transmit).
    pub unsent: usize,
    /// The total size of the messages that wait, in bytes.
    pub unsent_bytes: usize,
    /// The number of prompts of one kind in a [period](Self::prompt_period).
    pub prompts: usize,
    /// The period for [`prompts`](Self::prompts).
    pub prompt_period: Duration,
    /// The number of capabilities that a widget may request in an epoch.
    pub capabilities: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            answer: defaults::RESPONSE_DEADLINE,
            driver: defaults::HOMESERVER_DEADLINE,
            file: defaults::FILE_DEADLINE,
            decision: defaults::DECISION_DEADLINE,
            attempts: defaults::CAPABILITIES_ATTEMPTS,
            owed_requests: defaults::MAX_PENDING_REQUESTS,
            owed_bytes: defaults::MAX_PENDING_BYTES,
            message_bytes: defaults::MAX_MESSAGE_BYTES,
            upload_bytes: defaults::MAX_MESSAGE_BYTES,
            unsent: defaults::MAX_UNSENT_MESSAGES,
            unsent_bytes: defaults::MAX_PENDING_BYTES,
            prompts: defaults::MAX_PROMPTS,
            prompt_period: defaults::PROMPT_PERIOD,
            capabilities: 1000,
        }
    }
}
