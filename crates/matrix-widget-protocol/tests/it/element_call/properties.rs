//! Any URL is read without loss, or is an error that names a parameter.

use matrix_widget_protocol::vendor::element_call::ElementCallParameters;
use proptest::prelude::*;
use serde_json::json;
use url::form_urlencoded;

use crate::properties::cases;

/// Queries with few names, so that names are repeated.
fn query() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof!["theme|font|viaServers|x|intent|skipLobby", any::<String>()];
    prop::collection::vec((name, prop_oneof!["[ab$]", any::<String>()]), 0..6)
}

fn encode(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// URLs whose page has a query and a fragment or not.
const PAGE: &str = "https://e/[a-z]{0,3}[?]?[a-z=&]{0,5}#?[a-z?=]{0,5}";

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn from_url_returns_the_values_of_every_name(fragment in query(), search in query()) {
        let url = format!("https://e/?{}#/path?{}", encode(&search), encode(&fragment));
        match ElementCallParameters::from_url(&url) {
            Ok(read) => {
                let read = json!(read);
                for (name, _) in fragment.iter().chain(&search) {
                    let values = |pairs: &[(String, String)]| -> Vec<_> {
                        pairs.iter().filter(|(other, _)| other == name).map(|(_, value)| value.clone()).collect()
                    };
                    let (first, second) = (values(&fragment), values(&search));
                    if name == "font" || name == "viaServers" {
                        prop_assert_eq!(&read[name], &json!([first, second].concat()));
                        continue;
                    }
                    let values = if first.is_empty() { second } else { first };
                    let is_one = values.iter().all(|value| value == &values[0]);
                    prop_assert_eq!(&read[name], &if is_one { json!(values[0]) } else { json!(values) });
                }
            }
            Err(error) => {
                let path = error.path();
                prop_assert!(["theme", "intent", "skipLobby"].contains(&path.as_str()), "{}", error);
            }
        }
    }

    #[test]
    fn written_urls_are_read_as_the_same_parameters(fragment in query(), page in PAGE) {
        let encoded = encode(&fragment);
        if let Ok(read) = ElementCallParameters::from_url(&format!("https://e/#?{encoded}")) {
            for url in [read.to_url("https://e/"), read.to_template("https://e/")] {
                prop_assert_eq!(ElementCallParameters::from_url(&url), Ok(read.clone()));
            }
            let values = read.to_url(&page);
            prop_assert!(!values.get(page.find('#').unwrap_or(page.len())..).unwrap_or_default().contains('$'));
            prop_assert!(ElementCallParameters::from_url(&values).is_ok());
        }
    }

    #[test]
    fn from_url_never_panics(url in any::<String>()) {
        drop(ElementCallParameters::from_url(&url));
    }
}
