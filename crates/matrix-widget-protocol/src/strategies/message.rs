//! Strategies for messages.

use std::collections::BTreeMap;

use proptest::{collection::btree_map, prelude::*, sample::select, strategy::Union};

use crate::{
    action::{self, Action, ActionVisitor, CustomAction, KnownAction, Spelling, visit_actions},
    arbitrary::sampled,
    envelope::{Direction, RawMessage},
    error::ErrorResponse,
    from_widget::{self, FromWidgetRequest, FromWidgetResponse},
    json,
    message::Message,
    random::string,
    raw::RawJson,
    request::Request,
    response::Response,
    to_widget::{self, ToWidgetRequest, ToWidgetResponse},
};

/// Generates the JSON texts of requests of an action, with both of its names, with members in usual and random order,
/// and with unknown members.
pub fn request_text<A: KnownAction>() -> impl Strategy<Value = String> {
    text_of::<A>(Kind::Request, A::INFO.direction, names::<A>())
}

/// Generates the JSON texts of responses to requests of an action, both successes and errors.
///
/// Names and members vary as those of [`request_text`].
pub fn response_text<A: KnownAction>() -> impl Strategy<Value = String> {
    text_of::<A>(Kind::Response, A::INFO.direction, names::<A>())
}

/// Generates the JSON texts of messages of all actions, including custom actions.
pub fn message_text() -> impl Strategy<Value = String> {
    let kinds = [Kind::Request, Kind::Response];
    Union::new(Direction::ALL.into_iter().flat_map(|api| kinds.map(|kind| texts(kind, api))))
}

#[derive(Clone, Copy)]
enum Kind {
    Request,
    Response,
}

/// Generates the texts of messages of a kind and a direction.
fn texts(kind: Kind, api: Direction) -> BoxedStrategy<String> {
    struct Texts(Kind, Direction, Vec<BoxedStrategy<String>>);

    impl ActionVisitor for Texts {
        fn visit<A: KnownAction>(&mut self) {
            if A::INFO.direction == self.1 {
                self.2.push(text_of::<A>(self.0, self.1, names::<A>()));
            }
        }
    }

    let mut texts = Texts(kind, api, Vec::new());
    visit_actions(&mut texts);
    let custom = match api {
        Direction::FromWidget => custom_texts::<from_widget::Custom>(kind),
        Direction::ToWidget => custom_texts::<to_widget::Custom>(kind),
    };
    prop_oneof![9 => Union::new(texts.2), 1 => custom].boxed()
}

fn custom_texts<A: CustomAction>(kind: Kind) -> BoxedStrategy<String> {
    let is_custom = |name: &String| action::find(A::DIRECTION, name).is_none();
    text_of::<A>(kind, A::DIRECTION, identifier().prop_filter("a known action", is_custom).boxed())
}

fn names<A: KnownAction>() -> BoxedStrategy<String> {
    let spellings = select(&[Spelling::Unstable, Spelling::Stable, Spelling::Former][..]);
    spellings.prop_map(|spelling| A::INFO.name(spelling).to_owned()).boxed()
}

fn identifier() -> impl Strategy<Value = String> {
    string().prop_filter("an empty identifier", |string| !string.is_empty())
}

fn text_of<A: Action>(kind: Kind, api: Direction, names: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let data =
        (body::<A::Request>(), any::<Absence>()).prop_map(|(data, absence)| match (data.as_str(), absence) {
            ("{}", Absence::Absent) => None,
            ("{}", Absence::Null) => Some("null".to_owned()),
            _ => Some(data),
        });
    let response = match kind {
        Kind::Request => prop_oneof![4 => Just(None), 1 => Just(Some("null".to_owned()))].boxed(),
        Kind::Response => {
            prop_oneof![2 => body::<A::Response>(), 1 => body::<ErrorResponse>()].prop_map(Some).boxed()
        }
    };
    let request_id = prop_oneof![4 => Just("requestId"), 1 => Just("requestid")];
    let header = (identifier(), request_id, identifier(), names);
    let members = (header, data, response, unknown_members())
        .prop_map(move |((widget_id, request_id_name, request_id, action), data, response, unknown)| {
            let strings = [("widgetId", widget_id), (request_id_name, request_id), ("action", action)];
            let strings = strings.map(|(name, string)| (name, json::text(&string)));
            let header = [("api", json::text(&api.as_str()))].into_iter().chain(strings);
            let parts = [("data", data), ("response", response)];
            let parts = parts.into_iter().filter_map(|(name, part)| Some((name, part?)));
            let members = header.chain(parts).map(|(name, value)| member(name, &value));
            members.chain(unknown).collect::<Vec<_>>()
        })
        .boxed();
    let ordered = prop_oneof![members.clone(), members.prop_shuffle()];
    ordered.prop_map(|members| format!("{{{}}}", members.join(","))).boxed()
}

/// The spelling of empty data.
#[derive(Clone, Copy, Debug)]
enum Absence {
    Written,
    Absent,
    Null,
}

sampled! { Absence => select(&[Self::Written, Self::Absent, Self::Null][..]) }

/// Generates the texts of bodies, with unknown members.
fn body<T: Arbitrary + serde::Serialize + 'static>() -> BoxedStrategy<String> {
    (any::<T>().prop_map(|body| json::text(&body)), unknown_members())
        .prop_map(|(text, unknown)| {
            let Some(known) = json::members(&text).filter(|_| !unknown.is_empty()) else { return text };
            let known = known.iter().map(|(name, value)| format!("{name}:{value}"));
            format!("{{{}}}", known.chain(unknown).collect::<Vec<_>>().join(","))
        })
        .boxed()
}

/// Generates unknown members. Most lists are empty.
fn unknown_members() -> impl Strategy<Value = Vec<String>> {
    let members = btree_map(string().prop_map(|name| format!("org.example.{name}")), any::<RawJson>(), 0..2);
    let written = |members: BTreeMap<String, RawJson>| {
        members.iter().map(|(name, value)| member(name, value.as_str())).collect()
    };
    prop_oneof![3 => Just(Vec::new()), 1 => members.prop_map(written)]
}

fn member(name: &str, value: &str) -> String {
    format!("{}:{value}", json::text(&name))
}

fn raw(text: &str) -> RawMessage<'static> {
    RawMessage::parse(text).expect("the header is valid").into_owned()
}

fn messages(kind: Kind, api: Direction) -> impl Strategy<Value = Message<'static>> {
    texts(kind, api).prop_map(|text| raw(&text).decode().expect("the body is valid"))
}

sampled! { RawMessage<'static> => message_text().prop_map(|text| raw(&text)) }

sampled! {
    Message<'static> => message_text().prop_map(|text| raw(&text).decode().expect("the body is valid"))
}

sampled! {
    Request<'static, A> where [A: KnownAction] => request_text::<A>()
        .prop_map(|text| Self::decode(raw(&text)).expect("the body is valid"))
}

sampled! {
    Response<'static, A> where [A: KnownAction] => response_text::<A>()
        .prop_map(|text| Self::decode(raw(&text)).expect("the body is valid"))
}

macro_rules! of_kind {
    ($Type:ident: $kind:expr, $api:expr) => {
        sampled! {
            $Type<'static> => messages($kind, $api).prop_filter_map("another kind", |message| match message {
                Message::$Type(message) => Some(message),
                _ => None,
            })
        }
    };
}

of_kind! { FromWidgetRequest: Kind::Request, Direction::FromWidget }
of_kind! { FromWidgetResponse: Kind::Response, Direction::FromWidget }
of_kind! { ToWidgetRequest: Kind::Request, Direction::ToWidget }
of_kind! { ToWidgetResponse: Kind::Response, Direction::ToWidget }
