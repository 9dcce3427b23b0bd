//! Modal widgets: `open_modal`, `widget_config`, `close_modal` and their buttons.

use matrix_widget_protocol::{
    RawObject,
    from_widget::{ModalButton, ModalButtonKind, ModalButtons, OpenModalRequest, is_close_button},
    to_widget::ModalClosedRequest,
};

use crate::support::{assert_lossless, request};

fn open(buttons: &str) -> OpenModalRequest {
    let data = format!(r#"{{"type":"m.custom","url":"u","buttons":{buttons}}}"#);
    assert_lossless(&request("toWidget", "widget_config", &data), &[]);
    let text = request("fromWidget", "open_modal", &data);
    assert_lossless(&text, &[]);
    typed!(FromWidgetRequest::OpenModal, &text).data
}

fn buttons(buttons: &str) -> Vec<ModalButton> {
    open(buttons).buttons.map(|buttons| buttons.buttons()).unwrap_or_default()
}

/// "An invalid `buttons` is `[]`, an invalid button is skipped: neither makes the request malformed."
#[test]
fn buttons_skips_invalid_buttons() {
    for invalid in
        ["null", "[]", "5", "-1e99", "true", "false", r#""buttons""#, "{}", r#"{"0":{}}"#, "[[]]", "[null]"]
    {
        assert_eq!(buttons(invalid), [], "{invalid}");
    }
    let good = r#"{"id":"i","label":"l","kind":"m.danger"}"#;
    let expected = ModalButton::new("i", "l", ModalButtonKind::Danger);
    assert_eq!(buttons(&format!("[{good}]")), std::slice::from_ref(&expected));
    for bad in [
        "5",
        "null",
        "[]",
        r#"["i","l","m.danger"]"#,
        r#"["i","l","m.danger",null]"#,
        r#""i""#,
        "{}",
        r#"{"id":"i","label":"l"}"#,
        r#"{"id":"i","kind":"m.danger"}"#,
        r#"{"label":"l","kind":"m.danger"}"#,
        r#"{"id":5,"label":"l","kind":"m.danger"}"#,
        r#"{"id":"i","label":null,"kind":"m.danger"}"#,
        r#"{"id":"i","label":"l","kind":5}"#,
        r#"{"id":"i","label":"l","kind":"m.danger","disabled":"no"}"#,
        r#"{"id":"i","id":"j","label":"l","kind":"m.danger"}"#,
    ] {
        let found = buttons(&format!("[{bad},{good} , {bad}]"));
        assert_eq!(found, std::slice::from_ref(&expected), "{bad}");
    }
}

#[test]
fn invalid_buttons_are_kept_in_the_message() {
    for list in [r#"{"a" : 1.0}"#, r#"[5,{"id":1}]"#, r#""text""#] {
        let data = open(list);
        assert_eq!(data.buttons.as_ref().map(|buttons| buttons.raw().as_str()), Some(list));
    }
}

#[test]
fn buttons_may_be_disabled_at_first() {
    for (disabled, expected) in [("true", Some(true)), ("false", Some(false)), ("null", None)] {
        let list = format!(r#"[{{"id":"i","label":"l","kind":"k","disabled":{disabled},"more":1}}]"#);
        assert_eq!(buttons(&list)[0].disabled, expected);
    }
    let mut button = ModalButton::new("i", "l", ModalButtonKind::Link);
    button.disabled = Some(true);
    assert_eq!(ModalButtons::from([button.clone()].as_slice()).buttons(), [button]);
}

#[test]
fn shown_as_treats_unknown_kinds_as_secondary() {
    for (kind, shown_as) in [
        ("m.primary", ModalButtonKind::Primary),
        ("m.secondary", ModalButtonKind::Secondary),
        ("m.warning", ModalButtonKind::Warning),
        ("m.danger", ModalButtonKind::Danger),
        ("m.link", ModalButtonKind::Link),
        ("org.matrix.msc2790.primary", ModalButtonKind::Primary),
        ("org.matrix.msc2790.link", ModalButtonKind::Link),
        ("org.matrix.msc2790.unheard_of", ModalButtonKind::Secondary),
        ("m.unheard_of", ModalButtonKind::Secondary),
        ("primary", ModalButtonKind::Secondary),
        ("", ModalButtonKind::Secondary),
    ] {
        let found = buttons(&format!(r#"[{{"id":"i","label":"l","kind":"{kind}"}}]"#));
        assert_eq!(found[0].kind.as_str(), kind);
        assert_eq!(found[0].kind.shown_as(), shown_as, "{kind}");
    }
}

#[test]
fn is_close_button_knows_both_names() {
    assert!(is_close_button("m.close") && is_close_button("org.matrix.msc2790.close"));
    for id in ["close", "m.closed", "M.CLOSE", "", "org.matrix.msc2790.m.close"] {
        assert!(!is_close_button(id), "{id}");
    }
}

/// "A `creatorUserId` there is ignored."
#[test]
fn open_modal_ignores_creator_user_id() {
    for creator in [r#""@alice:example.org""#, "5", "[]", "{}"] {
        let data = format!(r#"{{"type":"m.custom","url":"u","creatorUserId":{creator}}}"#);
        assert_lossless(&request("fromWidget", "open_modal", &data), &[]);
    }
}

fn closed(data: &str) -> ModalClosedRequest {
    let text = request("toWidget", "close_modal", data);
    assert_lossless(&text, &[]);
    typed!(ToWidgetRequest::CloseModal, &text).data
}

#[test]
fn is_exited_reads_both_names() {
    for (data, is_exited) in [
        (r#"{"m.exited":true}"#, true),
        (r#"{"org.matrix.msc2790.exited":true}"#, true),
        (r#"{"m.exited":false,"org.matrix.msc2790.exited":true}"#, true),
        (r#"{"m.exited":true,"answer":42}"#, true),
        (r#"{"m.exited":false}"#, false),
        (r#"{"m.exited":null}"#, false),
        (r#"{"m.exited":"true"}"#, false),
        (r#"{"m.exited":1}"#, false),
        (r#"{"m.exited":true,"m.exited":false}"#, false),
        (r#"{"exited":true}"#, false),
        ("{}", false),
        (r#"{"answer":42}"#, false),
    ] {
        assert_eq!(closed(data).is_exited(), is_exited, "{data}");
        assert_eq!(closed(data).raw().as_str(), data);
    }
}

/// "Closed by user or client: the opener MUST get one `close_modal` with `"m.exited": true`."
#[test]
fn exited_is_an_exited_request() {
    let exited = ModalClosedRequest::exited();
    assert_eq!(exited, closed(r#"{"m.exited":true}"#));
    assert!(exited.is_exited());
}

#[test]
fn close_modal_passes_data_on_unchanged() {
    let data = r#"{"b" : 1.0,"a":[null]}"#;
    let from = typed!(FromWidgetRequest::CloseModal, &request("fromWidget", "close_modal", data)).data;
    assert_eq!(from.as_str(), data);
    assert_eq!(ModalClosedRequest::from(from), closed(data));
    assert_eq!(closed(data).raw(), &RawObject::from_text(data).unwrap());
}
