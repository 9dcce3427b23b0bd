//! The format of scenarios.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A scenario: one behavior of a client or a widget.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Scenario {
    /// A short sentence: what the implementation does.
    pub title: String,
    /// The side that is tested.
    pub role: Role,
    /// The IDs of the rules that the scenario tests, such as `H-LOAD-5`.
    pub rules: Vec<String>,
    /// The world of the scenario.
    #[serde(default)]
    pub given: Given,
    /// `ready`: the steps begin after the negotiation.
    pub begin: Option<Begin>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Scenario {
    /// Returns the profile of the scenario, which follows from its rules.
    #[must_use]
    pub fn profile(&self) -> Profile {
        let cites = |topic: &str| self.rules.iter().any(|rule| rule.split('-').nth(1) == Some(topic));
        match () {
            () if cites("MOD") => Profile::Modals,
            () if cites("TURN") => Profile::TurnServers,
            () if cites("ACT") => Profile::Actions,
            () => Profile::Core,
        }
    }
}

/// A part of the scenarios, for implementations that do not support everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What every client and widget needs.
    Core,
    /// Modal widgets.
    Modals,
    /// TURN servers.
    TurnServers,
    /// The rules of single actions.
    Actions,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 4] = [Self::Core, Self::Modals, Self::TurnServers, Self::Actions];

    /// Returns `core`, `modals`, `turn-servers` or `actions`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Modals => "modals",
            Self::TurnServers => "turn-servers",
            Self::Actions => "actions",
        }
    }
}

/// The side that is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// A client.
    Host,
    /// A widget.
    Widget,
}

impl Role {
    /// Returns `host` or `widget`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Widget => "widget",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The point at which the steps begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Begin {
    /// The document has loaded, and the capabilities have been decided.
    Ready,
}

/// The world of a scenario.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Given {
    /// `waitForIframeLoad` of the widget. Absent: `false`, unlike in a definition.
    pub wait_for_iframe_load: bool,
    /// `true` if the origin of messages is opaque or unchecked.
    pub opaque_origin: bool,
    /// `true` for a widget of the account. Otherwise it is a widget of the room `!room:example.org`.
    pub account: bool,
    /// For a client: a modal widget with this data of `open_modal`. For a widget: `{}` says that it is one.
    pub modal: Option<Value>,
    /// The rooms that the user has joined.
    pub rooms: Vec<String>,
    /// The capabilities that the widget requests at first.
    pub ask: Vec<String>,
    /// The capabilities that are approved. Absent: all that are requested.
    pub approve: Option<Vec<String>>,
    /// The versions that the other side lists.
    pub versions: Vec<String>,
    /// The versions that the widget lists besides those that its library handles by itself.
    pub lists: Vec<String>,
    /// The custom actions of the client, with their capabilities.
    pub custom: BTreeMap<String, Option<String>>,
    /// The client's policy for OpenID: `ask` (if absent), `allow`, `block`, or the credentials.
    pub open_id: Option<Value>,
    /// The state events that the driver returns to a read of the state of their room and type.
    pub state: Vec<Value>,
    /// What the kit leaves to the steps: actions whose requests it does not answer by itself, `prompt`, or names of driver
    /// operations.
    pub manual: Vec<String>,
}

/// A step.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Step {
    /// The other side sends a request.
    Send(Send),
    /// The other side sends this text.
    SendText(String),
    /// The other side answers a request.
    Answer(Answer),
    /// The frame of the widget reports a load event.
    FrameLoaded(Nothing),
    /// The user views this room, or none.
    ViewRoom(Option<String>),
    /// The user joins this room.
    JoinRoom(String),
    /// The client receives an event of a room.
    Event(Value),
    /// The client receives changes of the state of rooms.
    State(Vec<Value>),
    /// The client receives a to-device message.
    ToDevice(ToDevice),
    /// The user decides about capabilities.
    Decide(Decide),
    /// The driver returns.
    Return(Return),
    /// Time passes, in milliseconds.
    Advance(u64),
    /// The application of the implementation calls a method.
    Call(Call),
    /// The implementation does something.
    Expect(Expect),
    /// The implementation does all of this, in any order.
    AnyOrder(Vec<Expect>),
    /// The implementation has posted nothing, and asked for nothing, that has not been expected.
    Nothing(Nothing),
    /// Repeats steps. In their texts, `${n}` is the count, from 1.
    Repeat(Repeat),
}

/// Steps that are repeated.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Repeat {
    /// The number of times.
    pub times: u16,
    /// The steps.
    pub steps: Vec<Step>,
}

/// No details: `{}`.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// A request of the other side.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Send {
    /// The request ID, by which a reply refers to the request.
    pub id: String,
    /// The name of the action.
    pub action: String,
    /// The data. Absent: `{}`.
    pub data: Option<Value>,
}

/// An answer of the other side.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Answer {
    /// The name (`as`) of the expected request.
    pub to: String,
    /// The response.
    pub response: Value,
    /// Members of the message that replace those of the request, for example another `action`.
    #[serde(default)]
    pub replace: BTreeMap<String, Value>,
}

/// A to-device message.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ToDevice {
    /// The message: `type`, `sender` and `content`.
    pub message: Value,
    /// `true` if the client has decrypted it.
    #[serde(default)]
    pub encrypted: bool,
}

/// A decision about capabilities.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Decide {
    /// The name (`as`) of the expected prompt.
    pub prompt: String,
    /// The capabilities that the user approves.
    pub approve: Vec<String>,
}

/// A result of the driver: a value or an error.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Return {
    /// The name (`as`) of the expected driver operation.
    pub of: String,
    /// The value. Absent: `{}`.
    pub value: Option<Value>,
    /// The error: the member `error` of an error response.
    pub error: Option<Value>,
}

/// A call of a method.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Call {
    /// The method. An action is called by the name of its variant: `sendEvent`. A custom action has its own name.
    pub name: String,
    /// The arguments. Absent: `{}`.
    pub args: Option<Value>,
    /// A name for the outcome.
    #[serde(rename = "as")]
    pub name_of: Option<String>,
}

/// Something that the implementation does.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Expect {
    /// It answers a request of the other side.
    Reply(Reply),
    /// It sends a request.
    Request(Request),
    /// It asks the user about capabilities.
    Prompt(Prompt),
    /// It asks the driver.
    Driver(Driver),
    /// A call has an outcome.
    Outcome(Outcome),
    /// It tells its application something.
    Notice(Notice),
}

/// The answer to a request of the other side. `error: true` stands for any error.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Reply {
    /// The ID of the request.
    pub to: String,
    /// The pattern of the response. Absent: any response that is not an error.
    pub response: Option<Value>,
    /// `true` if the response is an error.
    #[serde(default)]
    pub error: bool,
    /// How the reply repeats the request.
    #[serde(default)]
    pub echo: Echo,
}

/// How a reply repeats its request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Echo {
    /// Without `response`, it is the same value.
    #[default]
    Value,
    /// It is the text of the request, with `response` added at the end.
    Bytes,
}

/// A request of the implementation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Request {
    /// The name of the action.
    pub action: String,
    /// The pattern of the request ID. Absent: any ID.
    pub id: Option<Value>,
    /// The pattern of the data. Absent: any data.
    pub data: Option<Value>,
    /// A name for the message.
    #[serde(rename = "as")]
    pub name: Option<String>,
}

/// A prompt.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Prompt {
    /// The pattern of the capabilities. Absent: any.
    pub capabilities: Option<Value>,
    /// A name for the prompt.
    #[serde(rename = "as")]
    pub name: Option<String>,
}

/// A driver operation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Driver {
    /// The operation: an action by the name of its variant, such as `sendEvent`, a custom action by its name, or `readTimeline`,
    /// `readState`, `readStickyEvents`, `openId`, `turnServers` or `openModal`.
    pub op: String,
    /// The pattern of the data. Absent: any data.
    pub data: Option<Value>,
    /// The pattern of the rooms. Absent: any rooms.
    pub rooms: Option<Value>,
    /// A name for the operation.
    #[serde(rename = "as")]
    pub name: Option<String>,
}

/// The outcome of a call.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Outcome {
    /// The name of the call.
    pub of: String,
    /// The pattern of the value. Absent: any value.
    pub ok: Option<Value>,
    /// `true` if the call fails.
    #[serde(default)]
    pub error: bool,
}

/// A notice to the application.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Notice {
    /// The name of the notice, such as `cancelled`, `reloaded`, `granted`, `ready`, `event`, `state`.
    pub name: String,
    /// The pattern of the data. Absent: any data.
    pub data: Option<Value>,
}

/// Returns the JSON Schema of scenarios, as text.
#[must_use]
pub fn schema() -> String {
    format!("{:#}\n", schemars::schema_for!(Scenario).to_value())
}
