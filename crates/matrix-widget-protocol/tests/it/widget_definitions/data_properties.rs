//! Property tests of the data of widgets.

use matrix_widget_protocol::{
    RawObject,
    widget::{
        CallData, CustomData, IntegrationManagerData, JitsiData, NotepadData, SuccessorContent, UrlTemplate,
        WidgetContent, WidgetType, element_jitsi,
    },
};
use proptest::prelude::*;
use url::Url;

use super::support::{full_variables, room_widget};
use crate::properties::cases;

/// The parameters in the order of Element Web, each with the member of the data that it shows.
const PARAMETERS: [(&str, Option<&str>); 15] = [
    ("conferenceDomain", Some("domain")),
    ("conferenceId", Some("conferenceId")),
    ("isAudioOnly", Some("isAudioOnly")),
    ("startWithAudioMuted", None),
    ("startWithVideoMuted", None),
    ("isVideoChannel", Some("isVideoChannel")),
    ("displayName", None),
    ("avatarUrl", None),
    ("userId", None),
    ("roomId", None),
    ("theme", Some("theme")),
    ("roomName", Some("roomName")),
    ("supportsScreensharing", None),
    ("language", None),
    ("auth", Some("auth")),
];

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn data_survives_a_round_trip(
        (jitsi, custom, manager) in any::<(JitsiData, CustomData, IntegrationManagerData)>(),
        (call, notepad) in any::<(CallData, NotepadData)>(),
        mut successor in any::<SuccessorContent>(),
    ) {
        successor.avatar_url = successor.avatar_url.filter(|uri| uri.is_valid());
        prop_assert_eq!(JitsiData::try_from(&RawObject::from(&jitsi)), Ok(jitsi));
        prop_assert_eq!(CustomData::from(&RawObject::from(&custom)), custom);
        prop_assert_eq!(IntegrationManagerData::try_from(&RawObject::from(&manager)), Ok(manager));
        prop_assert_eq!(CallData::from(&RawObject::from(&call)), call);
        prop_assert_eq!(NotepadData::from(&RawObject::from(&notepad)), notepad);
        prop_assert_eq!(SuccessorContent::try_from(&RawObject::from(&successor)), Ok(successor));
    }

    #[test]
    fn widget_types_keep_any_string(known in any::<WidgetType>(), text in any::<String>(), is_known in any::<bool>()) {
        let widget_type = if is_known { known } else { text.as_str().into() };
        let text = serde_json::to_string(&widget_type).unwrap();
        prop_assert_eq!(&text, &serde_json::to_string(widget_type.as_str()).unwrap());
        prop_assert_eq!(serde_json::from_str::<WidgetType>(&text).unwrap(), widget_type.clone());
        let canonical = widget_type.canonical();
        prop_assert!(WidgetType::KNOWN.contains(&canonical) || canonical == widget_type);
        prop_assert_eq!(canonical.canonical(), canonical);
    }

    #[test]
    fn any_data_is_read(widget_type in any::<WidgetType>(), url in any::<String>(), data in any::<RawObject>()) {
        let mut content = WidgetContent::new(widget_type, url);
        content.data = Some(data.clone());
        let widget = room_widget(RawObject::from(&content).as_str());
        let _ = (widget.typed_data(), SuccessorContent::try_from(&data));
        if let Ok(complete) = element_jitsi::data(&widget, "dark") {
            prop_assert!(JitsiData::try_from(&complete).is_ok());
            for member in data.members().into_iter().filter(|(name, _)| name != "theme") {
                let is_null = member.1 == "null" && ["domain", "conferenceId"].contains(&&*member.0);
                prop_assert!(is_null || complete.members().contains(&member));
            }
        }
    }

    #[test]
    fn the_page_reads_the_data_of_any_conference(conference in any::<JitsiData>(), theme in any::<String>()) {
        let mut content = WidgetContent::new("jitsi".into(), "https://w.example/");
        content.data = Some((&conference).into());
        let data = element_jitsi::data(&room_widget(RawObject::from(&content).as_str()), &theme).unwrap();
        let template = element_jitsi::template("https://a.example/", &conference, true);
        let url = UrlTemplate::new(&template).fill("w", Some(&data), &full_variables()).unwrap();

        let url = Url::parse(&url).unwrap();
        let fragment = url.fragment().unwrap();
        let read: Vec<_> = url::form_urlencoded::parse(fragment.as_bytes()).collect();
        let has_auth = conference.auth.is_some_and(|auth| auth != "");
        let parameters = PARAMETERS.iter().filter(|(name, _)| *name != "auth" || has_auth);
        prop_assert_eq!(read.len(), parameters.clone().count());
        for ((name, value), (expected, member)) in read.iter().zip(parameters) {
            prop_assert_eq!(name, expected);
            let Some(member) = member else { continue };
            let shown = match data.get::<serde_json::Value>(member).unwrap() {
                Some(serde_json::Value::String(text)) => text,
                Some(other) => other.to_string(),
                None => format!("${member}"),
            };
            prop_assert_eq!(value, &shown);
        }
    }
}
