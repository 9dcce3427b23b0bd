//! The token of integration managers in widget URLs.

use url::Url;

use crate::{
    secret::Secret,
    url_template::{UrlError, UrlTemplate, website, website_with},
};

/// Returns the URL of a widget with the parameter `scalar_token`, a credential of the user for an integration manager, or `None`
/// if the widget must not receive it.
///
/// `url` is the URL of the frame, with the [`WidgetParameters`](super::WidgetParameters). `template` is the URL template of the
/// widget's definition. A widget receives the token if its template lies below one of `integration_urls`, such as
/// `https://scalar.vector.im/api`: scheme, host and port must be equal, and the path of the template must start with all segments
/// of the configured path. A template with user info, or with a `$` or a percent-encoded character in its path, does not receive
/// it, because these can lead to another path.
///
/// `integration_urls` are those of the integration manager that issued the token. Use the result only for the frame of the widget.
/// Do not log it, do not open it in a window of its own, and do not write it into a widget definition.
///
/// # Errors
///
/// Returns an error if the URL is not an `http:` or `https:` URL, or if the result is too long.
pub fn with_scalar_token(
    url: &str,
    token: &Secret,
    template: UrlTemplate<'_>,
    integration_urls: &[&str],
) -> Result<Option<Secret>, UrlError> {
    let is_managed = website(template.as_str()).is_ok_and(|template| {
        integration_urls
            .iter()
            .any(|integration| website(integration).is_ok_and(|folder| is_below(&template, &folder)))
    });
    let url = || website_with(url, &[("scalar_token", token.reveal())]).map(Secret::from);
    is_managed.then(url).transpose()
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
