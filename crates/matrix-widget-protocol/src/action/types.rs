//! What an action is: its names, its types, its row in the registry.

use std::{fmt, marker::PhantomData};

use matrix_widget_capability::{Family, Flag};
use serde::{Serialize, de::DeserializeOwned};

use crate::{body_error::BodyError, direction::Direction, doc, raw::RawObject, version::ApiVersion};

/// Which of an action's two names is meant.
///
/// Proposals that are not merged yet have their actions under a prefixed name, `org.matrix.msc2931.navigate`, which every
/// deployed peer knows. Once merged, the stable name counts, `navigate`. Both names mean the same action.
pub use matrix_widget_capability::Spelling;

/// One direction of one action: its data and its response.
///
/// Implemented by the types that an action table declares, such as [`from_widget::Navigate`](crate::from_widget::Navigate),
/// and by the custom ones, such as
/// [`from_widget::Custom`](crate::from_widget::Custom). It is what makes an answer of the wrong type fail to compile.
pub trait Action: Sized + Send + Sync + 'static {
    /// `data`
    type Request: Payload;
    /// `response`, unless it is an error.
    type Response: Payload;

    /// Whether two names, both of this action, mean the same.
    #[doc(hidden)]
    #[must_use]
    fn is_same(_name: &str, _other: &str) -> bool {
        true
    }
}

/// An action that the protocol knows.
pub trait KnownAction: Action {
    /// Its row in the registry.
    const INFO: &'static ActionInfo;

    /// Judges what decodes but cannot be done: a number out of range, a URI that is none.
    ///
    /// # Errors
    ///
    /// The one with which the request is answered.
    fn check(_data: &Self::Request) -> Result<(), BodyError> {
        Ok(())
    }
}

/// The actions of a direction that the protocol does not know, together.
///
/// Names are open: who makes up an action names it like a Java package, `com.example.my_action`. A known name cannot be had
/// here.
pub trait CustomAction: Action<Request = RawObject, Response = RawObject> {
    /// The direction of the requests.
    const DIRECTION: Direction;
}

/// What the protocol says of an action: a row of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActionInfo {
    /// The direction of the request.
    pub direction: Direction,
    /// The name of the variant in the enums of this crate: `Navigate`.
    pub variant: &'static str,
    /// The name on the wire today: `org.matrix.msc2931.navigate`.
    pub name: &'static str,
    /// The name that the proposal gives once merged, if it is another: `navigate`.
    pub stable_name: Option<&'static str>,
    /// What a peer's `supported_versions` must hold before the action is used under today's name.
    pub version: Option<ApiVersion>,
    /// The same for the stable name.
    pub stable_version: Option<ApiVersion>,
    /// The capabilities of which the widget needs one, if any.
    pub capabilities: &'static [NeededCapability],
    /// Numbers of the proposals (MSCs) that define the action.
    pub mscs: &'static [u16],
    pub(crate) doc: &'static str,
}

/// A capability that an action needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeededCapability {
    /// This one.
    Flag(Flag),
    /// One of this family: which one depends on what the request is about, an event type for instance.
    Family(Family),
}

impl NeededCapability {
    /// The capability on the wire, or what it begins with: `m.navigate`, `m.send.event:`.
    #[must_use]
    pub const fn as_str(self, spelling: Spelling) -> &'static str {
        match self {
            Self::Flag(flag) => flag.as_str(spelling),
            Self::Family(family) => family.as_str(spelling),
        }
    }
}

impl ActionInfo {
    /// What the action does, as Markdown.
    #[must_use]
    pub fn description(&self) -> String {
        doc::text(self.doc)
    }

    /// The name in the given spelling. An action with one name has it in both.
    #[must_use]
    pub fn name(&self, spelling: Spelling) -> &'static str {
        match spelling {
            Spelling::Unstable => self.name,
            Spelling::Stable => self.stable_name.unwrap_or(self.name),
        }
    }

    /// Whether a peer that answered these `supported_versions` has the action, under the name of the given spelling.
    ///
    /// Advice, not a condition: nothing here keeps a request from being built. No version that is advertised today
    /// proves that a peer knows a stable name.
    #[must_use]
    pub fn is_supported_by(&self, versions: &[ApiVersion], spelling: Spelling) -> bool {
        let needed = match spelling {
            Spelling::Unstable => &self.version,
            Spelling::Stable => &self.stable_version,
        };
        needed.as_ref().is_none_or(|version| versions.contains(version))
    }
}

/// Walks the actions of a table with their types, for whoever generates something from them.
pub trait ActionVisitor {
    /// Visits one action.
    fn visit<A: KnownAction>(&mut self);
}

/// The name of an action that the protocol does not know in the direction of `A`.
///
/// Made by reading a name, so that it can never be one of a known action.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomName<A: CustomAction>(Box<str>, PhantomData<A>);

impl<A: CustomAction> CustomName<A> {
    pub(crate) fn new(name: &str) -> Self {
        Self(name.into(), PhantomData)
    }

    /// The name.
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

/// What every body is: an owned type that reads and writes JSON, with a JSON Schema and a TypeScript type where the
/// features are on, and random values for tests.
pub trait Payload:
    Serialize
    + DeserializeOwned
    + fmt::Debug
    + Clone
    + PartialEq
    + Send
    + Sync
    + WithSchema
    + WithTypeScript
    + WithArbitrary
    + 'static
{
}

impl<T> Payload for T where
    T: Serialize
        + DeserializeOwned
        + fmt::Debug
        + Clone
        + PartialEq
        + Send
        + Sync
        + WithSchema
        + WithTypeScript
        + WithArbitrary
        + 'static
{
}

/// `schemars::JsonSchema` where the feature `schemars` is on, nothing otherwise.
#[cfg(feature = "schemars")]
pub trait WithSchema: schemars::JsonSchema {}
#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> WithSchema for T {}

/// `schemars::JsonSchema` where the feature `schemars` is on, nothing otherwise.
#[cfg(not(feature = "schemars"))]
pub trait WithSchema {}
#[cfg(not(feature = "schemars"))]
impl<T> WithSchema for T {}

/// `ts_rs::TS` where the feature `ts-rs` is on, nothing otherwise.
#[cfg(feature = "ts-rs")]
pub trait WithTypeScript: ts_rs::TS {}
#[cfg(feature = "ts-rs")]
impl<T: ts_rs::TS> WithTypeScript for T {}

/// `ts_rs::TS` where the feature `ts-rs` is on, nothing otherwise.
#[cfg(not(feature = "ts-rs"))]
pub trait WithTypeScript {}
#[cfg(not(feature = "ts-rs"))]
impl<T> WithTypeScript for T {}

/// `proptest::arbitrary::Arbitrary` where the feature `proptest` is on, nothing otherwise.
#[cfg(feature = "proptest")]
pub trait WithArbitrary: proptest::arbitrary::Arbitrary {}
#[cfg(feature = "proptest")]
impl<T: proptest::arbitrary::Arbitrary> WithArbitrary for T {}

/// `proptest::arbitrary::Arbitrary` where the feature `proptest` is on, nothing otherwise.
#[cfg(not(feature = "proptest"))]
pub trait WithArbitrary {}
#[cfg(not(feature = "proptest"))]
impl<T> WithArbitrary for T {}
