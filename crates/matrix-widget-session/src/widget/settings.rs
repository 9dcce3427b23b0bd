//! The settings of a widget's session.

use matrix_widget_protocol::{ApiVersion, reexports::matrix_widget_capability::CapabilityList};

/// The settings of a [`WidgetSession`](super::WidgetSession).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The ID of the widget, such as the query parameter `widgetId` of its URL. Without an ID, the session adopts the
    /// ID of the client's first valid request, and sends nothing until then.
    pub widget_id: Option<String>,
    /// The capabilities that the widget requests, in plain MSC2762. The list that is sent has each string once, with
    /// its unstable name.
    pub capabilities: CapabilityList,
    /// The versions that the widget lists in its answer to `supported_api_versions`. Initially they are the versions
    /// that the session handles without the application.
    ///
    /// Add [`ApiVersion::Msc2762UpdateState`] if the application handles [`Event::State`](super::Event::State): then
    /// the client sends room state by itself. Otherwise the session reads it. Add [`ApiVersion::Msc2873`] if the
    /// application handles `theme_change` and `language_change`.
    pub versions: Vec<ApiVersion>,
    /// `true` for a modal widget, which waits for `widget_config`. Deployed clients give modal widgets an ID that
    /// begins with `modal_`.
    pub is_modal: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let needs_application = [ApiVersion::Msc2762UpdateState, ApiVersion::Msc2873];
        let versions = ApiVersion::KNOWN.iter().filter(|version| !needs_application.contains(version));
        let versions = versions.cloned().collect();
        Self { widget_id: None, capabilities: CapabilityList::new(), versions, is_modal: false }
    }
}
