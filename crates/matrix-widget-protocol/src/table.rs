//! The macro for the table of a direction's actions.

/// Declares the actions of one direction, with one row for each action:
///
/// ```text
/// /// `org.example.name`: what it does, and a link to the MSC.
/// Variant(RequestType => ResponseType) {
///     name: "org.example.name",            // the name that deployed peers know
///     stable: "name",                      // the stable name, if it differs
///     former: "org.example.old_name",      // a former unstable name, if any, which is only read
///     version: Msc1234,                    // the `ApiVersion` of peers that know the name, if any
///     is_gated: true,                      // if the request is sent only to peers that list `version`
///     stable_version: Msc1234,             // the `ApiVersion` for the stable name, if it differs
///     capabilities: [Needs::Flag(Flag::Navigate)], // the widget needs one of these, or no capability if empty
///     coverage: path::to::a_function,      // if the needed capability depends on the data
///     check: path::to::a_function,         // if valid JSON may contain values that cannot be carried out
///     mscs: [1234],
/// }
/// ```
///
/// A duplicate name is an unreachable pattern, which is a compile error.
macro_rules! actions {
    (
        ($dollar:tt) list: $list:ident,
        direction: $Direction:ident ($visit:ident),
        names: $Name:ident,
        requests: $Request:ident,
        responses: $Response:ident,
        $(
            $(#[doc = $doc:literal])+
            $Variant:ident($Data:ty => $Answer:ty) {
                name: $name:literal,
                $(stable: $stable:literal,)?
                $(former: $former:literal,)?
                $(version: $version:ident,)?
                $(is_gated: $gated:literal,)?
                $(stable_version: $stable_version:ident,)?
                capabilities: [$($capability:expr),* $(,)?],
                $(coverage: $coverage:path,)?
                $(check: $check:path,)?
                mscs: [$($msc:literal),* $(,)?],
            }
        )*
    ) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $Variant {}

            impl $crate::action::types::sealed::Sealed for $Variant {}

            impl $crate::action::types::Action for $Variant {
                const DIRECTION: $crate::direction::Direction = $crate::direction::Direction::$Direction;
                const EXPECTED_NAME: &'static str = concat!("`", $name, "`");
                type Request = $Data;
                type Response = $Answer;

                fn is_named(name: &str) -> bool {
                    matches!(name, $name $(| $stable)? $(| $former)?)
                }
            }

            impl $crate::action::types::KnownAction for $Variant {
                const INFO: &'static $crate::action::types::ActionInfo = &$crate::action::types::ActionInfo {
                    direction: $crate::direction::Direction::$Direction,
                    variant: stringify!($Variant),
                    name: $name,
                    stable_name: $crate::table::optional!($($stable)?),
                    former_name: $crate::table::optional!($($former)?),
                    version: $crate::table::optional!($($crate::version::ApiVersion::$version)?),
                    is_gated: false $(|| $gated)?,
                    stable_version: $crate::table::optional!(
                        $($crate::version::ApiVersion::$stable_version)? $(, $crate::version::ApiVersion::$version)?
                    ),
                    capabilities: &[$($capability),*],
                    mscs: &[$($msc),*],
                    doc: concat!($($doc, "\n"),+),
                };

                $(
                    fn check(data: &Self::Request) -> Result<(), $crate::body_error::BodyError> {
                        $check(data)
                    }
                )?
            }
        )*

        /// Passes the names of the known actions of this direction to a macro: `Name, Name, …`.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $list {
            ($dollar callback:ident) => {
                $dollar callback! { $($Variant),* }
            };
        }

        #[doc = concat!("A custom action: an action of this direction (`", stringify!($Direction), "`) that the protocol does not know.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Custom {}

        impl $crate::action::types::sealed::Sealed for Custom {}

        impl $crate::action::types::Action for Custom {
            const DIRECTION: $crate::direction::Direction = $crate::direction::Direction::$Direction;
            type Request = $crate::raw::RawObject;
            type Response = $crate::raw::RawObject;
            const EXPECTED_NAME: &'static str = "the name of a custom action";

            fn is_named(name: &str) -> bool {
                !matches!(name, $($name $(| $stable)? $(| $former)?)|*)
            }

            fn is_same(name: &str, other: &str) -> bool {
                name == other
            }
        }

        impl $crate::action::types::CustomAction for Custom {}

        #[doc = concat!("Every known action of this direction (`", stringify!($Direction), "`).")]
        pub static REGISTRY: &[&$crate::action::types::ActionInfo] =
            &[$(<$Variant as $crate::action::types::KnownAction>::INFO),*];

        /// Visits every known action of this direction, in the order of the table.
        pub fn visit(visitor: &mut impl $crate::action::types::ActionVisitor) {
            $(visitor.$visit::<$Variant>();)*
        }

        #[doc = concat!("The name of an action of this direction (`", stringify!($Direction), "`).")]
        ///
        /// It preserves the spelling. All spellings of an action are equal.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum $Name {
            $(
                $(#[doc = $doc])+
                $Variant($crate::action::types::Spelling),
            )*
            /// A custom action.
            Custom($crate::action::types::CustomName<Custom>),
        }

        impl $Name {
            /// Returns the name as it was received.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant(spelling) => <$Variant as $crate::action::types::KnownAction>::INFO.name(*spelling),)*
                    Self::Custom(name) => name.as_str(),
                }
            }

            /// Returns the action's row in the registry, or `None` for a custom action.
            #[must_use]
            pub fn info(&self) -> Option<&'static $crate::action::types::ActionInfo> {
                match self {
                    $(Self::$Variant(_) => Some(<$Variant as $crate::action::types::KnownAction>::INFO),)*
                    Self::Custom(_) => None,
                }
            }

            /// Returns the unstable name.
            fn meaning(&self) -> &str {
                match self {
                    Self::Custom(name) => name.as_str(),
                    known => known.info().map_or("", |info| info.name),
                }
            }
        }

        impl From<&str> for $Name {
            fn from(name: &str) -> Self {
                match name {
                    $(
                        $name => Self::$Variant($crate::action::types::Spelling::Unstable),
                        $($stable => Self::$Variant($crate::action::types::Spelling::Stable),)?
                        $($former => Self::$Variant($crate::action::types::Spelling::Former),)?
                    )*
                    custom => Self::Custom($crate::action::types::CustomName::new(custom)),
                }
            }
        }

        impl PartialEq for $Name {
            fn eq(&self, other: &Self) -> bool {
                self.meaning() == other.meaning()
            }
        }

        impl Eq for $Name {}

        impl PartialOrd for $Name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $Name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.meaning().cmp(other.meaning())
            }
        }

        impl std::hash::Hash for $Name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.meaning().hash(state);
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        $crate::table::messages! {
            #[doc = concat!("A request of this direction (`", stringify!($Direction), "`), by action.")]
            $Request: request::Request by $Name [$($(#[doc = $doc])+ $Variant: $name $(| $stable)? $(| $former)?,)*]
        }

        impl<'a> $Request<'a> {
            /// Reads the next value as the data of this message, and passes the request to `done`.
            #[inline]
            pub(crate) fn next_value<'t, A: serde::de::MapAccess<'t>>(
                raw: $crate::envelope::RawMessage<'a>,
                action: &str,
                map: &mut A,
                done: impl FnOnce(Self),
            ) -> Result<(), A::Error> {
                match action {
                    $($name $(| $stable)? $(| $former)? => {
                        let data = map.next_value()?;
                        done(Self::$Variant($crate::request::Request::new(raw, data)));
                    })*
                    _ => {
                        let data = map.next_value()?;
                        done(Self::Custom($crate::request::Request::new(raw, data)));
                    }
                }
                Ok(())
            }
        }

        impl $Request<'_> {
            /// Returns the JSON text of an error response.
            #[must_use]
            pub fn respond_error(&self, error: &$crate::error::ErrorResponse) -> String {
                self.raw().echo(error)
            }

            /// Converts the request to the JSON text of an error response.
            ///
            /// Does not copy the text of an owned request.
            #[must_use]
            pub fn reject(self, error: impl Into<$crate::error::ErrorResponse>) -> String {
                self.into_raw().into_echo(&error.into())
            }

            /// Checks values that decode but cannot be carried out, such as an out-of-range number or an invalid URI.
            ///
            /// # Errors
            ///
            /// Returns the error to answer the request with.
            pub fn check(&self) -> Result<(), $crate::body_error::BodyError> {
                match self {
                    $(Self::$Variant(request) => {
                        <$Variant as $crate::action::types::KnownAction>::check(&request.data)
                    })*
                    Self::Custom(_) => Ok(()),
                }
            }
        }

        $crate::table::direction! { $Direction $Request [$($Variant $({ $coverage })?)*] }

        $crate::table::messages! {
            #[doc = concat!("A response to a request of this direction (`", stringify!($Direction), "`), by action.")]
            $Response: response::Response by $Name [$($(#[doc = $doc])+ $Variant: $name $(| $stable)? $(| $former)?,)*]
        }
    };
}

/// Declares the enum of a direction's requests or responses.
macro_rules! messages {
    (
        #[doc = $doc:expr]
        $Enum:ident: $module:ident::$Message:ident by $Name:ident
            [$($(#[doc = $variant_doc:literal])+ $Variant:ident: $($name:literal)|+,)*]
    ) => {
        #[doc = $doc]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $Enum<'a> {
            $(
                $(#[doc = $variant_doc])+
                $Variant($crate::$module::$Message<'a, $Variant>),
            )*
            /// A custom action.
            Custom($crate::$module::$Message<'a, Custom>),
        }

        impl<'a> $Enum<'a> {
            pub(crate) fn decode(
                raw: $crate::envelope::RawMessage<'a>,
            ) -> Result<Self, $crate::invalid::InvalidMessage> {
                match raw.action() {
                    $($($name)|+ => $crate::$module::$Message::decode(raw).map(Self::$Variant),)*
                    _ => $crate::$module::$Message::decode(raw).map(Self::Custom),
                }
            }

            pub(crate) fn typed(&self) -> &dyn $crate::typed::Typed<'a> {
                match self {
                    $(Self::$Variant(message) => message,)*
                    Self::Custom(message) => message,
                }
            }

            pub(crate) fn raw_mut(&mut self) -> &mut $crate::envelope::RawMessage<'a> {
                match self {
                    $(Self::$Variant(message) => &mut message.raw,)*
                    Self::Custom(message) => &mut message.raw,
                }
            }

            /// Returns the message as it was received.
            #[must_use]
            pub fn raw(&self) -> &$crate::envelope::RawMessage<'a> {
                self.typed().raw()
            }

            /// Returns the name of the action as it was received.
            #[must_use]
            pub fn action(&self) -> $Name {
                $Name::from(self.raw().action())
            }

            /// Returns the message as it was received, without the typed view.
            #[must_use]
            pub fn into_raw(self) -> $crate::envelope::RawMessage<'a> {
                match self {
                    $(Self::$Variant(message) => message.into_raw(),)*
                    Self::Custom(message) => message.into_raw(),
                }
            }

            /// Returns the message with a text of its own, which is copied only if it is borrowed.
            #[must_use]
            pub fn into_owned(self) -> $Enum<'static> {
                match self {
                    $(Self::$Variant(message) => $Enum::$Variant(message.into_owned()),)*
                    Self::Custom(message) => $Enum::Custom(message.into_owned()),
                }
            }
        }
    };
}

/// Implements the trait of a direction. Only requests from widgets need capabilities.
macro_rules! direction {
    (FromWidget $Request:ident [$($Variant:ident $({ $coverage:path })?)*]) => {
        $(
            impl $crate::action::types::FromWidget for $Variant {
                fn coverage(
                    data: &<Self as $crate::action::types::Action>::Request,
                    granted: &matrix_widget_capability::CapabilitySet,
                    viewed: Option<&ruma_common::RoomId>,
                ) -> $crate::coverage::Coverage {
                    $crate::table::coverage_of! { $Variant data granted viewed $($coverage)? }
                }
            }
        )*

        impl $crate::action::types::FromWidget for Custom {
            fn coverage(
                _: &<Self as $crate::action::types::Action>::Request,
                _: &matrix_widget_capability::CapabilitySet,
                _: Option<&ruma_common::RoomId>,
            ) -> $crate::coverage::Coverage {
                $crate::coverage::Coverage::never()
            }
        }

        impl $Request<'_> {
            /// Returns how far a set of capabilities covers the request while the user views the room `viewed`.
            ///
            /// No capability covers a custom action. A client that supports a custom action makes its own permission
            /// check, for which it can use [`Coverage::of`](crate::Coverage::of).
            pub fn coverage(
                &self,
                granted: &matrix_widget_capability::CapabilitySet,
                viewed: Option<&ruma_common::RoomId>,
            ) -> $crate::coverage::Coverage {
                match self {
                    $(Self::$Variant(request) => {
                        <$Variant as $crate::action::types::FromWidget>::coverage(&request.data, granted, viewed)
                    })*
                    Self::Custom(request) => {
                        <Custom as $crate::action::types::FromWidget>::coverage(&request.data, granted, viewed)
                    }
                }
            }

            /// Checks that the widget may make the request, and that it can be carried out.
            ///
            /// Combines [`coverage`](Self::coverage) and [`check`](Self::check), and refuses requests for more than is granted.
            /// It does not replace filtering: the responses to `read_events` and `read_relations` may hold only what the widget
            /// may see, also if the request is permitted. Their constructor `allowed` ensures that.
            ///
            /// # Errors
            ///
            /// Returns the error to answer the request with.
            pub fn permit(
                &self,
                granted: &matrix_widget_capability::CapabilitySet,
                viewed: Option<&ruma_common::RoomId>,
            ) -> Result<(), $crate::error::ErrorResponse> {
                self.coverage(granted, viewed).into_result()?;
                Ok(self.check()?)
            }
        }
    };
    (ToWidget $Request:ident [$($Variant:ident)*]) => {
        $(impl $crate::action::types::ToWidget for $Variant {})*

        impl $crate::action::types::ToWidget for Custom {}
    };
}

/// Calls the coverage function of a row, or checks the capabilities of the row.
macro_rules! coverage_of {
    ($Variant:ident $data:ident $granted:ident $viewed:ident $coverage:path) => {
        $coverage($data, $granted, $viewed)
    };
    ($Variant:ident $data:ident $granted:ident $viewed:ident) => {{
        let (_, _) = ($data, $viewed);
        $crate::coverage::Coverage::of_action(
            <$Variant as $crate::action::types::KnownAction>::INFO.capabilities,
            $granted,
        )
    }};
}

macro_rules! optional {
    () => {
        None
    };
    ($(,)? $first:expr $(, $rest:expr)?) => {
        Some($first)
    };
}

pub(crate) use {actions, coverage_of, direction, messages, optional};
