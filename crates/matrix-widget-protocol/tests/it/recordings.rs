//! Messages of the reference implementation, recorded in `conformance/interop/recordings/`.

mod bad;
mod echo;
mod messages;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::LazyLock,
};

use matrix_widget_protocol::{Direction, Message, RawMessage};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../conformance/interop/recordings");

/// The place of a message: its flow, and its line, counted from 1.
pub type Place = (&'static str, usize);

static MESSAGES: LazyLock<Vec<(Place, &'static str)>> = LazyLock::new(|| {
    let files = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let files: BTreeSet<_> =
        files.filter(|file| file.extension().is_some_and(|end| end == "jsonl")).collect();
    files.into_iter().flat_map(|file| flow(&file)).collect()
});

fn flow(file: &Path) -> Vec<(Place, &'static str)> {
    let name: &str = file.file_stem().unwrap().to_str().unwrap().to_owned().leak();
    let text: &str = fs::read_to_string(file).unwrap().leak();
    text.lines().zip(1..).map(|(line, number)| ((name, number), line)).collect()
}

/// Returns every recorded message.
pub fn messages() -> impl Iterator<Item = (Place, &'static str)> {
    MESSAGES.iter().copied()
}

/// Reads the list of messages that are malformed on purpose, with the fault that the flow states.
static BAD: LazyLock<[BTreeMap<Place, String>; 2]> =
    LazyLock::new(|| ["bad-requests.json", "bad-responses.json"].map(bad));

fn read(file: &str) -> serde_json::Value {
    let text = fs::read_to_string(Path::new(FOLDER).join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn bad(file: &str) -> BTreeMap<Place, String> {
    let rows = read(file);
    let place = |row: &serde_json::Value| {
        let listed = |place: &Place| row["flow"] == place.0 && row["line"] == place.1;
        messages().map(|(place, _)| place).find(listed).unwrap_or_else(|| panic!("{row} is not recorded"))
    };
    rows.as_array().unwrap().iter().map(|row| (place(row), row["why"].as_str().unwrap().to_owned())).collect()
}

/// The requests with malformed `data`.
fn bad_requests() -> &'static BTreeMap<Place, String> {
    &BAD[0]
}

/// The responses with a malformed `response`.
fn bad_responses() -> &'static BTreeMap<Place, String> {
    &BAD[1]
}

/// The actions that the package declares.
fn declared() -> BTreeSet<(Direction, String)> {
    let actions: BTreeMap<String, Vec<String>> = serde_json::from_value(read("actions.json")).unwrap();
    let direction = |name: &str| Direction::from_name(name).unwrap();
    let named =
        |(api, names): (String, Vec<String>)| names.into_iter().map(move |name| (direction(&api), name));
    actions.into_iter().flat_map(named).collect()
}

/// Returns the fault of a malformed message, as stated by its flow.
fn why(place: Place) -> Option<&'static str> {
    bad_requests().get(&place).or_else(|| bad_responses().get(&place)).map(String::as_str)
}

/// Reads the header, which is valid in every recorded message.
fn header(text: &str) -> RawMessage<'_> {
    RawMessage::parse(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn variant(message: &Message<'_>) -> &'static str {
    message.info().map_or("Custom", |info| info.variant)
}
