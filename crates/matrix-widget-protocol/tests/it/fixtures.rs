//! `tests/fixtures/actions/`: a file for every action of each direction, written by hand from the proposals. The README
//! there describes the format.

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

/// The description of an action by the proposals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    /// The unstable name, and the stable name if it differs.
    pub names: Vec<String>,
    /// A former unstable name, which is only read.
    pub former: Option<String>,
    /// The numbers of the proposals that define the action.
    pub mscs: Vec<u16>,
    /// The version that a peer must list for the unstable name.
    pub version: Option<String>,
    /// The version that a peer must list for the stable name, if it differs from `version`.
    pub stable_version: Option<String>,
    /// The capabilities, of which the widget needs one.
    pub capabilities: Vec<Capability>,
    pub request: Body,
    pub response: Body,
}

impl Body {
    /// Returns the places of all members.
    fn pointers(&self) -> impl Iterator<Item = &String> {
        self.required.keys().chain(self.optional.keys()).chain(self.nullable.keys())
    }
}

impl Fixture {
    /// Returns the names that are read.
    pub fn all_names(&self) -> impl Iterator<Item = &String> {
        self.names.iter().chain(&self.former)
    }
}

/// A capability, or the prefix of a family.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Capability {
    /// The unstable and the stable spelling.
    Both([String; 2]),
    /// A single spelling.
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

/// The description of a body. Members are named by JSON pointers into `full`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// A body with only the required members.
    pub minimal: Value,
    /// A realistic body with all members that can occur together.
    pub full: Value,
    /// Other valid bodies.
    #[serde(default)]
    others: Vec<Value>,
    /// The required members and array items, each with the errors for `absent` or for other JSON in its place.
    #[serde(default)]
    required: BTreeMap<String, BTreeMap<String, String>>,
    /// The optional members, each with the errors for other JSON in its place.
    #[serde(default)]
    optional: BTreeMap<String, BTreeMap<String, String>>,
    /// The optional members for which null differs from absent, each with the errors for other JSON in its place.
    #[serde(default)]
    nullable: BTreeMap<String, BTreeMap<String, String>>,
    /// The handling of extra members, by the object that contains them. Other objects inherit it from their parent.
    further: BTreeMap<String, Further>,
    /// The bodies that are invalid as a whole.
    #[serde(default)]
    invalid: Vec<Invalid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Further {
    /// The typed value keeps extra members.
    Kept,
    /// Extra members are listed as unknown.
    Listed,
    /// The object is a map, so it has no extra members.
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

    /// Returns the handling of extra members of the object at a place.
    fn further(&self, pointer: &str) -> Further {
        let mut place = pointer;
        loop {
            match (self.further.get(place), place.rsplit_once('/')) {
                (Some(further), _) => return *further,
                (None, Some((owner, _))) => place = owner,
                (None, None) => panic!("{pointer} has no parent object"),
            }
        }
    }
}

/// The actions with fixtures.
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

/// Returns the fixture of an action.
pub fn fixture_of(info: &ActionInfo) -> &'static Fixture {
    let fixture = FIXTURES.iter().find(|(other, _)| *other == info).map(|(_, fixture)| fixture);
    fixture.unwrap_or_else(|| panic!("{}", missing(&file_of(info))))
}

/// Returns the action whose fixture has this name.
pub fn action_named(direction: Direction, name: &str) -> Option<&'static ActionInfo> {
    let is_it = |info: &ActionInfo, fixture: &Fixture| {
        info.direction == direction && fixture.all_names().any(|known| known == name)
    };
    FIXTURES.iter().find(|(info, fixture)| is_it(info, fixture)).map(|(info, _)| *info)
}

/// Returns the files of the folder, such as `from_widget/navigate.json`.
fn files() -> BTreeSet<String> {
    let folders = Direction::ALL.map(|direction| snake_case(direction.as_str()));
    let files = folders.iter().flat_map(|folder| {
        let entries = fs::read_dir(Path::new(FOLDER).join(folder)).unwrap();
        entries.map(move |entry| format!("{folder}/{}", entry.unwrap().file_name().display()))
    });
    files.collect()
}

/// Returns the file name of a fixture, such as `from_widget/navigate.json`.
pub fn file_of(info: &ActionInfo) -> String {
    format!("{}/{}.json", snake_case(info.direction.as_str()), snake_case(info.variant))
}

fn missing(file: &str) -> String {
    format!("missing tests/fixtures/actions/{file}: describe the action in the format of the README there")
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

/// A body of an action: the data or the response.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    info: &'static ActionInfo,
    names: &'a [String],
    is_request: bool,
    pub body: &'a Body,
}

/// Returns all bodies of all actions.
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
    /// Returns the place of the body, such as `from_widget/navigate.json, data`.
    fn place(&self) -> String {
        format!("{}, {}", file_of(self.info), self.name())
    }

    /// Returns `data` or `response`.
    fn name(&self) -> &'static str {
        if self.is_request { "data" } else { "response" }
    }

    /// Returns the text of a message with this action name and this body.
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

    /// Returns the error of a body, or `None` if the body is valid.
    fn error(&self, body: &str) -> Option<String> {
        let text = self.message_text(&self.names[0], body);
        support::decode(&text).err().map(|invalid| invalid.error().to_string())
    }

    /// Returns the members of the type, parents first: the place, whether the member is optional, and whether its type
    /// accepts any value of its JSON kind.
    pub fn members(&self) -> impl Iterator<Item = (&str, bool, bool)> {
        let is_free = |error: &String| !error.contains('`') && !error.contains("invalid");
        let mut members: Vec<_> =
            [(&self.body.required, false), (&self.body.nullable, false), (&self.body.optional, true)]
                .into_iter()
                .flat_map(|(members, is_optional)| members.iter().map(move |member| (member, is_optional)))
                .map(|((pointer, errors), is_optional)| {
                    (pointer.as_str(), is_optional, errors.values().all(is_free))
                })
                .collect();
        members.sort_unstable();
        members.into_iter()
    }

    /// Returns the path of a member in the format of errors.
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

/// Decodes a valid message of this action.
fn decode<'a>(info: &ActionInfo, text: &'a str) -> Message<'a> {
    let message = support::decode(text).unwrap_or_else(|invalid| panic!("{invalid} in {text}"));
    assert_eq!(message.info().map(|info| info.variant), Some(info.variant), "{text}");
    message
}

/// Returns a JSON value without the member at a place.
fn without(value: &Value, pointer: &str) -> Value {
    let mut value = value.clone();
    let (owner, name) = pointer.rsplit_once('/').unwrap();
    let owner = value.pointer_mut(owner).unwrap_or_else(|| panic!("{pointer}: missing parent"));
    owner.as_object_mut().unwrap_or_else(|| panic!("{pointer} is not a member")).remove(name);
    value
}

/// Returns a JSON value with another value at a place.
fn with(value: &Value, pointer: &str, new: Value) -> Value {
    let mut value = value.clone();
    if let Some(place) = value.pointer_mut(pointer) {
        *place = new;
        return value;
    }
    let (owner, name) = pointer.rsplit_once('/').unwrap();
    let owner = value.pointer_mut(owner).unwrap_or_else(|| panic!("{pointer}: missing parent"));
    owner.as_object_mut().unwrap_or_else(|| panic!("{pointer} is not a member")).insert(name.to_owned(), new);
    value
}
