//! The versions of the widget, and what it is told about its visibility, theme and language.

use matrix_widget_protocol::{
    ApiVersion, Empty, Message, NewRequest,
    action::KnownAction,
    to_widget::{self, LanguageChangeRequest, ThemeChangeRequest, VisibilityRequest},
};

use super::{owed::Stage, requests::Purpose, session::HostSession, versions::Versions};

impl HostSession {
    /// Sets whether the user sees the widget. The widget is told when it is established.
    pub fn set_visible(&mut self, visible: bool) {
        self.appearance.visible.set(visible);
        self.show_appearance();
    }

    /// Sets the theme. The widget is told when it is established, if it knows this message.
    pub fn set_theme(&mut self, theme: ThemeChangeRequest) {
        self.appearance.theme.set(Some(theme));
        self.show_appearance();
    }

    /// Sets the language. The widget is told when it is established, if it knows this message.
    pub fn set_language(&mut self, language: impl Into<String>) {
        self.appearance.language.set(Some(language.into()));
        self.show_appearance();
    }

    pub(super) fn ask_versions(&mut self) {
        if let Versions::NotAsked = self.versions {
            self.versions = Versions::Asked;
            let request = NewRequest::<to_widget::SupportedApiVersions>::to_widget(Empty::new());
            self.request_tracked(&request, to_widget::SupportedApiVersions::INFO.name, Purpose::Versions);
        }
    }

    pub(super) fn set_versions(&mut self, versions: Vec<ApiVersion>) {
        self.versions = Versions::Known(versions);
        self.state_versions();
        while let Some((id, request)) = self.owed.take_in(Stage::Versions) {
            let rights = request.rights;
            if let Ok(Message::FromWidgetRequest(request)) = request.raw.decode() {
                self.ask(id, request, rights);
            }
        }
        self.show_appearance();
    }

    pub(super) fn show_appearance(&mut self) {
        if !self.is_established || self.load.is_reloading() {
            return;
        }
        if let Some(visible) = self.appearance.visible.next() {
            self.push::<to_widget::Visibility>(VisibilityRequest::new(visible));
        }
        if self.versions.allow(to_widget::ThemeChange::INFO)
            && let Some(Some(theme)) = self.appearance.theme.next()
        {
            self.push::<to_widget::ThemeChange>(theme);
        }
        if self.versions.allow(to_widget::LanguageChange::INFO)
            && let Some(Some(language)) = self.appearance.language.next()
        {
            self.push::<to_widget::LanguageChange>(LanguageChangeRequest::new(language));
        }
    }
}
