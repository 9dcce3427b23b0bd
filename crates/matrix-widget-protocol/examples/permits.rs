//! Prints how far capabilities cover requests, for differential tests of other implementations.
//!
//! ```text
//! $ echo '{"message":{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{"uri":"u"}},
//!     "granted":["m.sticker"],"dialect":"msc2762","viewed":null}' | tr -d '\n' \
//!     | cargo run --quiet --package matrix-widget-protocol --example permits
//! {"covered":"no","missing":"missing capability: org.matrix.msc2931.navigate"}
//! ```
//!
//! Each line of standard input is an object with a `message`, the `granted` capabilities, the `dialect` in which they are read
//! (`msc2762` or `room-scoped`) and the `viewed` room (a room ID or null). Each gives a line:
//!
//! - `covered`: `wholly`, `partly` (the response must be filtered) or `no`.
//! - `missing`: the first missing requirement in words, or null. Null with `partly` means that the request
//!   is for everything the widget may see, such as `read_relations`.
//!
//! A line that is malformed, or whose message is not a valid request of a widget, is not covered; `missing` says why. Blank
//! lines are skipped.

use std::io::{self, BufRead, ErrorKind, Write};

use matrix_widget_protocol::{
    Coverage, Message,
    reexports::{
        matrix_widget_capability::{CapabilityList, Dialect},
        ruma_common::OwnedRoomId,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    message: Box<RawValue>,
    granted: CapabilityList,
    dialect: Dialect,
    viewed: Option<OwnedRoomId>,
}

#[derive(Serialize)]
struct Answer {
    covered: &'static str,
    missing: Option<String>,
}

fn coverage(line: &[u8]) -> Result<Coverage, String> {
    let question: Question = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    match Message::parse(question.message.get()).map_err(|error| error.to_string())? {
        Message::FromWidgetRequest(request) => {
            Ok(request.coverage(&question.granted.read(question.dialect), question.viewed.as_deref()))
        }
        _ => Err("expected a request of a widget".to_owned()),
    }
}

impl From<Result<Coverage, String>> for Answer {
    fn from(coverage: Result<Coverage, String>) -> Self {
        match coverage {
            Err(error) => Self { covered: "no", missing: Some(error) },
            Ok(coverage) => Self {
                covered: match coverage {
                    Coverage::Wholly => "wholly",
                    Coverage::Partly(_) => "partly",
                    Coverage::No(_) => "no",
                },
                missing: coverage.missing().map(ToString::to_string),
            },
        }
    }
}

fn answer(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            serde_json::to_writer(&mut output, &Answer::from(coverage(&line)))?;
            writeln!(output)?;
        }
        line.clear();
    }
    output.flush()
}

fn main() -> io::Result<()> {
    match answer(io::stdin().lock(), io::stdout().lock()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

#[test]
fn each_line_gives_the_coverage_of_its_message() {
    let question = |action: &str, data: &str, granted: &str, rest: &str| {
        format!(
            r#"{{"message":{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"{action}","data":{data}}},"granted":{granted},{rest}}}"#
        )
    };
    let viewing = r#""dialect":"msc2762","viewed":"!a:example.org""#;
    let scoped = r#""dialect":"room-scoped","viewed":null"#;
    let message = r#"{"type":"m.room.message"}"#;
    let text = r#"["m.receive.event:m.room.message#m.text"]"#;
    let rows = [
        (
            question("navigate", r#"{"uri":"u"}"#, r#"["m.navigate"]"#, viewing),
            r#"{"covered":"wholly","missing":null}"#,
        ),
        (
            question("read_events", message, text, viewing),
            r#"{"covered":"partly","missing":"missing capability: org.matrix.msc2762.receive.event:m.room.message"}"#,
        ),
        (
            question("read_events", message, r#"["m.receive.event:m.room.message:*"]"#, scoped),
            r#"{"covered":"no","missing":"the request names no room, and no room is viewed"}"#,
        ),
        (
            question("read_relations", r#"{"event_id":"$e"}"#, "[]", viewing),
            r#"{"covered":"partly","missing":null}"#,
        ),
        (
            question("com.example.custom", "{}", r#"["com.example.custom"]"#, viewing),
            r#"{"covered":"no","missing":"this request cannot be granted by any capability"}"#,
        ),
        // A duplicate member grants nothing.
        (
            question(
                "send_event",
                r#"{"type":"m.room.message","content":{"msgtype":"m.text","msgtype":"m.image"}}"#,
                r#"["m.send.event:m.room.message"]"#,
                viewing,
            ),
            r#"{"covered":"no","missing":"this request cannot be granted by any capability"}"#,
        ),
    ];
    let input: Vec<_> = rows.iter().map(|(line, _)| line.as_str()).collect();
    let malformed = ["null", "{", r#"{"message":{},"granted":[],"dialect":"msc2762","viewed":null}"#];
    let input = input.into_iter().chain(malformed).collect::<Vec<_>>().join("\n");
    let mut output = Vec::new();
    answer(input.as_bytes(), &mut output).expect("writing to memory succeeds");
    let output = String::from_utf8(output).expect("JSON is Unicode");
    let mut lines = output.lines();
    for (line, expected) in &rows {
        assert_eq!(lines.next(), Some(*expected), "{line}");
    }
    for line in malformed {
        let answer = lines.next().unwrap_or_default();
        assert!(answer.starts_with(r#"{"covered":"no","missing":""#), "{line}: {answer}");
    }
    assert_eq!(lines.next(), None);
}
