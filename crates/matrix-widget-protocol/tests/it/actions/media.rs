//! `get_media_config`, `upload_file`, `download_file`.

use std::time::Duration;

use js_int::int;
use matrix_widget_protocol::{
    RawJson,
    action::KnownAction,
    from_widget::{DownloadFile, DownloadFileRequest, FileBody, UploadFileRequest},
};

use crate::support::{assert_lossless, request, response};

#[test]
fn media_config_keeps_extra_members() {
    let body = r#"{"org.example.types":["image/png"],"m.upload.size":50.0e6}"#;
    let text = response("fromWidget", "get_media_config", body);
    assert_lossless(&text, &[]);
    let config = typed!(FromWidgetResponse::GetMediaConfig, &text).outcome.unwrap();
    assert_eq!(config.upload_size, Some(int!(50_000_000)));
    assert_eq!(config.get::<Vec<String>>("org.example.types"), Ok(Some(vec!["image/png".to_owned()])));
    let text = response("fromWidget", "get_media_config", r#"{"m.upload.size":null}"#);
    let config = typed!(FromWidgetResponse::GetMediaConfig, &text).outcome.unwrap();
    assert_eq!((config.upload_size, config.rest().count()), (None, 0));
}

/// "`file` is whatever `postMessage` can clone. In JSON it is a string."
#[test]
fn file_body_keeps_any_json() {
    for (file, string) in [
        (r#""SGVsbG8""#, Some("SGVsbG8")),
        (r#""SGVs\u0062G8=""#, Some("SGVsbG8=")),
        (r#""""#, Some("")),
        ("{}", None),
        (r#"{"0" : 72.0}"#, None),
        ("[72,101]", None),
        ("5", None),
        ("false", None),
    ] {
        let text = request("fromWidget", "upload_file", &format!(r#"{{"file":{file}}}"#));
        assert_lossless(&text, &[]);
        let data: UploadFileRequest = typed!(FromWidgetRequest::UploadFile, &text).data;
        assert_eq!(data.file.raw().as_str(), file);
        assert_eq!(data.file.as_string().as_deref(), string, "{file}");
        let text = response("fromWidget", "download_file", &format!(r#"{{"file":{file}}}"#));
        assert_lossless(&text, &[]);
        assert_eq!(typed!(FromWidgetResponse::DownloadFile, &text).outcome.unwrap().file, data.file);
        let text = response("toWidget", "screenshot", &format!(r#"{{"screenshot":{file}}}"#));
        assert_lossless(&text, &[]);
        let picture = typed!(ToWidgetResponse::Screenshot, &text).outcome.unwrap().screenshot;
        assert_eq!(picture.raw().as_str(), file);
    }
    assert_eq!(FileBody::from_string("a\"b").raw().as_str(), r#""a\"b""#);
    assert_eq!(FileBody::from(RawJson::from_text("5").unwrap()).as_string(), None);
}

fn download(uri: &str) -> DownloadFileRequest {
    let text = request("fromWidget", "download_file", &format!(r#"{{"content_uri":"{uri}"}}"#));
    assert_lossless(&text, &[]);
    typed!(FromWidgetRequest::DownloadFile, &text).data
}

/// "A `content_uri` that is no mxc URI must decode, so that the client can answer with an error."
/// H-ACT-6: only MXC URIs can be downloaded.
#[test]
fn mxc_uri_rejects_other_uris_that_decode_keeps() {
    assert_eq!(download("mxc://example.org/file").mxc_uri().unwrap(), "mxc://example.org/file");
    assert_eq!(download("mxc://example.org:8448/f_-1").mxc_uri().unwrap(), "mxc://example.org:8448/f_-1");
    for uri in [
        "",
        "https://example.org/file",
        "mxc:example.org/file",
        "MXC://example.org/file",
        "mxc://example.org",
        "mxc:///file",
        "mxc://example.org/",
        "mxc://example.org/file/deeper",
        "mxc://example.org/fi le",
        " mxc://example.org/file",
    ] {
        let data = download(uri);
        assert_eq!(data.content_uri, uri);
        let error = data.mxc_uri().unwrap_err();
        assert_eq!(error.path(), "data.content_uri", "{uri}");
        assert!(error.to_string().starts_with("data.content_uri: "), "{error}");
    }
}

const ENCRYPTION: &str = r#"{"v":"v2","key":{"kty":"oct","key_ops":["encrypt","decrypt"],"alg":"A256CTR","k":"the key",
    "ext":true,"kid":"1"},"iv":"i","hashes":{"sha256":"h","org.example.sum":"s"},"org.example.more":{"a" : 1.0}}"#;

/// `ruma-common` 0.19 panics on server names of 250 bytes or more.
#[test]
fn mxc_uri_rejects_server_names_that_are_too_long() {
    for length in 1..600 {
        let server = "a".repeat(length);
        let uri = download(&format!("mxc://{server}/file")).mxc_uri();
        assert_eq!(uri.is_ok(), length <= 249, "{length} bytes");
    }
}

#[test]
fn encrypted_files_keep_extra_members_at_both_levels() {
    let data =
        format!(r#"{{"content_uri":"mxc://example.org/file","timeout_ms":60000,"encryption":{ENCRYPTION}}}"#);
    let text = request("fromWidget", "download_file", &data);
    assert_lossless(&text, &[]);
    let data = typed!(FromWidgetRequest::DownloadFile, &text).data;
    assert_eq!(data.timeout_ms, Some(int!(60_000)));
    let encryption = data.encryption.unwrap();
    assert_eq!((encryption.v.as_str(), encryption.iv.as_str()), ("v2", "i"));
    assert_eq!(encryption.hashes.get("sha256").map(String::as_str), Some("h"));
    assert_eq!(encryption.hashes.get("org.example.sum").map(String::as_str), Some("s"));
    assert_eq!(encryption.get::<RawJson>("org.example.more").unwrap().unwrap().as_str(), r#"{"a" : 1.0}"#);
    let key = &encryption.key;
    assert_eq!((key.kty.as_str(), key.alg.as_str(), key.ext), ("oct", "A256CTR", true));
    assert_eq!(
        (key.k.reveal(), key.key_ops.as_slice()),
        ("the key", &["encrypt".into(), "decrypt".into()][..])
    );
    assert_eq!(key.get::<String>("kid"), Ok(Some("1".to_owned())));

    let body = format!(r#"{{"content_uri":"mxc://example.org/file","encryption":{ENCRYPTION}}}"#);
    let text = response("fromWidget", "upload_file", &body);
    assert_lossless(&text, &[]);
    let answer = typed!(FromWidgetResponse::UploadFile, &text).outcome.unwrap();
    assert_eq!(
        (answer.content_uri.as_str(), answer.encryption),
        ("mxc://example.org/file", Some(encryption))
    );
}

#[test]
fn checked_timeout_rejects_negative_numbers() {
    let download = |timeout: &str| {
        let body = format!(r#"{{"content_uri":"mxc://example.org/file","timeout_ms":{timeout}}}"#);
        typed!(FromWidgetRequest::DownloadFile, &request("fromWidget", "download_file", &body)).data
    };
    assert_eq!(download("null").checked_timeout(), Ok(None));
    assert_eq!(download("1500").checked_timeout(), Ok(Some(Duration::from_millis(1500))));
    assert_eq!(
        DownloadFile::check(&download("-1")).unwrap_err().to_string(),
        "data.timeout_ms: expected a non-negative duration, found a negative number"
    );
}
