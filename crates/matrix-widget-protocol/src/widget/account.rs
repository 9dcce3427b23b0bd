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
    /// The widgets of an account as they came: the content of the account data `m.widgets`, widget IDs with an entry each.
    /// Only that it is an object is promised, so that one odd entry does not lose the others.
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
/// let came = AccountWidgets::from(RawObject::from_text(r#"{"odd":5}"#)?);
/// let content = WidgetContent::new(WidgetType::Stickerpicker, "https://stickers.example.org/");
/// let more = came.with("stickers", user_id!("@alice:example.org"), &content);
///
/// let widgets = more.widgets();
/// assert_eq!(widgets[0].1.as_ref().unwrap_err().to_string(), "odd: expected an object, found a number");
/// assert_eq!(widgets[1].1.as_ref().unwrap().widget().unwrap().id(), "stickers");
/// assert_eq!(more.without("stickers"), came);
/// # Ok(())
/// # }
/// ```
impl AccountWidgets {
    /// The widgets by their IDs, in the order of the text, each with what is wrong with its entry, if anything is.
    ///
    /// A null entry counts as deleted.
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

    /// The widget of an ID; `None` if there is no entry for it.
    ///
    /// # Errors
    ///
    /// When the entry is none, or there twice.
    pub fn get(&self, id: &str) -> Result<Option<WidgetState>, BodyError> {
        let entry: Option<RawJson> = self.0.get(id)?;
        entry.map(|entry| read_entry(id, entry.as_str()).map_err(|error| error.under(id))).transpose()
    }

    /// The same widgets with this one, in place of the one of that ID. If the definition has an `id`, it must be the same.
    #[must_use]
    pub fn with(&self, id: &str, sender: impl Into<OwnedUserId>, content: impl Into<RawObject>) -> Self {
        let entry = RawJson::of(&AccountWidget::new(id, sender, content));
        let mut members = self.all_but(id);
        members.push(format!("{}:{}", json::text(&id), entry.as_str()));
        Self::of(&members)
    }

    /// The same widgets without the one of that ID: how a widget is deleted.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        Self::of(&self.all_but(id))
    }

    /// The entries of other IDs, byte for byte.
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

/// A widget of an account, to be written: an entry in the account data `m.widgets`.
#[payload]
pub struct AccountWidget {
    /// `type`: `m.widget`; today also `im.vector.modular.widgets`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `state_key`: the ID of the widget, the same as the key of the entry.
    pub state_key: Option<String>,
    /// `id`: the same again, for software that looks for it here.
    pub id: Option<String>,
    /// `sender`: the user whose account it is.
    pub sender: Option<OwnedUserId>,
    /// `content`: the definition of the widget.
    pub content: RawObject,
}

impl AccountWidget {
    /// An entry with all its members, of type `m.widget`.
    ///
    /// To read one, use [`AccountWidgets::widgets`], which forgives odd members.
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
