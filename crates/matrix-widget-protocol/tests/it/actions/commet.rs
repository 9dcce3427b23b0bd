//! Commet's own actions, and its members of other actions.

use matrix_widget_protocol::{
    from_widget::{CommetBinary, CommetBinaryType, FileBody},
    to_widget::CommetSafeAreaChangedRequest,
};

use crate::support::{assert_lossless, request, response};

#[test]
fn insets_splits_safe_area_into_four_parts() {
    let insets = |safe_area: &str| {
        let request = CommetSafeAreaChangedRequest::new(safe_area);
        request.insets().map(|insets| insets.map(str::to_owned)).map_err(|error| error.to_string())
    };
    assert_eq!(insets("0px,24px,0.5em,16px"), Ok(["0px", "24px", "0.5em", "16px"].map(str::to_owned)));
    for other in ["", "0px", "0px,24px,0px", "0px,24px,0px,16px,0px"] {
        let error = "data.safeArea: expected four insets, found a different number of insets";
        assert_eq!(insets(other), Err(error.to_owned()), "{other}");
    }
}

#[test]
fn commet_color_scheme_keeps_the_object() {
    let scheme = |data: &str| {
        let theme = typed!(ToWidgetRequest::ThemeChange, &request("toWidget", "theme_change", data)).data;
        let scheme = theme.commet_color_scheme().map_err(|error| error.to_string())?;
        Ok(scheme.map(|scheme| scheme.as_str().to_owned()))
    };
    let text = r##"{"primary" : "#0dbd8b"}"##;
    assert_eq!(
        scheme(&format!(r#"{{"name":"dark","chat.commet.color_scheme":{text}}}"#)),
        Ok(Some(text.into()))
    );
    assert_eq!(scheme(r#"{"name":"dark"}"#), Ok(None));
    let error = scheme(r#"{"chat.commet.color_scheme":"dark"}"#);
    assert_eq!(error, Err("chat.commet.color_scheme: expected an object, found a string".to_owned()));
}

/// "`{"__type": "ArrayBuffer" | "Blob", "data": base64}` at any depth."
#[test]
fn files_of_commet_are_binary_values() {
    let text = response("fromWidget", "download_file", r#"{"file":{"__type":"Blob","data":"SGVsbG8="}}"#);
    assert_lossless(&text, &[]);
    let file = typed!(FromWidgetResponse::DownloadFile, &text).outcome.unwrap().file;
    let expected = CommetBinary::new(CommetBinaryType::Blob, "SGVsbG8=");
    assert_eq!(file.raw().read::<CommetBinary>(), Ok(expected));

    let text = request("fromWidget", "upload_file", r#"{"file":{"data":"","__type":"ArrayBuffer"}}"#);
    let file: FileBody = typed!(FromWidgetRequest::UploadFile, &text).data.file;
    assert_eq!(file.raw().read::<CommetBinary>(), Ok(CommetBinary::new(CommetBinaryType::ArrayBuffer, "")));

    // The `Blob` of a widget, and other values.
    for other in ["{}", r#""SGVsbG8=""#, r#"{"__type":"File","data":""}"#, r#"{"__type":"Blob","data":5}"#] {
        let text = request("fromWidget", "upload_file", &format!(r#"{{"file":{other}}}"#));
        let file = typed!(FromWidgetRequest::UploadFile, &text).data.file;
        assert!(file.raw().read::<CommetBinary>().is_err(), "{other}");
        assert_eq!(file.raw().as_str(), other);
    }
}
