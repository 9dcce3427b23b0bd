//! The buttons of modal widgets.
//!
//! See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).

use matrix_widget_macros::payload;
use serde::{Deserialize, Serialize};

use crate::{arbitrary::sampled, json, raw::RawJson, shape::shape, string_enum::string_enum};

/// The `buttons` of a modal widget, kept as received.
///
/// Invalid content is never an error: a value that is not a list counts as an empty list, and invalid buttons are
/// skipped.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModalButtons(RawJson);

impl ModalButtons {
    /// Returns the valid buttons.
    #[must_use]
    pub fn buttons(&self) -> Vec<ModalButton> {
        let items = json::items(self.0.as_str()).unwrap_or_default();
        items.into_iter().filter_map(|item| crate::located::read("", item.get()).ok()).collect()
    }

    /// Returns the JSON as received.
    #[must_use]
    pub fn raw(&self) -> &RawJson {
        &self.0
    }
}

impl From<&[ModalButton]> for ModalButtons {
    fn from(buttons: &[ModalButton]) -> Self {
        Self(RawJson::of(&buttons))
    }
}

sampled! {
    ModalButtons => prop_oneof![
        2 => Vec::<ModalButton>::sample().prop_map(|buttons| Self::from(buttons.as_slice())),
        1 => RawJson::sample_present().prop_map(Self),
    ]
}

shape! {
    /// A list of `ModalButton` values. A value that is not a list counts as an empty list, and invalid buttons are
    /// skipped.
    ModalButtons { schema: |_| {}, typescript: "unknown" }
}

/// A button of a modal widget.
#[payload(new = "Creates an enabled button.")]
pub struct ModalButton {
    /// `id`: the ID of the button, which `button_clicked` and `set_button_enabled` refer to.
    pub id: String,
    /// `label`: the text of the button.
    pub label: String,
    /// `kind`: the appearance of the button.
    pub kind: ModalButtonKind,
    /// `disabled`: `true` if the button is initially disabled.
    pub disabled: Option<bool>,
}

/// Returns `true` if the ID is that of the built-in close button: `m.close` (unstable: `org.matrix.msc2790.close`).
#[must_use]
pub fn is_close_button(id: &str) -> bool {
    stable_name(id) == "m.close"
}

string_enum! {
    /// The appearance of a button of a modal widget.
    pub enum ModalButtonKind {
        /// `m.primary`: the main action.
        Primary = "m.primary",
        /// `m.secondary`: any other action. Unknown kinds look the same.
        Secondary = "m.secondary",
        /// `m.warning`: an action that needs care.
        Warning = "m.warning",
        /// `m.danger`: a destructive action.
        Danger = "m.danger",
        /// `m.link`: a button that looks like a link.
        Link = "m.link",
    }
}

impl ModalButtonKind {
    /// Returns the kind to display: the stable kind for an unstable name, and `Secondary` for an unknown kind.
    #[must_use]
    pub fn shown_as(&self) -> Self {
        let kind = Self::from(stable_name(self.as_str()).as_str());
        if Self::KNOWN.contains(&kind) { kind } else { Self::Secondary }
    }
}

/// Replaces the unstable prefix of MSC2790 with `m.`.
fn stable_name(name: &str) -> String {
    match name.strip_prefix("org.matrix.msc2790.") {
        Some(rest) => format!("m.{rest}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ModalButton, ModalButtonKind, ModalButtons, is_close_button};
    use crate::raw::RawJson;

    #[test]
    fn buttons_skips_invalid_buttons() {
        let good = r#"{"id":"ok","label":"OK","kind":"m.primary"}"#;
        for (text, count) in [
            (format!("[{good}]"), 1),
            (format!(r#"[{good}, 5, null, {{"id": 5}}, ["a","b","c"], {good}]"#), 2),
            (r#""buttons""#.to_owned(), 0),
            ("{}".to_owned(), 0),
        ] {
            let buttons = ModalButtons(RawJson::from_text(text.clone()).unwrap());
            assert_eq!(buttons.buttons().len(), count, "{text}");
        }
        let button = ModalButton::new("ok", "OK", ModalButtonKind::Primary);
        assert_eq!(ModalButtons::from([button.clone()].as_slice()).buttons(), [button]);
    }

    #[test]
    fn unstable_and_stable_names_are_equivalent() {
        assert!(is_close_button("m.close") && is_close_button("org.matrix.msc2790.close"));
        assert!(!is_close_button("close"));
        for (kind, shown) in [
            ("m.danger", ModalButtonKind::Danger),
            ("org.matrix.msc2790.danger", ModalButtonKind::Danger),
            ("org.example.fancy", ModalButtonKind::Secondary),
        ] {
            assert_eq!(ModalButtonKind::from(kind).shown_as(), shown);
        }
    }
}
