//! The widgets of an account.

use std::collections::BTreeMap;

use matrix_widget_macros::payload;
use ruma_common::OwnedUserId;

use super::{
    definition::WidgetKind,
    lenient::{check_id, lenient},
    state::{STABLE, WidgetState, check_event_type},
};
use crate::{
    body_error::BodyError,
    json::{self, Name},
    located,
    raw::{RawJson, RawObject, raw_object},
};

/// The type of the account data that defines the widgets of an account.
///
/// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
pub const ACCOUNT_DATA_TYPE: &str = "m.widgets";

raw_object! {
    /// The widgets of an account: the content of the account data `m.widgets` as it was received, a map from widget IDs
    /// to entries. It is an object; each entry is checked when it is read, so that a malformed entry does not affect
    /// the others.
    pub struct AccountWidgets
}

/// ```
/// use matrix_widget_protocol::{
///     RawObject,
///     widget::{AccountWidgets, WidgetContent, WidgetType},
/// };
/// use ruma_common::user_id;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let received = AccountWidgets::from(RawObject::from_text(r#"{"malformed":5}"#)?);
/// let content = WidgetContent::new(WidgetType::Stickerpicker, "https://stickers.example.org/");
/// let updated = received.with("stickers", user_id!("@alice:example.org"), &content);
///
/// let widgets = updated.widgets();
/// assert_eq!(widgets[0].1.as_ref().unwrap_err().to_string(), "malformed: expected an object, found a number");
/// assert_eq!(widgets[1].1.as_ref().unwrap().widget().unwrap().id(), "stickers");
/// assert_eq!(updated.without("stickers"), received);
/// # Ok(())
/// # }
/// ```
impl AccountWidgets {
    /// Returns the IDs of the widgets in the order of the text, each with the widget or the error of its entry.
    ///
    /// A null entry is a deleted widget.
    #[must_use]
    pub fn widgets(&self) -> Vec<(String, Result<WidgetState, BodyError>)> {
        let members = json::members(self.0.as_str()).unwrap_or_default().into_iter();
        let members: Vec<_> =
            members.filter_map(|(id, entry)| Some((json::name(id)?, entry.get()))).collect();
        let mut counts = BTreeMap::<&str, usize>::new();
        for (id, _) in &members {
            *counts.entry(&id.text).or_default() += 1;
        }
        // Removing the count leaves a duplicate ID with only one error.
        let once = members.iter().filter_map(|(id, entry)| Some((id, entry, counts.remove(&*id.text)?)));
        once.map(|(id, entry, count)| {
            let Name { text: id, is_unicode } = id;
            let state = match (count, is_unicode) {
                (1, true) => read_entry(id, entry).map_err(|error| error.under(id)),
                (_, true) => Err(BodyError::repeated("", &**id)),
                (_, false) => Err(BodyError::lone_surrogate_in_name().under(id)),
            };
            (id.clone().into_owned(), state)
        })
        .collect()
    }

    /// Returns the widget with this ID, or `None` if there is no entry for it.
    ///
    /// # Errors
    ///
    /// Returns an error if the entry is malformed or a duplicate.
    pub fn get(&self, id: &str) -> Result<Option<WidgetState>, BodyError> {
        let entry: Option<RawJson> = self.0.get(id)?;
        entry.map(|entry| read_entry(id, entry.as_str()).map_err(|error| error.under(id))).transpose()
    }

    /// Returns the widgets with this widget added, or replaced if its ID exists. If the definition has an `id`, it must
    /// be the same ID.
    #[must_use]
    pub fn with(&self, id: &str, sender: impl Into<OwnedUserId>, content: impl Into<RawObject>) -> Self {
        let entry = RawJson::of(&AccountWidget::new(id, sender, content));
        let mut members = self.all_but(id);
        members.push(format!("{}:{}", json::text(&id), entry.as_str()));
        Self::of(&members)
    }

    /// Returns the widgets without the widget with this ID, which deletes it.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        Self::of(&self.all_but(id))
    }

    /// Returns the entries of all other IDs, byte for byte.
    fn all_but(&self, id: &str) -> Vec<String> {
        let is_other = |name: &str| json::name(name).is_none_or(|name| !name.is_unicode || name.text != id);
        json::members(self.0.as_str())
            .unwrap_or_default()
            .into_iter()
            .filter(|(name, _)| is_other(name))
            .map(|(name, entry)| format!("{name}:{entry}"))
            .collect()
    }

    fn of(entries: &[String]) -> Self {
        let text = format!("{{{}}}", entries.join(","));
        Self(RawObject::from_text(text).expect("members of objects make an object"))
    }
}

fn read_entry(id: &str, text: &str) -> Result<WidgetState, BodyError> {
    if text == "null" {
        return Ok(WidgetState::Deleted);
    }
    let entry: RawObject = located::read("", text)?;
    check_event_type(&entry.require::<String>("type")?)?;
    for member in ["state_key", "id"] {
        check_id(&entry, member, id)?;
    }
    WidgetState::read(id, WidgetKind::Account, lenient(&entry, "sender"), entry.require("content")?)
}

/// An account widget to write: an entry in the account data `m.widgets`.
#[payload]
pub struct AccountWidget {
    /// `type`: `m.widget`, or the unstable `im.vector.modular.widgets`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `state_key`: the ID of the widget, equal to the key of the entry.
    pub state_key: Option<String>,
    /// `id`: the ID of the widget again, for software that reads it from this member.
    pub id: Option<String>,
    /// `sender`: the user who owns the account.
    pub sender: Option<OwnedUserId>,
    /// `content`: the definition of the widget.
    pub content: RawObject,
}

impl AccountWidget {
    /// Creates an entry of type `m.widget` with all its members.
    ///
    /// To read an entry, use [`AccountWidgets::widgets`], which ignores malformed optional members.
    #[must_use]
    pub fn new(id: impl Into<String>, sender: impl Into<OwnedUserId>, content: impl Into<RawObject>) -> Self {
        let id = id.into();
        Self {
            event_type: STABLE.to_owned(),
            state_key: Some(id.clone()),
            id: Some(id),
            sender: Some(sender.into()),
            content: content.into(),
        }
    }
}
