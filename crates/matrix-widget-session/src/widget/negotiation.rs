//! The capabilities and the versions of the two sides.

use std::collections::BTreeSet;

use matrix_widget_protocol::{
    ApiVersion,
    reexports::matrix_widget_capability::{
        Capability, CapabilityList, CapabilitySet, Dialect, Permission, Spelling,
    },
    to_widget::CapabilitiesResponse,
};

pub(super) struct Negotiation {
    /// The list that answers `capabilities`.
    list: CapabilityList,
    is_answered: bool,
    /// The versions of the client. `None` until it has answered.
    versions: Option<Vec<ApiVersion>>,
    /// `true` if the versions say that the client never notifies the widget.
    never_notifies: bool,
    /// The approved capabilities. `None` if the client has not notified the widget.
    approved: Option<CapabilitySet>,
    /// The strings of `approved`.
    strings: BTreeSet<String>,
}

impl Negotiation {
    pub(super) fn new(capabilities: &CapabilityList) -> Self {
        Self {
            list: normalized(capabilities),
            is_answered: false,
            versions: None,
            never_notifies: false,
            approved: None,
            strings: BTreeSet::new(),
        }
    }

    pub(super) fn list(&self) -> &CapabilityList {
        &self.list
    }

    /// Returns the response to `capabilities`, or `None` after the first time.
    pub(super) fn answer(&mut self) -> Option<CapabilitiesResponse> {
        let is_first = !std::mem::replace(&mut self.is_answered, true);
        is_first.then(|| CapabilitiesResponse::new(self.list.clone()))
    }

    pub(super) fn is_answered(&self) -> bool {
        self.is_answered
    }

    pub(super) fn set_versions(&mut self, versions: Vec<ApiVersion>) {
        self.never_notifies = !versions.contains(&ApiVersion::Msc2871);
        self.versions = Some(versions);
    }

    pub(super) fn versions(&self) -> Option<&[ApiVersion]> {
        self.versions.as_deref()
    }

    /// Returns `true` if the client has decided, or never tells what it decides.
    pub(super) fn is_over(&self) -> bool {
        self.approved.is_some() || self.is_answered && self.never_notifies
    }

    pub(super) fn approved(&self) -> Option<&CapabilitySet> {
        self.approved.as_ref()
    }

    /// Adds approved capabilities, and returns the new ones.
    pub(super) fn approve(&mut self, capabilities: &CapabilityList) -> CapabilitySet {
        let approved = self.approved.get_or_insert_with(|| CapabilitySet::new(Dialect::Msc2762));
        let mut new = CapabilitySet::new(Dialect::Msc2762);
        for string in capabilities.iter() {
            if self.strings.insert(string.to_owned()) {
                approved.insert(string);
                new.insert(string);
            }
        }
        new
    }

    /// Returns `true` if the capability is approved, by its meaning or, if it is unknown, by its string.
    pub(super) fn is_approved(&self, capability: &str) -> bool {
        let approved = self.approved.as_ref();
        self.strings.contains(capability)
            || approved.is_some_and(|approved| approved.subsumes(&permission(capability)))
    }
}

/// Returns the permission of a string in plain MSC2762.
pub(super) fn permission(capability: &str) -> Permission<'_> {
    Capability::parse_lenient(capability, Dialect::Msc2762).into_permission()
}

/// Returns each capability once, with its unstable name.
pub(super) fn normalized(capabilities: &CapabilityList) -> CapabilityList {
    let mut seen = BTreeSet::new();
    let strings = capabilities.iter().map(|string| {
        let capability =
            Capability::parse_lenient(string, Dialect::Msc2762).with_spelling(Spelling::Unstable);
        capability.in_dialect(Dialect::Msc2762).map_or_else(|_| string.to_owned(), |text| text.to_string())
    });
    strings.filter(|string| seen.insert(string.clone())).collect()
}
