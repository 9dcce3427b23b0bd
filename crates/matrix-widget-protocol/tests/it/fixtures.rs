//! `tests/fixtures/actions/`: a file for every action, in both directions, made by hand from the proposals. Its
//! README says what stands in a file.

mod bodies;
mod errors;
mod facts;
mod members;
mod messages;
mod numbers;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::LazyLock,
};

use matrix_widget_protocol::{
    Direction, Message,
    action::{ActionInfo, registry},
};
use serde::Deserialize;
use serde_json::Value;

use crate::support;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/actions");

/// What the proposals say of an action.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    /// The names in which it is met, today's first.
    pub names: Vec<String>,
    /// Numbers of the proposals that define it.
    pub mscs: Vec<u16>,
    /// What a peer's `supported_versions` must hold, for today's name.
    pub version: Option<String>,
    /// The same for the stable name, if that needs another.
    pub stable_version: Option<String>,
    /// The capabilities of which the widget needs one.
    pub capabilities: Vec<Capability>,
    pub request: Body,
    pub response: Body,
}

/// A capability, or the prefix of a family.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Capability {
    /// Today's spelling and the stable one.
    Both([String; 2]),
    /// One spelling.
    Same(String),
}

impl Capability {
    pub fn spellings(&self) -> [&str; 2] {
        match self {
            Self::Both(both) => both.each_ref().map(String::as_str),
            Self::Same(name) => [name, name],
        }
    }
}

/// What holds for a body. Members are named by JSON pointers into `full`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Nothing but what is required.
    pub minimal: Value,
    /// A realistic one with all that can go together.
    pub full: Value,
    /// Further ones that are valid.
    #[serde(default)]
    others: Vec<Value>,
    /// Required members and items of arrays, each with the errors that it gives when it is `absent`, or this JSON.
    #[serde(default)]
    required: BTreeMap<String, BTreeMap<String, String>>,
    /// Optional members, likewise. Null is absent.
    #[serde(default)]
    optional: BTreeMap<String, BTreeMap<String, String>>,
    /// What becomes of members that are named nowhere, by the object that holds them; of an object that is not here, as
    /// of the one that it is in.
    further: BTreeMap<String, Further>,
    /// Bodies that are invalid as a whole.
    #[serde(default)]
    invalid: Vec<Invalid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Further {
    /// The typed value holds them.
    Kept,
    /// It does not, and they are listed as unknown.
    Listed,
    /// All members are of one kind, and named by the sender.
    Map,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Invalid {
    body: Value,
    error: String,
}

impl Body {
    pub fn valid(&self) -> impl Iterator<Item = &Value> {
        [&self.minimal, &self.full].into_iter().chain(&self.others)
    }

    /// What becomes of further members of the object at a place.
    fn further(&self, pointer: &str) -> Further {
        let mut place = pointer;
        loop {
            match (self.further.get(place), place.rsplit_once('/')) {
                (Some(further), _) => return *further,
                (None, Some((owner, _))) => place = owner,
                (None, None) => panic!("{pointer} is in no object"),
            }
        }
    }
}

/// Every action that has a fixture.
pub static FIXTURES: LazyLock<Vec<(&'static ActionInfo, Fixture)>> = LazyLock::new(|| {
    let files = files();
    registry()
        .filter(|info| files.contains(&file_of(info)))
        .map(|info| (info, read(&file_of(info))))
        .collect()
});

fn read(file: &str) -> Fixture {
    let text = fs::read_to_string(Path::new(FOLDER).join(file)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("tests/fixtures/actions/{file}: {error}"))
}

/// The fixture of an action.
pub fn fixture_of(info: &ActionInfo) -> &'static Fixture {
    let fixture = FIXTURES.iter().find(|(other, _)| *other == info).map(|(_, fixture)| fixture);
    fixture.unwrap_or_else(|| panic!("{}", missing(&file_of(info))))
}

/// The action that has this name by its fixture.
pub fn action_named(direction: Direction, name: &str) -> Option<&'static ActionInfo> {
    let is_it = |info: &ActionInfo, fixture: &Fixture| {
        info.direction == direction && fixture.names.iter().any(|known| known == name)
    };
    FIXTURES.iter().find(|(info, fixture)| is_it(info, fixture)).map(|(info, _)| *info)
}

/// The files of the folder: `from_widget/navigate.json`.
fn files() -> BTreeSet<String> {
    let folders = Direction::ALL.map(|direction| snake_case(direction.as_str()));
    let files = folders.iter().flat_map(|folder| {
        let entries = fs::read_dir(Path::new(FOLDER).join(folder)).unwrap();
        entries.map(move |entry| format!("{folder}/{}", entry.unwrap().file_name().display()))
    });
    files.collect()
}

/// `from_widget/navigate.json`
pub fn file_of(info: &ActionInfo) -> String {
    format!("{}/{}.json", snake_case(info.direction.as_str()), snake_case(info.variant))
}

fn missing(file: &str) -> String {
    format!(
        "tests/fixtures/actions/{file} is missing: write there what the proposal says, as the README there shows"
    )
}

fn snake_case(camel_case: &str) -> String {
    let mut name = String::new();
    for character in camel_case.chars() {
        if character.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(character.to_lowercase());
    }
    name
}

/// One of the two bodies of an action, and the messages that hold it.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    info: &'static ActionInfo,
    names: &'a [String],
    is_request: bool,
    pub body: &'a Body,
}

/// All bodies of all actions.
pub fn parts() -> impl Iterator<Item = Part<'static>> {
    FIXTURES.iter().flat_map(|(info, fixture)| {
        [(true, &fixture.request), (false, &fixture.response)].map(|(is_request, body)| Part {
            info,
            names: &fixture.names,
            is_request,
            body,
        })
    })
}

impl Part<'_> {
    /// `from_widget/navigate.json, data`
    fn place(&self) -> String {
        format!("{}, {}", file_of(self.info), self.name())
    }

    /// `data` or `response`
    fn name(&self) -> &'static str {
        if self.is_request { "data" } else { "response" }
    }

    /// A message under a name of the action with the JSON text of a body.
    fn message_text(&self, action: &str, body: &str) -> String {
        let api = self.info.direction.as_str();
        if self.is_request {
            support::request(api, action, body)
        } else {
            support::response(api, action, body)
        }
    }

    pub fn message(&self, body: &Value) -> String {
        self.message_text(&self.names[0], &body.to_string())
    }

    /// The error of a body; none if it is valid.
    fn error(&self, body: &str) -> Option<String> {
        let text = self.message_text(&self.names[0], body);
        support::decode(&text).err().map(|invalid| invalid.error().to_string())
    }

    /// The members that a type names: their places, owners first, whether they are optional, and whether any value of
    /// their kind will do.
    pub fn members(&self) -> impl Iterator<Item = (&str, bool, bool)> {
        let is_free = |error: &String| !error.contains('`') && !error.contains("invalid");
        let mut members: Vec<_> = [(&self.body.required, false), (&self.body.optional, true)]
            .into_iter()
            .flat_map(|(members, is_optional)| members.iter().map(move |member| (member, is_optional)))
            .map(|((pointer, errors), is_optional)| {
                (pointer.as_str(), is_optional, errors.values().all(is_free))
            })
            .collect();
        members.sort_unstable();
        members.into_iter()
    }

    /// The place of a member, as errors and lists of unknown members write it.
    fn path(&self, pointer: &str) -> String {
        pointer.split('/').skip(1).fold(self.name().to_owned(), |path, part| {
            if part.bytes().all(|byte| byte.is_ascii_digit()) {
                format!("{path}[{part}]")
            } else {
                format!("{path}.{}", part.replace("~1", "/").replace("~0", "~"))
            }
        })
    }
}

/// Decodes a message, which must be valid and of this action.
fn decode<'a>(info: &ActionInfo, text: &'a str) -> Message<'a> {
    let message = support::decode(text).unwrap_or_else(|invalid| panic!("{invalid} in {text}"));
    assert_eq!(message.info().map(|info| info.variant), Some(info.variant), "{text}");
    message
}

/// A JSON value without the member at a place.
fn without(value: &Value, pointer: &str) -> Value {
    let mut value = value.clone();
    let (owner, name) = pointer.rsplit_once('/').unwrap();
    let owner = value.pointer_mut(owner).unwrap_or_else(|| panic!("{pointer}: nothing to take it from"));
    owner.as_object_mut().unwrap_or_else(|| panic!("{pointer} is no member")).remove(name);
    value
}

/// A JSON value with another at a place.
fn with(value: &Value, pointer: &str, new: Value) -> Value {
    let mut value = value.clone();
    if let Some(place) = value.pointer_mut(pointer) {
        *place = new;
        return value;
    }
    let (owner, name) = pointer.rsplit_once('/').unwrap();
    let owner = value.pointer_mut(owner).unwrap_or_else(|| panic!("{pointer}: nothing to put it into"));
    owner.as_object_mut().unwrap_or_else(|| panic!("{pointer} is no member")).insert(name.to_owned(), new);
    value
}
