//! The traits of actions, and the rows of the registry.

use std::{fmt, marker::PhantomData};

use matrix_widget_capability::CapabilitySet;
use ruma_common::RoomId;
use serde::{Serialize, de::DeserializeOwned};

pub use crate::coverage::NeededCapability;
use crate::{
    body_error::BodyError, coverage::Coverage, direction::Direction, doc, raw::RawObject, version::ApiVersion,
};

/// The names of an action.
///
/// Until its proposal is merged, an action has an unstable, prefixed name that deployed peers know, such as
/// `org.matrix.msc2931.navigate`. Its stable name is `navigate`. Both names identify the same action. So does a former unstable
/// name, which is only read.
pub use matrix_widget_capability::Spelling;

/// An action: its direction and the types of its `data` and `response`.
///
/// Only types of this crate implement it: the known actions, such as
/// [`from_widget::Navigate`](crate::from_widget::Navigate), and the custom actions
/// [`from_widget::Custom`](crate::from_widget::Custom) and [`to_widget::Custom`](crate::to_widget::Custom).
pub trait Action: sealed::Sealed + Sized + Send + Sync + 'static {
    /// The direction of the requests.
    const DIRECTION: Direction;

    /// The type of `data`.
    type Request: Payload + derived::Derived;
    /// The type of `response`, unless it is an error.
    type Response: Payload + derived::Derived;

    /// The expected name, as error messages show it.
    #[doc(hidden)]
    const EXPECTED_NAME: &'static str;

    /// Returns `true` if the action has this name, in any spelling.
    #[doc(hidden)]
    #[must_use]
    fn is_named(name: &str) -> bool;

    /// Returns `true` if two names of this type of action identify the same action.
    #[doc(hidden)]
    #[must_use]
    fn is_same(_name: &str, _other: &str) -> bool {
        true
    }
}

/// An action that widgets request and clients answer.
pub trait FromWidget: Action {
    /// Returns how far a set of capabilities covers a request with this data while the user views the room `viewed`.
    ///
    /// No capability covers a custom action. A client that supports a custom action makes its own permission check,
    /// for which it can use [`Coverage::of`].
    fn coverage(data: &Self::Request, granted: &CapabilitySet, viewed: Option<&RoomId>) -> Coverage;
}

/// An action that clients request and widgets answer.
pub trait ToWidget: Action {}

/// An action that the protocol knows.
pub trait KnownAction: Action {
    /// The action's row in the registry.
    const INFO: &'static ActionInfo;

    /// Checks values that decode but cannot be carried out, such as an out-of-range number or an invalid URI.
    ///
    /// # Errors
    ///
    /// Returns the error to answer the request with.
    fn check(_data: &Self::Request) -> Result<(), BodyError> {
        Ok(())
    }
}

/// An action that the protocol does not know, of one direction.
///
/// The names of custom actions follow the Java package naming convention: `com.example.my_action`.
pub trait CustomAction: Action<Request = RawObject, Response = RawObject> {}

/// A row of the registry: the name, versions and capabilities of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActionInfo {
    /// The direction of the request.
    pub direction: Direction,
    /// The name of the variant in the enums of this crate: `Navigate`.
    pub variant: &'static str,
    /// The name that deployed peers know: `org.matrix.msc2931.navigate`.
    pub name: &'static str,
    /// The stable name, if it differs: `navigate`.
    pub stable_name: Option<&'static str>,
    /// A former unstable name that released software wrote, if any. It is read, and never written in new requests.
    pub former_name: Option<&'static str>,
    /// The version that a peer lists if it knows the action by `name`.
    pub version: Option<ApiVersion>,
    /// `true` if the request is sent only to peers that list [`version`](Self::version).
    pub is_gated: bool,
    /// The version that a peer lists if it knows the action by its stable name.
    pub stable_version: Option<ApiVersion>,
    /// The capabilities of which the widget needs at least one. Empty if the action needs none, or only
    /// access to a room (`read_relations`).
    pub capabilities: &'static [NeededCapability],
    /// The numbers of the proposals (MSCs) that define the action.
    pub mscs: &'static [u16],
    pub(crate) doc: &'static str,
}

impl ActionInfo {
    /// Returns the description of the action, as Markdown.
    #[must_use]
    pub fn description(&self) -> String {
        doc::text(self.doc)
    }

    /// Returns the name in this spelling. A spelling without a name of its own gives the unstable name.
    #[must_use]
    pub fn name(&self, spelling: Spelling) -> &'static str {
        match spelling {
            Spelling::Unstable => self.name,
            Spelling::Stable => self.stable_name.unwrap_or(self.name),
            Spelling::Former => self.former_name.unwrap_or(self.name),
        }
    }

    /// Returns `true` if the request may be sent to a peer with these `supported_versions`.
    ///
    /// Only `update_state`, `theme_change` and `language_change` depend on the versions of the widget. Other requests
    /// may be sent to any peer: deployed peers handle actions whose versions they do not list, such as those of modal
    /// widgets, and answer an unknown action with an error.
    #[must_use]
    pub fn may_be_sent_to(&self, versions: &[ApiVersion]) -> bool {
        !self.is_gated || self.version.as_ref().is_none_or(|version| versions.contains(version))
    }
}

/// Visits the known actions with their types.
pub trait ActionVisitor {
    /// Visits an action of either direction.
    fn visit<A: KnownAction>(&mut self);

    /// Visits an action that widgets request.
    fn visit_from_widget<A: KnownAction + FromWidget>(&mut self) {
        self.visit::<A>();
    }

    /// Visits an action that clients request.
    fn visit_to_widget<A: KnownAction + ToWidget>(&mut self) {
        self.visit::<A>();
    }
}

/// The name of a custom action. It is never the name of a known action of the same direction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomName<A: CustomAction>(Box<str>, PhantomData<A>);

impl<A: CustomAction> CustomName<A> {
    pub(crate) fn new(name: &str) -> Self {
        Self(name.into(), PhantomData)
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<A: CustomAction> fmt::Display for CustomName<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The type of a message body, `data` or `response`: an owned type that can be serialized and deserialized.
pub trait Payload:
    Serialize + DeserializeOwned + fmt::Debug + Clone + PartialEq + Send + Sync + 'static
{
}

impl<T: Serialize + DeserializeOwned + fmt::Debug + Clone + PartialEq + Send + Sync + 'static> Payload for T {}

/// Declares a trait with a supertrait if a feature is enabled. Without the feature, every type implements the trait.
macro_rules! optional_supertrait {
    ($Trait:ident: $Super:path, $feature:literal) => {
        #[cfg(feature = $feature)]
        pub trait $Trait: $Super {}
        #[cfg(feature = $feature)]
        impl<T: $Super> $Trait for T {}

        #[cfg(not(feature = $feature))]
        pub trait $Trait {}
        #[cfg(not(feature = $feature))]
        impl<T> $Trait for T {}
    };
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// The traits that a body implements if the features `schemars`, `ts-rs` and `proptest` are enabled.
pub(crate) mod derived {
    optional_supertrait!(Schema: schemars::JsonSchema, "schemars");
    optional_supertrait!(TypeScript: ts_rs::TS, "ts-rs");
    optional_supertrait!(Random: proptest::arbitrary::Arbitrary, "proptest");

    pub trait Derived: Schema + TypeScript + Random {}
    impl<T: Schema + TypeScript + Random> Derived for T {}
}
