//! Element's page for Jitsi Meet conferences.

use matrix_widget_protocol::widget::{JitsiAuth, JitsiData, UrlTemplate, WidgetData, element_jitsi};

use super::{
    support::{full_variables, room_widget},
    types::written_by,
};

const IN_A_ROOM: &str = "Element Web `WidgetUtils.addJitsiWidget`, in a room";
const WITH_AUTH: &str = "Element Web `WidgetUtils.addJitsiWidget`, in a room, with authentication";

fn jitsi(data: WidgetData) -> JitsiData {
    match data {
        WidgetData::Jitsi(data) => data,
        other => panic!("expected the data of a conference, found {other:?}"),
    }
}

#[test]
fn template_is_that_of_element_web() {
    let widget = written_by(IN_A_ROOM);
    let expected = widget.url_template().as_str();
    let (page, _) = expected.split_once('#').unwrap();
    let data = jitsi(widget.typed_data());
    assert_eq!(element_jitsi::template(page, &data, false), expected);
    assert_eq!(element_jitsi::template(&format!("{page}#/room/!r#x"), &data, false), expected);
    assert_eq!(
        element_jitsi::template(page, &data, true),
        expected.replace("supportsScreensharing=false", "supportsScreensharing=true")
    );
}

#[test]
fn template_has_auth_if_it_is_set() {
    let widget = written_by(WITH_AUTH);
    let (page, _) = widget.url_template().as_str().split_once('#').unwrap();
    let mut conference = jitsi(widget.typed_data());
    let template = element_jitsi::template(page, &conference, false);
    let data = element_jitsi::data(&widget, "dark").unwrap();
    let fill = |template: &str| UrlTemplate::new(template).fill("w", Some(&data), &full_variables()).unwrap();
    assert_eq!(fill(&template), fill(widget.url_template().as_str()));
    assert!(fill(&template).ends_with("&language=zh_Hant&auth=openidtoken-jwt"));

    for auth in [None, Some(JitsiAuth::from(""))] {
        conference.auth = auth;
        assert!(!element_jitsi::template(page, &conference, false).contains("auth="));
    }
}

#[test]
fn template_keeps_variables_that_the_data_lacks() {
    let widget = written_by(IN_A_ROOM);
    let data = element_jitsi::data(&widget, "legacy-light").unwrap();
    let template = element_jitsi::template("https://a.example/", &JitsiData::try_from(&data).unwrap(), true);
    let url = UrlTemplate::new(&template).fill("w", Some(&data), &full_variables()).unwrap();
    assert_eq!(
        url,
        "https://a.example/#conferenceDomain=meet.element.io&conferenceId=JitsiAbcdefghijklmnopqrstuvwx\
         &isAudioOnly=false&startWithAudioMuted=$startWithAudioMuted&startWithVideoMuted=$startWithVideoMuted\
         &isVideoChannel=true&displayName=Alice%20%26%20Bob&avatarUrl=https%3A%2F%2Fexample.org%2Fa.png\
         &userId=%40alice%3Aexample.org&roomId=!room%3Aexample.org&theme=light&roomName=Lunch%20%26%20more\
         &supportsScreensharing=true&language=zh_Hant"
    );
}

fn data(url: &str, data: &str, theme: &str) -> Result<String, String> {
    let widget = room_widget(&format!(r#"{{"type":"jitsi","url":"{url}","data":{data}}}"#));
    match element_jitsi::data(&widget, theme) {
        Ok(data) => Ok(data.as_str().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn data_adds_what_element_adds() {
    let url = "https://w.example/jitsi.html?x=1&confId=Big+%26%20small&confId=other#confId=ignored";
    for (url, own, theme, expected) in [
        (url, "{}", "light", r#"{"theme":"light","conferenceId":"Big & small","domain":"meet.element.io"}"#),
        (url, "null", "dark", r#"{"theme":"dark","conferenceId":"Big & small","domain":"meet.element.io"}"#),
        (
            url,
            r#"{"conferenceId":"c","n":1.0,"theme":"blue"}"#,
            "legacy-light",
            r#"{"theme":"light","domain":"meet.element.io","conferenceId":"c","n":1.0}"#,
        ),
        (
            "https://w.example/",
            r#"{"conferenceId":"","domain":"d"}"#,
            "midnight",
            r#"{"theme":"dark","conferenceId":"","domain":"d"}"#,
        ),
        (
            url,
            r#"{"conferenceId":null,"domain":null}"#,
            "",
            r#"{"theme":"dark","conferenceId":"Big & small","domain":"meet.element.io"}"#,
        ),
    ] {
        assert_eq!(data(url, own, theme).as_deref(), Ok(expected), "{own}");
    }
}

#[test]
fn data_errors_name_the_member() {
    let url = "https://w.example/?confId=c";
    for (url, own, expected) in [
        ("https://w.example/", r#"{"domain":"d"}"#, "data.conferenceId: missing field"),
        ("not a URL", "{}", "data.conferenceId: missing field"),
        (url, r#"{"conferenceId":5}"#, "data.conferenceId: expected a string, found a number"),
        (url, r#"{"domain":[]}"#, "data.domain: expected a string, found an array"),
        (url, r#"{"conferenceId":"c","conferenceId":"c"}"#, "data.conferenceId: duplicate field"),
    ] {
        assert_eq!(data(url, own, "dark").unwrap_err(), expected, "{own}");
    }
}
