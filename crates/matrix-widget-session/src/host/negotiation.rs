//! The capabilities that the widget has requested and been granted.

use std::{collections::BTreeSet, mem, sync::Arc};

use matrix_widget_protocol::{
    RawJson, RawObject,
    reexports::matrix_widget_capability::{
        Capability, CapabilityList, CapabilitySet, Dialect, Family, Permission,
    },
    to_widget::NotifyCapabilitiesRequest,
};

use super::{
    config::{HostConfig, Limits},
    permission::is_key_traffic,
};
use crate::TicketId;

/// The dialect of deployed widgets.
const DIALECT: Dialect = Dialect::Msc2762;

/// The length of a long capability: an event type, a state key and a room ID.
const LONGEST: usize = 1024;

/// The capabilities that a widget has requested and been granted.
#[derive(Debug)]
pub(super) struct Negotiation {
    /// The strings that have been decided in this epoch, in order of their first appearance: those that were refused, and `None`
    /// for those that were granted.
    decided: Vec<Option<Box<str>>>,
    /// The strings that were granted in this epoch, in the same order.
    granted: Arc<CapabilitySet>,
    /// The strings that the user has approved in earlier epochs.
    remembered: CapabilitySet,
    prompt: Option<(TicketId, Round)>,
    /// The strings that were requested while the prompt was open.
    gathered: Option<Vec<String>>,
}

/// Capabilities to decide about.
#[derive(Debug)]
pub(super) struct Round {
    /// The new strings, in order of their first appearance.
    strings: Vec<String>,
    /// Those about which the user has to decide.
    pub(super) asked: CapabilitySet,
}

impl Round {
    /// Returns `true` if the widget has asked to receive room state.
    pub(super) fn asks_for_state(&self) -> bool {
        CapabilitySet::from_strings(&self.strings, DIALECT).receivable_state().next().is_some()
    }
}

impl Negotiation {
    pub(super) fn new() -> Self {
        Self {
            decided: Vec::new(),
            granted: Arc::new(CapabilitySet::new(DIALECT)),
            remembered: CapabilitySet::new(DIALECT),
            prompt: None,
            gathered: None,
        }
    }

    pub(super) fn granted(&self) -> &Arc<CapabilitySet> {
        &self.granted
    }

    /// Returns all strings that have been decided in this epoch.
    fn decided(&self) -> impl Iterator<Item = &str> {
        let mut granted = self.granted.strings();
        self.decided.iter().filter_map(move |refused| refused.as_deref().or_else(|| granted.next()))
    }

    /// Returns `true` if these strings can be added to those of this epoch, or of a new epoch, within the limits.
    pub(super) fn has_room_for(&self, list: &CapabilityList, is_new_epoch: bool, limits: &Limits) -> bool {
        let mut all: BTreeSet<&str> = list.iter().collect();
        if !is_new_epoch {
            let open = self.prompt.iter().flat_map(|(_, round)| &round.strings);
            let gathered = self.gathered.iter().flatten();
            all.extend(self.decided().chain(open.chain(gathered).map(String::as_str)));
        }
        let bytes: usize = all.iter().map(|string| string.len()).sum();
        all.len() <= limits.capabilities && bytes <= limits.capabilities * LONGEST
    }

    /// Returns the round in which these strings are decided.
    pub(super) fn round<'a>(&self, strings: impl IntoIterator<Item = &'a str>, config: &HostConfig) -> Round {
        let mut known: BTreeSet<&str> = self.decided().collect();
        let strings: Vec<_> = strings.into_iter().filter(|string| known.insert(string)).collect();
        let asked = strings
            .iter()
            .filter(|string| is_grantable(string, config) && !covers(&self.approvals(config), string));
        Round {
            asked: CapabilitySet::from_strings(asked, DIALECT),
            strings: strings.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Opens the prompt of a round.
    pub(super) fn open(&mut self, ticket: TicketId, round: Round) {
        self.prompt = Some((ticket, round));
    }

    pub(super) fn is_open(&self) -> bool {
        self.prompt.is_some()
    }

    /// Adds strings to the round after the open prompt.
    pub(super) fn gather(&mut self, list: &CapabilityList) {
        let gathered = self.gathered.get_or_insert_default();
        let mut known: BTreeSet<String> = gathered.iter().cloned().collect();
        gathered.extend(list.iter().map(str::to_owned).filter(|string| known.insert(string.clone())));
    }

    /// Returns the strings that were requested while the last prompt was open.
    pub(super) fn take_gathered(&mut self) -> Option<Vec<String>> {
        self.gathered.take()
    }

    /// Returns the round whose prompt has this ticket, and closes the prompt.
    pub(super) fn close(&mut self, ticket: TicketId) -> Option<Round> {
        self.prompt.take_if(|(open, _)| *open == ticket).map(|(_, round)| round)
    }

    /// Decides a round. Approvals of what the user was not asked about do not count.
    pub(super) fn decide(&mut self, round: Round, approved: &CapabilitySet, config: &HostConfig) {
        let asked: BTreeSet<&str> = round.asked.strings().collect();
        let is_granted = |string: &str| {
            let is_approved = asked.contains(string) && covers(&[approved], string);
            is_grantable(string, config) && (is_approved || covers(&self.approvals(config), string))
        };
        let granted: Vec<bool> = round.strings.iter().map(|string| is_granted(string)).collect();
        let set = Arc::make_mut(&mut self.granted);
        for (string, is_granted) in round.strings.into_iter().zip(granted) {
            if is_granted {
                set.insert(&string);
            }
            self.decided.push((!is_granted).then(|| string.into()));
        }
    }

    /// Returns what is approved without a prompt.
    fn approvals<'a>(&'a self, config: &'a HostConfig) -> [&'a CapabilitySet; 3] {
        [&config.approved, &self.remembered, &self.granted]
    }

    /// Returns the message with all decisions of this epoch.
    pub(super) fn totals(&self) -> NotifyCapabilitiesRequest {
        NotifyCapabilitiesRequest::new(self.decided().collect(), self.granted.to_list())
    }

    /// Begins a new epoch without grants. With `remembers`, what the user has approved needs no prompt in it. Returns the ticket of
    /// the prompt that is withdrawn.
    pub(super) fn restart(&mut self, remembers: bool, config: &HostConfig) -> Option<TicketId> {
        let Self { granted, mut remembered, prompt, .. } = mem::replace(self, Self::new());
        if remembers {
            for string in granted.strings() {
                if !covers(&[&config.approved, &remembered], string) {
                    remembered.insert(string);
                }
            }
            self.remembered = remembered;
        }
        prompt.map(|(ticket, _)| ticket)
    }
}

/// Returns `true` if one of the sets allows what the string stands for. An unknown string stands for itself.
fn covers(sets: &[&CapabilitySet], string: &str) -> bool {
    let capability = Capability::parse_lenient(string, DIALECT);
    let permission = capability.permission();
    let is_unknown = matches!(permission, Permission::Unknown(_));
    sets.iter()
        .any(|set| if is_unknown { set.strings().any(|own| own == string) } else { set.subsumes(permission) })
}

/// Returns `true` if a body has a member `error` of any form.
pub(super) fn has_error(body: Option<&str>) -> bool {
    let body = RawObject::from_text(body.unwrap_or("{}"));
    body.is_ok_and(|body| !matches!(body.get::<RawJson>("error"), Ok(None)))
}

/// Returns `true` if the list of capabilities in a body is absent or null.
pub(super) fn has_no_list(body: Option<&str>) -> bool {
    let body = RawObject::from_text(body.unwrap_or("{}"));
    body.is_ok_and(|body| matches!(body.get::<CapabilityList>("capabilities"), Ok(None)))
}

/// Returns `false` for strings that are refused without a prompt.
fn is_grantable(string: &str, config: &HostConfig) -> bool {
    match Capability::parse_lenient(string, DIALECT).permission() {
        Permission::Unknown(_) => config.is_registered(string),
        Permission::Flag(flag) => config.supports(*flag),
        permission => {
            let is_to_device = matches!(permission.family(), Some(Family::ToDevice(_)));
            !(is_to_device && permission.event_type().is_some_and(is_key_traffic))
        }
    }
}
