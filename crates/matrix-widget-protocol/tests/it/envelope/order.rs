//! The order of members does not matter.

use crate::support::decode;

/// Returns all permutations of the items.
fn permutations<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    (0..items.len())
        .flat_map(|first| {
            let rest: Vec<T> = items
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != first)
                .map(|(_, item)| item.clone())
                .collect();
            let first = items[first].clone();
            permutations(&rest).into_iter().map(move |rest| [vec![first.clone()], rest].concat())
        })
        .collect()
}

fn assert_same_in_any_order(members: &[&str]) {
    let expected = format!("{{{}}}", members.join(","));
    let expected = decode(&expected).unwrap();
    let orders = permutations(members);
    assert_eq!(orders.len(), (1..=members.len()).product::<usize>());
    for order in orders {
        let text = format!("{{{}}}", order.join(","));
        assert_eq!(decode(&text).unwrap(), expected, "{text}");
    }
}

#[test]
fn decode_reads_a_request_in_any_order() {
    assert_same_in_any_order(&[
        r#""api":"fromWidget""#,
        r#""widgetId":"w""#,
        r#""requestId":"r""#,
        r#""action":"navigate""#,
        r#""data":{"uri":"u"}"#,
    ]);
}

#[test]
fn decode_reads_a_response_in_any_order() {
    assert_same_in_any_order(&[
        r#""api":"fromWidget""#,
        r#""widgetId":"w""#,
        r#""requestid":"r""#,
        r#""action":"send_event""#,
        r#""data":{"type":"t","content":{}}"#,
        r#""response":{"room_id":"!r:example.org","event_id":"$e"}"#,
    ]);
}
