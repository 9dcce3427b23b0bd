//! The actions and their types, as data.

use matrix_widget_protocol::{
    ErrorResponse, Open,
    action::{ActionInfo, ActionVisitor, KnownAction, Payload, visit_actions},
    error::MatrixApiError,
    modal::ModalButton,
    widget::{CustomData, JitsiData, WidgetContent},
};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::typescript::{self, Types};

/// Everything that is generated from.
pub struct Catalog {
    pub actions: Vec<Action>,
    /// The error response.
    pub error: Body,
    /// What no action names: parts of bodies that decode whatever they hold, and the definitions of widgets.
    pub others: Vec<Body>,
}

pub struct Action {
    pub info: &'static ActionInfo,
    pub request: Body,
    pub response: Body,
    /// Whether a request without `data` is malformed.
    pub needs_data: bool,
}

/// A type of a body.
#[derive(Clone, Copy)]
pub struct Body {
    pub name: fn() -> String,
    /// How TypeScript mentions it.
    pub typescript: fn() -> String,
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    pub declare: fn(&mut Types),
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
                Body::of::<Open<WidgetContent>>(),
                Body::of::<JitsiData>(),
                Body::of::<CustomData>(),
            ],
        }
    }

    /// Every body, each once per place where it is used.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let of_actions = self.actions.iter().flat_map(|action| [&action.request, &action.response]);
        of_actions.chain([&self.error]).chain(&self.others)
    }
}

impl Action {
    /// A name for types and definitions: `FromWidgetNavigate`.
    pub fn full_name(&self) -> String {
        let api = self.info.direction.as_str();
        let (first, rest) = api.split_at(1);
        format!("{}{rest}{}", first.to_uppercase(), self.info.variant)
    }

    /// The path of the schema of the messages of this action: `from_widget/navigate.json`.
    pub fn schema_file(&self) -> String {
        format!("{}/{}.json", snake_case(self.info.direction.as_str()), snake_case(self.info.variant))
    }

    /// Both names, today's first.
    pub fn names(&self) -> Vec<&'static str> {
        [self.info.name].into_iter().chain(self.info.stable_name).collect()
    }
}

impl Body {
    fn of<T: JsonSchema + ts_rs::TS + 'static>() -> Self {
        Self {
            name: || T::schema_name().into_owned(),
            typescript: || T::name(&typescript::config()),
            schema: SchemaGenerator::subschema_for::<T>,
            declare: Types::declare::<T>,
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
            request: body::<A::Request>(),
            response: body::<A::Response>(),
            needs_data: serde_json::from_str::<A::Request>("{}").is_err(),
        });
    }
}

fn body<T: Payload>() -> Body {
    Body::of::<T>()
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
    fn names_of_variants_become_names_of_files() {
        assert_eq!(snake_case("Navigate"), "navigate");
        assert_eq!(snake_case("fromWidget"), "from_widget");
        assert_eq!(snake_case("SupportedApiVersions"), "supported_api_versions");
    }
}
