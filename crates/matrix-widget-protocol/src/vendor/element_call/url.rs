//! Reading the parameters from a URL, and writing them into a URL.

use std::{borrow::Cow, collections::BTreeMap};

use url::form_urlencoded::byte_serialize;

use super::parameters::ElementCallParameters;
use crate::{
    body_error::BodyError, json, query, raw::RawObject, url_template::UrlVariables, with_extra::WithExtra,
};

/// The parameters with a list of values.
const LISTS: [&str; 2] = ["font", "viaServers"];

/// The members of the widget's `data`, which are variables, too.
const DATA: [&str; 2] = ["perParticipantE2EE", "homeserverBaseURL"];

impl ElementCallParameters {
    /// Reads the parameters of a URL or of a URL template.
    ///
    /// Element Call searches the query of the fragment, which follows the first `?` of the fragment, and then the query
    /// of the URL. A parameter in the query is ignored if the fragment has one of the same name. `font` and
    /// `viaServers` collect the values in both. An unknown parameter becomes an extra member: a string, or a list of
    /// strings if it has different values.
    ///
    /// # Errors
    ///
    /// Returns an error that names a parameter if it has different values in the same query.
    pub fn from_url(url: &str) -> Result<WithExtra<Self>, BodyError> {
        let (page, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
        let mut parameters = BTreeMap::<Cow<'_, str>, (usize, Vec<Cow<'_, str>>)>::new();
        for (part, text) in [fragment, page].into_iter().enumerate() {
            for (name, value) in query::parameters(text) {
                let is_list = is_list(&name);
                let (first, values) = parameters.entry(name).or_insert((part, Vec::new()));
                if is_list || *first == part {
                    values.push(value);
                }
            }
        }
        let member = |(name, (_, values)): (Cow<'_, str>, (_, Vec<Cow<'_, str>>))| {
            let value = match values.split_first() {
                Some((first, others)) if !is_list(&name) && others.iter().all(|other| other == first) => {
                    json::text(first)
                }
                _ => json::text(&values),
            };
            format!("{}:{value}", json::text(&name))
        };
        let members: Vec<_> = parameters.into_iter().map(member).collect();
        let object = RawObject::of_text(format!("{{{}}}", members.join(",")));
        // Deserialization fails only for a list of different values.
        object
            .read()
            .map_err(|error| BodyError::refused(error.path(), "duplicate parameter with different values"))
    }
}

fn is_list(name: &str) -> bool {
    LISTS.contains(&name)
}

impl WithExtra<ElementCallParameters> {
    /// Returns a URL with these parameters in its fragment, which the browser does not send to the server.
    ///
    /// Replaces the fragment of `page`, the URL of Element Call. All values are percent-encoded, including a `$` in
    /// them. The result is not a template: do not fill its variables.
    #[must_use]
    pub fn to_url(&self, page: &str) -> String {
        self.write(page, |_| false)
    }

    /// Returns a [URL template](crate::widget::UrlTemplate) with these parameters in its fragment, for the definition
    /// of the widget.
    ///
    /// A value is a variable if it consists of `$` and one of [`UrlVariables::names`] or a member of
    /// [`CallData`](crate::widget::CallData). All other values are percent-encoded, including a `$` in them. For an
    /// untrusted value use its variable, such as `$matrix_display_name`, because a user can choose the name of another
    /// variable as display name.
    #[must_use]
    pub fn to_template(&self, page: &str) -> String {
        self.write(page, is_variable)
    }

    fn write(&self, page: &str, is_bare: fn(&str) -> bool) -> String {
        let mut url = page.split_once('#').map_or(page, |(page, _)| page).to_owned();
        let mut separator = "#?";
        let members = RawObject::of(self);
        let values = members
            .members()
            .into_iter()
            .flat_map(|(name, value)| texts(value).into_iter().map(move |text| (name.clone(), text)));
        for (name, value) in values {
            url += separator;
            separator = "&";
            url.extend(byte_serialize(name.as_bytes()));
            url.push('=');
            if is_bare(&value) {
                url += &value;
            } else {
                url.extend(byte_serialize(value.as_bytes()));
            }
        }
        url
    }
}

/// Returns the values of the parameters that a member stands for.
fn texts(member: &str) -> Vec<String> {
    let text = |value: &str| match value {
        "null" => None,
        _ => Some(json::lossy_string(value).unwrap_or_else(|| value.to_owned())),
    };
    match json::items(member) {
        Some(values) => values.into_iter().filter_map(|value| text(value.get())).collect(),
        None => text(member).into_iter().collect(),
    }
}

fn is_variable(value: &str) -> bool {
    let is_name = |name: &str| UrlVariables::names().chain(DATA).any(|known| known == name);
    value.strip_prefix('$').is_some_and(is_name)
}
