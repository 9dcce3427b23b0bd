//! The page that Element loads for Jitsi Meet conferences.
//!
//! Element ignores the URL of a widget of type `m.jitsi`, and loads a page of its own. The fragment of the page's URL
//! contains the data of the widget.
//!
//! ```
//! use matrix_widget_protocol::{RawObject, widget::{JitsiData, UrlTemplate, UrlVariables, WidgetState, element_jitsi}};
//! use ruma_common::owned_user_id;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let content = RawObject::from_text(
//!     r#"{"type": "jitsi", "url": "https://w.example/?confId=Lunch", "data": {"domain": "meet.example.org"}}"#,
//! )?;
//! let widget = WidgetState::in_room("im.vector.modular.widgets", "w", content)?.into_widget().unwrap();
//!
//! let data = element_jitsi::data(&widget, "legacy-light")?;
//! assert_eq!(
//!     data.as_str(),
//!     r#"{"theme":"light","conferenceId":"Lunch","domain":"meet.example.org"}"#
//! );
//! let page = "https://app.example.org/jitsi.html";
//! let template = element_jitsi::template(page, &JitsiData::try_from(&data)?, true);
//! let variables = UrlVariables::new(owned_user_id!("@alice:example.org"));
//! let url = UrlTemplate::new(&template).fill(widget.id(), Some(&data), &variables)?;
//! assert!(url.starts_with(
//!     "https://app.example.org/jitsi.html#conferenceDomain=meet.example.org&conferenceId=Lunch&isAudioOnly=$isAudioOnly&"
//! ));
//! # Ok(())
//! # }
//! ```

use url::Url;

use super::{definition::Widget, jitsi::JitsiData};
use crate::{body_error::BodyError, raw::RawObject};

/// The default `domain`.
const DOMAIN: &str = "meet.element.io";

/// Returns the URL template of Element's page for conferences.
///
/// `page` is the `http:` or `https:` URL of the page, whose fragment is replaced. Fill the template with the data from
/// [`data`]. The fragment has these parameters in this order:
///
/// | parameter | value |
/// | --- | --- |
/// | `conferenceDomain` | `domain` of the data |
/// | `conferenceId`, `isAudioOnly`, `startWithAudioMuted`, `startWithVideoMuted`, `isVideoChannel` | the member of the data |
/// | `displayName`, `avatarUrl`, `userId`, `roomId` | from the client |
/// | `theme`, `roomName` | the member of the data |
/// | `supportsScreensharing` | `true` or `false` |
/// | `language` | from the client |
/// | `auth` | the member of the data, only if it is set |
///
/// If the data lacks a member, its variable stays in the URL: `isAudioOnly=$isAudioOnly`. The page reads this value of
/// a boolean as `false`.
#[must_use]
pub fn template(page: &str, data: &JitsiData, supports_screensharing: bool) -> String {
    let page = page.split('#').next().unwrap_or_default();
    let auth = if data.auth.as_ref().is_some_and(|auth| auth != "") { "&auth=$auth" } else { "" };
    format!(
        "{page}#conferenceDomain=$domain&conferenceId=$conferenceId&isAudioOnly=$isAudioOnly\
         &startWithAudioMuted=$startWithAudioMuted&startWithVideoMuted=$startWithVideoMuted\
         &isVideoChannel=$isVideoChannel&displayName=$matrix_display_name&avatarUrl=$matrix_avatar_url\
         &userId=$matrix_user_id&roomId=$matrix_room_id&theme=$theme&roomName=$roomName\
         &supportsScreensharing={supports_screensharing}&language=$org.matrix.msc2873.client_language{auth}"
    )
}

/// Returns the data of a conference, with members that Element adds:
///
/// - `conferenceId`, if it is absent: the parameter `confId` in the query of the widget's URL
/// - `domain`, if it is absent: `meet.element.io`
/// - `theme`, always: `light` if `client_theme` contains `light`, and otherwise `dark`. For a custom theme, pass `light` or `dark`.
///
/// # Errors
///
/// Returns an error if `conferenceId` or `domain` is not a string or a duplicate, or if there is no conference ID.
pub fn data(widget: &Widget, client_theme: &str) -> Result<RawObject, BodyError> {
    complete(widget, client_theme).map_err(|error| error.under("data"))
}

fn complete(widget: &Widget, client_theme: &str) -> Result<RawObject, BodyError> {
    let mut data = widget.data().unwrap_or_else(RawObject::empty);
    if data.get::<String>("domain")?.is_none() {
        data = data.with_member("domain", &DOMAIN);
    }
    if data.get::<String>("conferenceId")?.is_none() {
        let id =
            id_in_url(widget.url_template().as_str()).ok_or_else(|| BodyError::missing("conferenceId"))?;
        data = data.with_member("conferenceId", &id);
    }
    let theme = if client_theme.contains("light") { "light" } else { "dark" };
    Ok(data.with_member("theme", &theme))
}

fn id_in_url(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let (_, id) = url.query_pairs().find(|(name, _)| name == "confId")?;
    Some(id.into_owned())
}
