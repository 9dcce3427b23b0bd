//! The buttons of modal widgets.
//!
//! See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).

use matrix_widget_macros::payload;
use serde::{Deserialize, Serialize};

use crate::{arbitrary::sampled, json, raw::RawJson, shape::shape, string_enum::string_enum};

/// `buttons`: what a modal widget's buttons are to be, kept as it came.
///
/// Nothing in it makes a request malformed: what is no list of buttons counts as none, and what is no button in such a
/// list is left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModalButtons(RawJson);

impl ModalButtons {
    /// The buttons, without what is none.
    #[must_use]
    pub fn buttons(&self) -> Vec<ModalButton> {
        let items = json::items(self.0.as_str()).unwrap_or_default();
        items.into_iter().filter_map(|item| crate::located::read("", item.get()).ok()).collect()
    }

    /// What came.
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
    /// A list of `ModalButton`. What is no list counts as none, what is no button in it is left out.
    ModalButtons { schema: |_| {}, typescript: "unknown" }
}

/// A button below a modal widget.
#[payload(new = "Creates an enabled button.")]
pub struct ModalButton {
    /// `id`: the identifier, by which `button_clicked` and `set_button_enabled` name the button.
    pub id: String,
    /// `label`: what the button says.
    pub label: String,
    /// `kind`: what the button looks like.
    pub kind: ModalButtonKind,
    /// `disabled`: whether the button cannot be used at first.
    pub disabled: Option<bool>,
}

/// Whether a button is the built-in one that closes the modal widget: `m.close` (today `org.matrix.msc2790.close`).
#[must_use]
pub fn is_close_button(id: &str) -> bool {
    stable_name(id) == "m.close"
}

string_enum! {
    /// What a button of a modal widget looks like.
    pub enum ModalButtonKind {
        /// `m.primary`: the one that goes on.
        Primary = "m.primary",
        /// `m.secondary`: any other. What is not known is shown like it.
        Secondary = "m.secondary",
        /// `m.warning`: one to think about.
        Warning = "m.warning",
        /// `m.danger`: one that destroys.
        Danger = "m.danger",
        /// `m.link`: one that looks like a link.
        Link = "m.link",
    }
}

impl ModalButtonKind {
    /// The known kind that this one is shown as, whatever the spelling.
    #[must_use]
    pub fn shown_as(&self) -> Self {
        let kind = Self::from(stable_name(self.as_str()).as_str());
        if Self::KNOWN.contains(&kind) { kind } else { Self::Secondary }
    }
}

/// The name without the prefix that MSC2790 has until it is merged.
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
    fn what_is_no_button_is_left_out() {
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
    fn both_spellings_mean_the_same() {
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
