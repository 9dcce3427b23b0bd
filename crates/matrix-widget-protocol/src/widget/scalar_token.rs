//! The token of integration managers in widget URLs.

use url::Url;

use crate::{
    secret::Secret,
    url_template::{UrlError, UrlTemplate, website, website_with},
};

/// Returns `true` if a widget belongs to an integration manager, and may receive its [token](add_scalar_token): the URL template
/// lies below one of these configured URLs, such as `https://scalar.vector.im/api`.
///
/// Scheme, host and port must be equal, and the path of the template must start with all segments of the configured path. Returns
/// `false` if the template has user info, or if its path contains a `$` or a percent-encoded character, because these can lead to
/// another path.
#[must_use]
pub fn may_receive_scalar_token(template: UrlTemplate<'_>, integration_urls: &[&str]) -> bool {
    website(template.as_str()).is_ok_and(|template| {
        integration_urls
            .iter()
            .any(|integration| website(integration).is_ok_and(|folder| is_below(&template, &folder)))
    })
}

fn is_below(url: &Url, folder: &Url) -> bool {
    let (path, folder_path) = (url.path(), folder.path());
    url.origin() == folder.origin()
        && url.username().is_empty()
        && url.password().is_none()
        && !path.contains(['$', '%'])
        && path
            .strip_prefix(folder_path.strip_suffix('/').unwrap_or(folder_path))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the URL of a widget with the parameter `scalar_token`, a credential of the user for an integration manager.
///
/// Element Web adds it after the [`WidgetParameters`](super::WidgetParameters), if [`may_receive_scalar_token`] returns `true` for
/// the template of the widget and for the API URL of the integration manager that issued the token.
///
/// Use the result only for the frame of the widget. Do not log it, do not open it in a window of its own, and do not write it into
/// a widget definition.
///
/// # Errors
///
/// Returns an error if the URL is not an `http:` or `https:` URL, or if the result is too long.
pub fn add_scalar_token(url: &str, token: &Secret) -> Result<Secret, UrlError> {
    website_with(url, &[("scalar_token", token.reveal())]).map(Secret::from)
}
