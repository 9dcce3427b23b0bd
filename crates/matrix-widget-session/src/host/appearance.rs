//! The visibility, theme and language, of which the widget is told changes.

use matrix_widget_protocol::to_widget::ThemeChangeRequest;

/// A value, and what the widget believes it is.
#[derive(Debug)]
pub(super) struct Told<T> {
    /// The value that each document assumes at first.
    initial: T,
    told: T,
    current: T,
}

impl<T: Clone + PartialEq> Told<T> {
    fn new(initial: T) -> Self {
        Self { told: initial.clone(), current: initial.clone(), initial }
    }

    pub(super) fn set(&mut self, value: T) {
        self.current = value;
    }

    /// Returns the value to tell the widget, if it has changed.
    pub(super) fn next(&mut self) -> Option<T> {
        if self.told == self.current {
            return None;
        }
        self.told.clone_from(&self.current);
        Some(self.current.clone())
    }

    fn restart(&mut self) {
        self.told.clone_from(&self.initial);
    }
}

/// The visibility, theme and language.
#[derive(Debug)]
pub(super) struct Appearance {
    pub(super) visible: Told<bool>,
    pub(super) theme: Told<Option<ThemeChangeRequest>>,
    pub(super) language: Told<Option<String>>,
}

impl Appearance {
    /// Takes the theme and language in the URL. Widgets assume that they are visible.
    pub(super) fn new(theme: Option<ThemeChangeRequest>, language: Option<String>) -> Self {
        Self { visible: Told::new(true), theme: Told::new(theme), language: Told::new(language) }
    }

    /// Begins a new epoch.
    pub(super) fn restart(&mut self) {
        self.visible.restart();
        self.theme.restart();
        self.language.restart();
    }
}
