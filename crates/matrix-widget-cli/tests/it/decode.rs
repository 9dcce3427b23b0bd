//! `matrix-widget decode`.

use crate::tool::run_with;

/// Lines of input with the expected line of output, or `None` for blank lines.
const LINES: [(&[u8], Option<&str>); 31] = [
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"org.matrix.msc2931.navigate","data":{"uri":"u"}}"#,
        Some(
            r#"{"line":1,"class":"request","api":"fromWidget","action":"org.matrix.msc2931.navigate","variant":"Navigate","lossless":true,"unknown":[],"error":null}"#,
        ),
    ),
    (b"", None),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestid":"r","action":"navigate","data":{"uri":"u","foo":1},"response":{}}"#,
        Some(
            r#"{"line":3,"class":"response","api":"fromWidget","action":"navigate","variant":"Navigate","lossless":true,"unknown":[],"error":null}"#,
        ),
    ),
    (b" \t ", None),
    (
        br#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"capabilities","data":{},"response":{"error":{"message":"m"}}}"#,
        Some(
            r#"{"line":5,"class":"error","api":"toWidget","action":"capabilities","variant":"Capabilities","lossless":true,"unknown":[],"error":null}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{}}"#,
        Some(
            r#"{"line":6,"class":"invalid","api":"fromWidget","action":"navigate","variant":"Navigate","lossless":false,"unknown":[],"error":"data.uri: missing field"}"#,
        ),
    ),
    (
        br#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"com.example","data":[],"visible":1}"#,
        Some(
            r#"{"line":7,"class":"invalid","api":"toWidget","action":"com.example","variant":"Custom","lossless":false,"unknown":[],"error":"data: expected an object, found an array"}"#,
        ),
    ),
    (
        br#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"capabilities","response":{"capabilities":["a","b","c",5]}}"#,
        Some(
            r#"{"line":8,"class":"invalid","api":"toWidget","action":"capabilities","variant":"Capabilities","lossless":false,"unknown":[],"error":"response.capabilities[3]: expected a string, found a number"}"#,
        ),
    ),
    (
        br#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"com.example","data":{"visible":true},"visible":true}"#,
        Some(
            r#"{"line":9,"class":"request","api":"toWidget","action":"com.example","variant":"Custom","lossless":true,"unknown":["visible"],"error":null}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{"foo":{"bar":1}}}"#,
        Some(
            r#"{"line":10,"class":"request","api":"fromWidget","action":"content_loaded","variant":"ContentLoaded","lossless":true,"unknown":["data.foo"],"error":null}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"read_events","data":{"type":"t"},"response":{"events":[{"x":1}],"x":2}}"#,
        Some(
            r#"{"line":11,"class":"response","api":"fromWidget","action":"read_events","variant":"ReadEvents","lossless":true,"unknown":["response.x"],"error":null}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"read_events","data":{"type":"t","limit":null,"room_ids":null}}"#,
        Some(
            r#"{"line":12,"class":"request","api":"fromWidget","action":"read_events","variant":"ReadEvents","lossless":true,"unknown":[],"error":null}"#,
        ),
    ),
    (
        b"null",
        Some(
            r#"{"line":13,"class":"foreign","api":null,"action":null,"variant":null,"lossless":false,"unknown":[],"error":"expected an object, found null"}"#,
        ),
    ),
    (
        b"[]",
        Some(
            r#"{"line":14,"class":"foreign","api":null,"action":null,"variant":null,"lossless":false,"unknown":[],"error":"expected an object, found an array"}"#,
        ),
    ),
    (
        b"5",
        Some(
            r#"{"line":15,"class":"foreign","api":null,"action":null,"variant":null,"lossless":false,"unknown":[],"error":"expected an object, found a number"}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","action":"navigate","data":{"uri":"u"}}"#,
        Some(
            r#"{"line":16,"class":"foreign","api":null,"action":null,"variant":null,"lossless":false,"unknown":[],"error":"requestId: missing field"}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":5,"requestId":"r","action":"navigate","data":{"uri":"u"}}"#,
        Some(
            r#"{"line":17,"class":"foreign","api":null,"action":null,"variant":null,"lossless":false,"unknown":[],"error":"widgetId: expected a string, found a number"}"#,
        ),
    ),
    (b"not JSON", Some("foreign")),
    (br#"{"api":"toClient","widgetId":"w","requestId":"r","action":"a","data":{}}"#, Some("foreign")),
    (b"\xff\xfe{}", Some("foreign")),
    (br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","#, Some("foreign")),
    (
        b"\t{\"api\":\"fromWidget\",\"widgetId\":\"w\",\"requestId\":\"r\",\"action\":\"content_loaded\"} \r",
        Some(
            r#"{"line":22,"class":"request","api":"fromWidget","action":"content_loaded","variant":"ContentLoaded","lossless":true,"unknown":[],"error":null}"#,
        ),
    ),
    (b"\r", None),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","requestid":"x","action":"content_loaded","data":{}}"#,
        Some(
            r#"{"line":24,"class":"request","api":"fromWidget","action":"content_loaded","variant":"ContentLoaded","lossless":true,"unknown":["requestid"],"error":null}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{},"data":{}}"#,
        Some("invalid"),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{},"response":5}"#,
        Some(
            r#"{"line":26,"class":"invalid","api":"fromWidget","action":"content_loaded","variant":"ContentLoaded","lossless":false,"unknown":[],"error":"response: expected an object, found a number"}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{},"response":null}"#,
        Some(
            r#"{"line":27,"class":"request","api":"fromWidget","action":"content_loaded","variant":"ContentLoaded","lossless":true,"unknown":[],"error":null}"#,
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a \"b\" \u00e9\n","data":{"z":1e999}}"#,
        Some(
            "{\"line\":28,\"class\":\"request\",\"api\":\"fromWidget\",\"action\":\"a \\\"b\\\" é\\n\",\"variant\":\"Custom\",\"lossless\":true,\"unknown\":[],\"error\":null}",
        ),
    ),
    (
        br#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","response":{"error":{"message":"m","x":1},"y":2}}"#,
        Some(
            r#"{"line":29,"class":"error","api":"fromWidget","action":"navigate","variant":"Navigate","lossless":true,"unknown":["response.y"],"error":null}"#,
        ),
    ),
    (
        br#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"com.example","response":{"error":"text"}}"#,
        Some(
            r#"{"line":30,"class":"response","api":"toWidget","action":"com.example","variant":"Custom","lossless":true,"unknown":[],"error":null}"#,
        ),
    ),
    (
        br#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"send_event","data":{"type":"t","x":{"y":1}}}"#,
        Some(
            r#"{"line":31,"class":"request","api":"toWidget","action":"send_event","variant":"SendEvent","lossless":true,"unknown":[],"error":null}"#,
        ),
    ),
];

/// Returns the lines of the output.
fn run(input: &[u8]) -> Vec<String> {
    let decoded = run_with(&["decode"], input);
    assert_eq!(decoded.code, Some(0));
    let text = decoded.output;
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(str::to_owned).collect()
}

#[test]
fn decode_prints_a_line_for_each_message() {
    let input = LINES.map(|(line, _)| line).join(&b'\n');
    let output = run(&input);
    let expected: Vec<_> =
        LINES.iter().zip(1..).filter_map(|((_, line), number)| Some(((*line)?, number))).collect();
    assert_eq!(output.len(), expected.len());
    for (line, (expected, number)) in output.iter().zip(expected) {
        match expected {
            "foreign" => {
                let head = format!(
                    r#"{{"line":{number},"class":"foreign","api":null,"action":null,"variant":null,"lossless":false,"unknown":[],"error":""#
                );
                assert!(line.starts_with(&head) && line.ends_with("\"}"), "{line}");
            }
            "invalid" => {
                assert!(line.starts_with(&format!(r#"{{"line":{number},"class":"invalid","#)), "{line}");
            }
            whole => assert_eq!(line, whole),
        }
    }
}

#[test]
fn decode_accepts_empty_input_and_a_missing_final_line_break() {
    assert_eq!(run(b""), [""; 0]);
    assert_eq!(run(b"\n\n"), [""; 0]);
    assert_eq!(run(b"\nnull").len(), 1);
    assert_eq!(run(b"null\n").len(), 1);
}

/// Found by a property test: types with extra members keep and write both.
#[test]
fn decode_keeps_duplicate_extra_members() {
    for response in [r#"{"users":[1],"\u0075sers":[2]}"#, r#"{"users":[1],"users":[1],"a":{}}"#] {
        let line = format!(
            r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"get_media_config","response":{response}}}"#
        );
        assert!(run(line.as_bytes())[0].contains(r#""lossless":true,"unknown":[]"#), "{response}");
    }
}
