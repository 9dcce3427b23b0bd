//! Versions.

use matrix_widget_protocol::{
    ApiVersion,
    from_widget::{SearchUserDirectory, SearchUserDirectoryRequest},
};
use serde_json::{Value, json};

use super::support::{Page, settings};

/// W-VER-1: versions are answered in every phase, as often as the client asks.
#[test]
fn versions_are_answered_in_every_phase() {
    let mut page = Page::plain();
    let first = page.ask("supported_api_versions", json!({}));
    page.ask("capabilities", json!({}));
    let second = page.ask("supported_api_versions", json!({}));
    page.notify(&json!([]), &json!([]));
    assert_eq!(page.ask("supported_api_versions", json!({})), first);
    assert_eq!(first, second);
    assert!(
        first["supported_versions"].as_array().unwrap().contains(&json!("org.matrix.msc2871")),
        "{first}"
    );
}

/// W-VER-2: versions that the application must handle are listed only if it says so.
#[test]
fn versions_of_the_application_are_listed_on_demand() {
    let special = ["org.matrix.msc2762_update_state", "org.matrix.msc2873"];
    let listed = |settings| -> Vec<Value> {
        let versions = Page::new(settings).ask("supported_api_versions", json!({}));
        let versions = versions["supported_versions"].as_array().cloned().unwrap();
        versions.into_iter().filter(|version| special.iter().any(|special| version == special)).collect()
    };
    assert_eq!(listed(settings(&[])), Vec::<Value>::new());
    let mut all = settings(&[]);
    all.versions.extend([ApiVersion::Msc2762UpdateState, ApiVersion::Msc2873]);
    assert_eq!(listed(all), special);
}

/// W-VER-3: the client is asked once. An error, a malformed answer and none mean no versions.
#[test]
fn failed_versions_request_means_no_versions() {
    for answer in
        [Some(json!({ "error": { "message": "unknown" } })), Some(json!({ "supported_versions": 5 })), None]
    {
        let mut page = Page::plain();
        let question = page.sent_one("supported_api_versions");
        assert_eq!(page.session.client_versions(), None);
        match answer {
            Some(answer) => page.answer(&question, &answer),
            None => page.wait(10),
        }
        assert_eq!(page.session.client_versions(), Some(&[][..]));
        page.ask("capabilities", json!({}));
        assert!(page.session.is_ready());
        page.wait(100);
        page.assert_nothing_sent();
    }
}

/// W-VER-4: a request is sent even if the client does not list its version.
#[test]
fn requests_do_not_depend_on_the_versions_of_the_client() {
    let mut page = Page::ready(&["m.user_directory_search"]);
    let data = SearchUserDirectoryRequest::new("alice");
    let _sent = page.session.request::<SearchUserDirectory>(data, page.now).unwrap();
    assert_eq!(page.sent_actions(), ["org.matrix.msc3973.user_directory_search"]);
}
