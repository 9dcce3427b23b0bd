//! The query parameters of widget URLs, in the vectors that the tests of the npm package read too.

use std::sync::LazyLock;

use matrix_widget_protocol::{
    Secret,
    widget::{MAX_URL_LENGTH, UrlError, UrlTemplate, WidgetParameters, with_scalar_token},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    read: Vec<Read>,
    write: Vec<Write>,
    token: Token,
}

#[derive(Deserialize)]
struct Read {
    case: String,
    url: String,
    parameters: Option<[String; 2]>,
    origin: Option<String>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Write {
    case: String,
    url: String,
    widget_id: String,
    page: String,
    written: Option<String>,
}

#[derive(Deserialize)]
struct Token {
    written: Written,
    integration_urls: Vec<String>,
    below: Vec<String>,
    elsewhere: Vec<String>,
}

#[derive(Deserialize)]
struct Written {
    url: String,
    token: String,
    written: String,
}

static VECTORS: LazyLock<Vectors> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../fixtures/widget_parameters.json")).expect("vectors")
});

#[test]
fn from_url_reads_parameters_as_in_the_vectors() {
    for Read { case, url, parameters, origin, error } in &VECTORS.read {
        let expected = match error {
            Some(error) => Err(error.clone()),
            None => {
                Ok(parameters.clone().map(|[widget_id, parent_url]| (widget_id, parent_url, origin.clone())))
            }
        };
        let read = WidgetParameters::from_url(url).map_err(|error| error.to_string());
        let read = read.map(|read| {
            read.map(|read| (read.widget_id.clone(), read.parent_url.clone(), read.parent_origin()))
        });
        assert_eq!(read, expected, "{case}");
    }
}

#[test]
fn add_to_writes_parameters_as_in_the_vectors() {
    for Write { case, url, widget_id, page, written } in &VECTORS.write {
        assert_eq!(&WidgetParameters::new(widget_id, page).add_to(url).ok(), written, "{case}");
    }
}

#[test]
fn add_to_rejects_results_that_are_too_long() {
    let parameters = WidgetParameters::new("w", &"x".repeat(MAX_URL_LENGTH));
    assert_eq!(parameters.add_to("https://w.example/"), Err(UrlError::TooLong));
}

#[test]
fn with_scalar_token_sets_the_token_for_templates_as_in_the_vectors() {
    let Token { integration_urls, below, elsewhere, written: Written { url, token, written } } =
        &VECTORS.token;
    let integration_urls: Vec<_> = integration_urls.iter().map(String::as_str).collect();
    let token = Secret::from(token.as_str());
    for template in below {
        let template = UrlTemplate::new(template);
        let with_token = with_scalar_token(url, &token, template, &integration_urls).unwrap().unwrap();
        assert_eq!(with_token.reveal(), written);
        assert_eq!(format!("{with_token:?}"), "[redacted]");
        assert_eq!(with_scalar_token(url, &token, template, &[]), Ok(None));
        assert!(with_scalar_token("javascript:alert(1)", &token, template, &integration_urls).is_err());
    }
    for template in elsewhere {
        let with_token = with_scalar_token(url, &token, UrlTemplate::new(template), &integration_urls);
        assert_eq!(with_token, Ok(None), "{template}");
    }
}

#[test]
fn debug_hides_the_query_of_the_parent_url() {
    let parameters = WidgetParameters::new("w", "https://app.example.org/?token=secret");
    let expected =
        r#"WidgetParameters { widget_id: "w", parent_origin: Some("https://app.example.org"), .. }"#;
    assert_eq!(format!("{parameters:?}"), expected);
}

#[test]
fn from_url_and_add_to_take_linear_time() {
    let many = "widgetId=w&parentUrl=c&".repeat(50_000);
    let url = format!("https://w.example/?{many}#?{many}");
    let parameters = WidgetParameters::from_url(&url).unwrap().unwrap();
    assert_eq!(
        parameters.add_to(&url).unwrap(),
        format!("https://w.example/?widgetId=w&parentUrl=c#?{many}")
    );
}
