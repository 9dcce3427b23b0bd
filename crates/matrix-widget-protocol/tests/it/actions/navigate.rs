//! `navigate`: `uri: string` → ack. The URI is kept as sent, and `target` parses it.

use matrix_widget_protocol::from_widget::{NavigateRequest, NavigateTarget};
use ruma_common::matrix_uri::MatrixId;

use crate::support::{assert_lossless, request};

#[test]
fn target_reads_matrix_to_links() {
    for (uri, id) in [
        ("https://matrix.to/#/!room:example.org/$event?via=example.org", "room and event"),
        ("https://matrix.to/#/%21room%3Aexample.org?via=example.org", "room"),
        ("https://matrix.to/#/#alias:example.org", "alias"),
        ("https://matrix.to/#/@alice:example.org", "user"),
    ] {
        let NavigateTarget::MatrixTo(target) = NavigateRequest::new(uri).target().unwrap() else {
            panic!("expected a matrix.to link, found {uri}")
        };
        let found = match target.id() {
            MatrixId::Room(_) => "room",
            MatrixId::RoomAlias(_) => "alias",
            MatrixId::User(_) => "user",
            MatrixId::Event(..) => "room and event",
            _ => "other",
        };
        assert_eq!(found, id, "{uri}");
    }
}

#[test]
fn target_reads_matrix_uris() {
    for uri in [
        "matrix:r/room:example.org",
        "matrix:roomid/room:example.org/e/event?via=example.org",
        "matrix:u/a:b.c",
    ] {
        let target = NavigateRequest::new(uri).target().unwrap();
        assert!(matches!(target, NavigateTarget::Matrix(_)), "{uri}: {target:?}");
    }
}

/// H-ACT-1: other URIs than links to Matrix are errors.
#[test]
fn target_rejects_other_uris_that_decode_keeps() {
    for uri in [
        "",
        "not a URI",
        "https://example.org/#/!room:example.org",
        "http://matrix.to/#/!room:example.org",
        "https://matrix.to/#nothing of use",
        "https://matrix.to/#/",
        "https://matrix.to/#/room",
        "matrix:",
        "matrix:x/room:example.org",
        "javascript:alert(1)",
        " https://matrix.to/#/@alice:example.org",
        "\u{0}",
    ] {
        let text = request(
            "fromWidget",
            "navigate",
            &format!(r#"{{"uri":{}}}"#, serde_json::to_string(uri).unwrap()),
        );
        let data = typed!(FromWidgetRequest::Navigate, &text).data;
        assert_eq!(data.uri, uri);
        let error = data.target().expect_err(uri);
        assert_eq!(error.path(), "data.uri");
        assert!(error.to_string().starts_with("data.uri: "), "{error}");
        assert_lossless(&text, &[]);
    }
}
