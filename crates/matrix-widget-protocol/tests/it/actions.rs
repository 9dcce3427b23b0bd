//! Rules of single actions. `fixtures.rs` has the tests for every action.

mod commet;
mod custom;
mod delayed_event;
mod element;
mod error_response;
mod event;
mod media;
mod modal;
mod navigate;
mod openid;
mod people;
mod read_events;
mod rtc;
mod send_event_from_widget;
mod send_event_to_widget;
mod supported_api_versions;
