//! The vectors, which also test the npm package.

use matrix_widget_capability::{CapabilitySet, Dialect};
use matrix_widget_protocol::{
    Coverage, Missing,
    from_widget::{
        FromWidgetRequest, ReadEventsResponse, ReadRelationsResponse, ReadRoomAccountDataResponse,
    },
};
use ruma_common::RoomId;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{VIEWED, coverage_of_text, from_widget_request, room};
use crate::support::request;

#[derive(Deserialize)]
struct Row {
    action: String,
    data: Value,
    granted: Vec<String>,
    #[serde(default = "viewed")]
    viewed: Option<String>,
    #[serde(default)]
    dialect: Option<String>,
}

impl Row {
    fn granted(&self) -> CapabilitySet {
        let is_scoped = self.dialect.as_deref() == Some("room-scoped");
        let dialect = if is_scoped { Dialect::RoomScoped } else { Dialect::Msc2762 };
        CapabilitySet::from_strings(&self.granted, dialect)
    }

    fn viewed(&self) -> Option<&RoomId> {
        self.viewed.as_deref().map(room)
    }
}

fn viewed() -> Option<String> {
    Some(VIEWED.to_owned())
}

/// Returns the rows under a name of all rules.
fn rows<T: DeserializeOwned>(json: &str, name: &str) -> Vec<T> {
    let rules: Vec<Value> = serde_json::from_str(json).unwrap();
    rules
        .into_iter()
        .flat_map(|mut rule| serde_json::from_value::<Vec<T>>(rule[name].take()).unwrap())
        .collect()
}

#[derive(Deserialize)]
struct Asked {
    #[serde(flatten)]
    row: Row,
    extent: String,
    missing: Option<Vec<String>>,
}

#[test]
fn coverage_is_that_of_the_vectors() {
    for Asked { row, extent, missing } in rows(include_str!("../../vectors/coverage.json"), "requests") {
        let data = row.data.to_string();
        let coverage = coverage_of_text(&row.action, &data, &row.granted(), row.viewed.as_deref());
        let found = match coverage {
            Coverage::Wholly => "whole",
            Coverage::Partly(_) => "part",
            Coverage::No(_) => "none",
        };
        assert_eq!(found, extent, "{} {data} with {:?}", row.action, row.granted);
        let found: Vec<_> = coverage.missing().into_iter().flat_map(Missing::capabilities).collect();
        assert_eq!(found, missing.unwrap_or_default(), "{} {data} with {:?}", row.action, row.granted);
    }
}

#[derive(Deserialize)]
struct Answered {
    #[serde(flatten)]
    row: Row,
    events: Vec<Value>,
    kept: Vec<usize>,
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_str(&value.to_string()).unwrap()
}

#[test]
fn filters_keep_what_the_vectors_say() {
    for Answered { row, events, kept } in rows(include_str!("../../vectors/filters.json"), "answers") {
        let text = request("fromWidget", &row.action, &row.data.to_string());
        let (granted, viewed) = (row.granted(), row.viewed());
        let found = match from_widget_request(&text) {
            FromWidgetRequest::ReadEvents(request) => {
                let mut response: ReadEventsResponse = read(&json!({ "events": events }));
                response.retain_allowed(&request.data, &granted, viewed);
                json!(response)["events"].take()
            }
            FromWidgetRequest::ReadRelations(request) => {
                let mut response: ReadRelationsResponse = read(&json!({ "chunk": events }));
                response.retain_allowed(&request.data, &granted, viewed);
                json!(response)["chunk"].take()
            }
            // The session checks the rooms and the types that the widget may see.
            FromWidgetRequest::ReadRoomAccountData(request) => {
                let mut response: ReadRoomAccountDataResponse = read(&json!({ "events": events }));
                response.retain_requested(&request.data, viewed);
                response.events.retain(|data| {
                    viewed.is_some_and(|viewed| *viewed == *data.room_id)
                        || granted.may_use_timeline(&data.room_id)
                });
                json!(response)["events"].take()
            }
            _ => continue,
        };
        let expected: Vec<_> = kept.iter().filter_map(|index| events.get(*index)).collect();
        assert_eq!(found, json!(expected), "{text} with {:?}", row.granted);
    }
}
