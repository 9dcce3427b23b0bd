//! The actions and their types as data.

use matrix_widget_protocol::{
    Direction, ErrorResponse, RawObject, WithExtra,
    action::{ActionInfo, ActionVisitor, KnownAction, Payload, visit_actions},
    error::MatrixApiError,
    from_widget::{CommetBinary, ModalButton},
    strategies::{request_text, response_text},
    vendor::element_call::{ElementCallParameters, ElementCallSettings},
    widget::{
        AccountWidget, CallData, CustomData, IntegrationManagerData, JitsiData, NotepadData,
        SuccessorContent, WidgetContent,
    },
};
use proptest::prelude::*;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use ts_rs::TS;

use super::declarations::{self, Types};

/// The actions and bodies from which everything is generated.
pub struct Catalog {
    pub actions: Vec<Action>,
    /// The error response.
    pub error: Body,
    /// Types that no body refers to: parts that are decoded on demand, and widget definitions.
    pub others: Vec<Body>,
    /// The parameters and the settings of Element Call.
    pub element_call: [Body; 2],
}

pub struct Action {
    pub info: &'static ActionInfo,
    pub request: Body,
    pub response: Body,
    /// Random messages.
    pub requests: fn() -> BoxedStrategy<String>,
    pub responses: fn() -> BoxedStrategy<String>,
    /// `true` if a request without `data` is malformed.
    pub needs_data: bool,
}

/// The type of a body.
#[derive(Clone, Copy)]
pub struct Body {
    pub name: fn() -> String,
    /// Its TypeScript expression.
    pub typescript: fn() -> String,
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    pub declare: fn(&mut Types),
    /// Random values.
    pub samples: fn() -> BoxedStrategy<Sample>,
    /// The verdict of serde on a text.
    pub read: fn(&str) -> Result<(), String>,
}

/// A random value of a body.
#[derive(Debug)]
pub struct Sample {
    /// The JSON that serde writes.
    pub text: String,
    /// `true` if serde reads it as the same value.
    pub reads_back: bool,
}

impl Catalog {
    pub fn new() -> Self {
        let mut collector = Collector(Vec::new());
        visit_actions(&mut collector);
        Self {
            actions: collector.0,
            error: Body::of::<ErrorResponse>(),
            others: vec![
                Body::of::<MatrixApiError>(),
                Body::of::<ModalButton>(),
                Body::of::<CommetBinary>(),
                Body::of::<WithExtra<WidgetContent>>(),
                Body::of::<AccountWidget>(),
                Body::of::<JitsiData>(),
                Body::of::<IntegrationManagerData>(),
                Body::of::<CallData>(),
                Body::of::<NotepadData>(),
                Body::of::<CustomData>(),
                Body::of::<SuccessorContent>(),
            ],
            element_call: [Body::of::<WithExtra<ElementCallParameters>>(), Body::of::<ElementCallSettings>()],
        }
    }

    /// Returns every body, once for each place where it is used.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let of_actions = self.actions.iter().flat_map(|action| [&action.request, &action.response]);
        of_actions.chain([&self.error]).chain(&self.others).chain(&self.element_call)
    }
}

impl Action {
    /// Returns the name for types and definitions: `FromWidgetNavigate`.
    pub fn full_name(&self) -> String {
        format!("{}{}", direction_name(self.info.direction), self.info.variant)
    }

    /// Returns the path of the schema of the action's messages: `from_widget/navigate.json`.
    pub fn schema_file(&self) -> String {
        format!("{}/{}.json", snake_case(self.info.direction.as_str()), snake_case(self.info.variant))
    }

    /// Returns the names to write: the unstable name, and the stable name if it differs.
    pub fn written_names(&self) -> impl Iterator<Item = &'static str> {
        [self.info.name].into_iter().chain(self.info.stable_name)
    }

    /// Returns the names to read, which include a former name.
    pub fn names(&self) -> Vec<&'static str> {
        self.written_names().chain(self.info.former_name).collect()
    }
}

impl Body {
    pub fn of<T: Payload + JsonSchema + TS + Arbitrary>() -> Self {
        Self {
            name: || T::schema_name().into_owned(),
            typescript: || T::name(&declarations::config()),
            schema: SchemaGenerator::subschema_for::<T>,
            declare: Types::declare::<T>,
            samples: samples::<T>,
            read: |text| read::<T>(text).map(drop),
        }
    }

    pub fn schema_file(&self) -> String {
        format!("payloads/{}.json", (self.name)())
    }
}

struct Collector(Vec<Action>);

impl ActionVisitor for Collector {
    fn visit<A: KnownAction>(&mut self) {
        self.0.push(Action {
            info: A::INFO,
            request: Body::of::<A::Request>(),
            response: Body::of::<A::Response>(),
            requests: || request_text::<A>().boxed(),
            responses: || response_text::<A>().boxed(),
            needs_data: serde_json::from_str::<A::Request>("{}").is_err(),
        });
    }
}

fn samples<T: Payload + Arbitrary>() -> BoxedStrategy<Sample> {
    let sample = |value: T| {
        let text = serde_json::to_string(&value).expect("bodies have a JSON form");
        let reads_back = read::<T>(&text).as_ref() == Ok(&value);
        Sample { text, reads_back }
    };
    any::<T>().prop_map(sample).boxed()
}

/// Reads a text as the body of a message.
fn read<T: Payload>(text: &str) -> Result<T, String> {
    let object = RawObject::from_text(text).map_err(|error| {
        let error = error.to_string();
        let found = error.split([':', ',']).nth(1).unwrap_or_default();
        format!("expected an object, found{found}")
    })?;
    object.read().map_err(|error| error.to_string())
}

/// Returns the name of the schema of the requests or the responses of an action, known or custom:
/// `FromWidgetNavigateRequestMessage`.
pub fn message_name(direction: Direction, action: Option<&ActionInfo>, is_request: bool) -> String {
    let variant = action.map_or("Custom", |action| action.variant);
    let kind = if is_request { "Request" } else { "Response" };
    format!("{}{variant}{kind}Message", direction_name(direction))
}

/// Returns the name of a direction for types and definitions: `FromWidget`.
pub fn direction_name(direction: Direction) -> String {
    let (first, rest) = direction.as_str().split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

fn snake_case(camel_case: &str) -> String {
    let mut out = String::new();
    for (index, letter) in camel_case.char_indices() {
        if letter.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn snake_case_converts_names_of_variants() {
        assert_eq!(snake_case("Navigate"), "navigate");
        assert_eq!(snake_case("fromWidget"), "from_widget");
        assert_eq!(snake_case("SupportedApiVersions"), "supported_api_versions");
    }
}
