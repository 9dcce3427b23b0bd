//! The configuration of a session.

use matrix_widget_protocol::{
    ApiVersion, from_widget,
    reexports::ruma_common::UserId,
    widget::{UrlVariables, Widget, WidgetState},
};
use matrix_widget_session::host::{HostConfig, OpenIdPolicy};
use serde_json::{Value, json};

use super::json::{read, text};

/// Reads the configuration of a session from a `create` command.
pub(super) fn config(command: &Value) -> Result<HostConfig, String> {
    let id = text(command, "widgetId")?;
    let room = read(&command["room"])?;
    let config = if command["modal"].is_null() {
        let wait = &command["waitForIframeLoad"];
        let content = json!({ "type": "m.custom", "url": command["url"], "waitForIframeLoad": wait });
        let state = WidgetState::in_room("im.vector.modular.widgets", id, read(&content)?);
        let widget = state.ok().and_then(WidgetState::into_widget).ok_or("the definition is malformed")?;
        match room {
            Some(room) => HostConfig::in_room(widget, room),
            None => HostConfig::in_account(widget),
        }
    } else {
        HostConfig::modal(Widget::modal(id, &read(&command["modal"])?), room)
    };
    let mut config = claim_all(config)
        .claim_delayed_events()
        .claim_sticky_events()
        .with_version(ApiVersion::Msc2762UpdateState)
        .with_version(ApiVersion::Msc2873);
    config.checks_origin = command["opaqueOrigin"] != true;
    if let Ok(user) = text(command, "user") {
        config.variables = Some(UrlVariables::new(UserId::parse(user).map_err(|error| error.to_string())?));
    }
    config.openid = match command["openId"].as_str() {
        Some("allow") => OpenIdPolicy::Allow(None),
        Some("block") => OpenIdPolicy::Block,
        _ if command["openId"].is_object() => OpenIdPolicy::Allow(Some(read(&command["openId"])?)),
        _ => OpenIdPolicy::Ask,
    };
    for (action, capability) in command["custom"].as_object().into_iter().flatten() {
        config = config.claim_custom(action, capability.as_str());
    }
    Ok(config)
}

macro_rules! claim_all {
    ($($Action:ident),*) => {
        fn claim_all(config: HostConfig) -> HostConfig {
            config$(.claim::<from_widget::$Action>())*
        }
    };
}

matrix_widget_protocol::from_widget_actions!(claim_all);
