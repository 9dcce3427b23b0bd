//! `tests/fixtures/actions/`: a file for every action, in both directions, made by hand from the proposals. Its
//! README says what stands in a file.

mod bodies;
mod errors;
mod members;
mod messages;
mod numbers;

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use matrix_widget_protocol::{Direction, Message};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    protocol::{ROWS, Row},
    support,
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/actions");

/// An action: its names, the `data` of its requests, the `response` to them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    /// In which it is met, today's first.
    names: Vec<String>,
    /// Numbers of the proposals that define it.
    mscs: Vec<u16>,
    /// What a peer's `supported_versions` must hold, for today's name.
    version: Option<String>,
    /// The same for the stable name, if that needs another.
    stable_version: Option<String>,
    /// Of which the widget needs one.
    capabilities: Vec<Needed>,
    pub request: Body,
    pub response: Body,
}

/// A capability, or the prefix of a family.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Needed {
    /// Today's spelling and the stable one.
    Both([String; 2]),
    /// One spelling.
    Same(String),
}

impl Needed {
    fn spellings(&self) -> (&str, &str) {
        match self {
            Self::Both([today, stable]) => (today, stable),
            Self::Same(name) => (name, name),
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
    fn valid(&self) -> impl Iterator<Item = &Value> {
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

/// Every fixture with its row.
pub static FIXTURES: LazyLock<Vec<(&'static Row, Fixture)>> = LazyLock::new(|| {
    let read = |row| {
        let file = format!("{FOLDER}/{}", file_of(row));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        (row, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}")))
    };
    ROWS.iter().map(read).collect()
});

/// `from_widget/navigate.json`
fn file_of(row: &Row) -> String {
    format!("{}/{}.json", snake_case(row.direction.as_str()), snake_case(row.variant))
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
    row: &'a Row,
    is_request: bool,
    pub body: &'a Body,
}

/// All bodies of all actions.
pub fn parts() -> impl Iterator<Item = Part<'static>> {
    FIXTURES.iter().flat_map(|(row, fixture)| {
        [(true, &fixture.request), (false, &fixture.response)].map(|(is_request, body)| Part {
            row,
            is_request,
            body,
        })
    })
}

impl Part<'_> {
    /// `data` or `response`
    fn name(&self) -> &'static str {
        if self.is_request { "data" } else { "response" }
    }

    /// A message under a name of the action with the JSON text of a body.
    fn message_text(&self, action: &str, body: &str) -> String {
        let api = self.row.direction.as_str();
        if self.is_request {
            support::request(api, action, body)
        } else {
            support::response(api, action, body)
        }
    }

    pub fn message(&self, body: &Value) -> String {
        self.message_text(self.row.name, &body.to_string())
    }

    /// The error of a body; none if it is valid.
    fn error(&self, body: &str) -> Option<String> {
        let text = self.message_text(self.row.name, body);
        support::decode(&text).err().map(|invalid| invalid.error().to_string())
    }

    /// The members that a type names: their places, owners first, whether they are optional, and whether any value of
    /// their kind will do.
    pub fn members(&self) -> impl Iterator<Item = (&str, bool, bool)> {
        let is_free = |error: &String| {
            !error.contains('`') && !error.contains("not valid") && !error.contains(", but ")
        };
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
fn decode<'a>(row: &Row, text: &'a str) -> Message<'a> {
    let message = support::decode(text).unwrap_or_else(|invalid| panic!("{invalid} in {text}"));
    assert_eq!(message.info().map(|info| info.variant), Some(row.variant), "{text}");
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

#[test]
fn every_action_has_a_fixture_and_every_fixture_an_action() {
    let mut files: Vec<String> = Vec::new();
    for direction in Direction::ALL {
        let folder = snake_case(direction.as_str());
        for entry in fs::read_dir(Path::new(FOLDER).join(&folder)).unwrap() {
            files.push(format!("{folder}/{}", entry.unwrap().file_name().into_string().unwrap()));
        }
    }
    files.sort();
    let mut expected: Vec<_> = ROWS.iter().map(file_of).collect();
    expected.sort();
    assert_eq!(files, expected);
}

#[test]
fn a_fixture_has_the_facts_of_its_action() {
    for (row, fixture) in FIXTURES.iter() {
        let file = file_of(row);
        assert_eq!(fixture.names, row.names().collect::<Vec<_>>(), "{file}");
        assert_eq!(fixture.mscs, row.mscs, "{file}");
        assert_eq!(fixture.version.as_deref(), row.version, "{file}");
        let stable_version = fixture.stable_version.as_ref().or(fixture.version.as_ref());
        assert_eq!(stable_version.map(String::as_str), row.stable_version, "{file}");
        let capabilities: Vec<_> = fixture.capabilities.iter().map(Needed::spellings).collect();
        assert_eq!(capabilities, row.capabilities, "{file}");
    }
}
