//! `matrix-widget serve`.

use std::{
    collections::VecDeque,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::tool::{repository, run};

/// A running tool.
struct Server {
    child: Child,
    /// The host and port.
    host: String,
    /// The path of the page, with the token.
    path: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_matrix-widget"));
        command.arg("serve").args(arguments).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (host, path) = line.trim().strip_prefix("http://").unwrap().split_once('/').unwrap();
        Self { child, host: host.to_owned(), path: format!("/{path}") }
    }

    /// Makes a request. Returns the response with its headers.
    fn request(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let length = body.len();
        let headers = format!(
            "host: {}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}",
            self.host
        );
        write!(stream, "{method} {path} HTTP/1.1\r\n{headers}\r\n\r\n{body}").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    }

    fn get(&self, path: &str) -> String {
        self.request("GET", path, "")
    }

    /// Begins a session.
    fn connect(&self) -> Page<'_> {
        let mut page = Page { server: self, session: Value::Null, reports: VecDeque::new() };
        page.exchange("sessions", "");
        page.session = page.reports[0]["hello"]["session"].clone();
        page
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The page, without a browser.
struct Page<'a> {
    server: &'a Server,
    session: Value,
    reports: VecDeque<Value>,
}

impl Page<'_> {
    fn exchange(&mut self, path: &str, body: &str) {
        let response = self.server.request("POST", &format!("{}{path}", self.server.path), body);
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        self.reports.extend(serde_json::from_str::<Vec<Value>>(body).unwrap());
    }

    fn send(&mut self, command: &Value) {
        self.exchange(&format!("sessions/{}", self.session), &json!([command]).to_string());
    }

    /// Sends a message of the widget.
    fn post(&mut self, message: &Value) {
        self.send(&json!({ "do": "message", "text": message.to_string() }));
    }

    /// Returns the next report of this kind.
    fn expect(&mut self, kind: &str) -> Value {
        loop {
            let mut report = self.reports.pop_front().expect("a report");
            assert!(report["failed"].is_null() || kind == "failed", "{report}");
            if !report[kind].is_null() {
                return report[kind].take();
            }
        }
    }

    /// Returns the next message of the client with this action.
    fn expect_message(&mut self, action: &str) -> Value {
        loop {
            let message: Value = serde_json::from_str(self.expect("post").as_str().unwrap()).unwrap();
            if message["action"] == action {
                return message;
            }
        }
    }

    /// Answers the driver operations from the world, up to the next one of this kind. Returns it.
    fn answer(&mut self, op: &str) -> Value {
        loop {
            let driver = self.expect("driver");
            self.send(&json!({ "do": "return", "id": driver["id"], "value": driver["answer"] }));
            if driver["op"] == op {
                return driver;
            }
        }
    }

    /// Carries out the negotiation, with the approval of everything.
    fn negotiate(&mut self, capabilities: &[&str]) {
        self.send(&json!({ "do": "frameLoaded" }));
        let mut message = self.expect_message("capabilities");
        message["response"] = json!({ "capabilities": capabilities });
        self.post(&message);
        let prompt = self.expect("prompt");
        assert_eq!(prompt["capabilities"], json!(capabilities));
        assert_eq!(prompt["descriptions"].as_array().unwrap().len(), capabilities.len());
        self.send(&json!({ "do": "decide", "id": prompt["id"], "approve": prompt["capabilities"] }));
        let notification = self.expect_message("notify_capabilities");
        assert_eq!(notification["data"]["approved"], json!(capabilities));
    }
}

const WIDGET: &str = "https://widget.example.org/?user=$matrix_user_id";

fn request(action: &str, data: &Value) -> Value {
    json!({ "api": "fromWidget", "widgetId": "widget", "requestId": action, "action": action, "data": data })
}

#[test]
fn serve_hides_the_page_behind_its_token() {
    let server = Server::start(&[WIDGET]);
    let page = server.get(&server.path);
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    // The widget must not learn the address of the page from the referrer.
    assert!(page.contains("referrer-policy: no-referrer"), "{page}");
    for file in page.split('"').filter(|text| text.ends_with(".js") || text.ends_with(".css")) {
        assert!(server.get(&format!("{}{file}", server.path)).starts_with("HTTP/1.1 200"), "{file}");
    }
    for path in ["/", "/0/", "/0/main.js", "/0/sessions", "/main.js"] {
        assert!(server.get(path).starts_with("HTTP/1.1 404"), "{path}");
        assert!(server.request("POST", path, "[]").starts_with("HTTP/1.1 404"), "{path}");
    }
    let mut url = server.connect().expect("hello")["url"].as_str().unwrap().to_owned();
    assert!(!url.contains(server.path.trim_matches('/')), "{url}");
    url.truncate(url.find("parentUrl").unwrap());
    assert_eq!(url, "https://widget.example.org/?user=%40alice%3Aexample.org&widgetId=widget&");
}

#[test]
fn serve_answers_from_the_world_and_pushes_what_was_sent() {
    let server = Server::start(&[WIDGET]);
    let mut page = server.connect();
    let capabilities = [
        "org.matrix.msc2762.send.event:m.room.message",
        "org.matrix.msc2762.receive.event:m.room.message",
        "org.matrix.msc2762.receive.state_event:m.room.name",
    ];
    page.negotiate(&capabilities);

    let content = json!({ "msgtype": "m.text", "body": "Hi" });
    page.post(&request("send_event", &json!({ "type": "m.room.message", "content": content })));
    let driver = page.answer("sendEvent");
    assert_eq!(driver["rooms"], json!(["!room:example.org"]));
    let event_id = page.expect_message("send_event")["response"]["event_id"].clone();
    let push = page.expect_message("send_event");
    let data = &push["data"];
    assert_eq!(
        (&data["event_id"], &data["content"], &data["sender"]),
        (&event_id, &content, &json!("@alice:example.org"))
    );

    page.post(&request("org.matrix.msc2876.read_events", &json!({ "type": "m.room.message" })));
    page.answer("readTimeline");
    let events = page.expect_message("org.matrix.msc2876.read_events")["response"]["events"].clone();
    let bodies: Vec<_> = events.as_array().unwrap().iter().map(|event| &event["content"]["body"]).collect();
    assert_eq!(bodies, ["Hi", "Hello, Alice"]);
}

#[test]
fn serve_shows_refusals_and_errors() {
    let server = Server::start(&[WIDGET]);
    let mut page = server.connect();
    page.negotiate(&["m.sticker"]);
    page.post(&request(
        "org.matrix.msc2931.navigate",
        &json!({ "uri": "https://matrix.to/#/@a:example.org" }),
    ));
    let error = page.expect_message("org.matrix.msc2931.navigate")["response"]["error"]["message"].clone();
    assert_eq!(error, "missing capability: org.matrix.msc2931.navigate");

    page.post(&request("m.sticker", &json!({ "name": 5 })));
    let log = page.expect("log");
    assert_eq!(log["report"]["error"], "data.name: expected a string, found a number");
    page.send(&json!({ "do": "fly" }));
    assert_eq!(page.expect("failed"), "the command is unknown");
}

/// A page that was loaded later has its own session.
#[test]
fn serve_ends_the_session_of_an_earlier_page() {
    let server = Server::start(&[WIDGET]);
    let earlier = server.connect();
    let _later = server.connect();
    let path = format!("{}sessions/{}", server.path, earlier.session);
    assert!(server.request("POST", &path, "[]").starts_with("HTTP/1.1 410"));
}

#[test]
fn serve_records_the_conversation() {
    let file = std::env::temp_dir().join(format!("matrix-widget-serve-{}.jsonl", std::process::id()));
    let server = Server::start(&[WIDGET, "--record", file.to_str().unwrap()]);
    let mut page = server.connect();
    page.post(&json!("noise"));
    page.post(&request("content_loaded", &json!({})));
    page.expect_message("content_loaded");
    let recorded = fs::read_to_string(&file).unwrap();
    let checked = run(&["check", file.to_str().unwrap()]);
    fs::remove_file(&file).unwrap();
    assert_eq!(recorded.lines().count(), 2, "{recorded}");
    assert_eq!(checked.output, "");
}

/// A page of another origin can only post text without asking the server first.
#[test]
fn serve_refuses_posts_of_other_pages() {
    let server = Server::start(&[WIDGET]);
    let mut stream = TcpStream::connect(&server.host).unwrap();
    let path = format!("{}sessions", server.path);
    let headers = format!(
        "host: {}\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: 0",
        server.host
    );
    write!(stream, "POST {path} HTTP/1.1\r\n{headers}\r\n\r\n").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    assert!(response.starts_with("HTTP/1.1 415"), "{response}");
}

/// One malformed command does not lose the others.
#[test]
fn serve_carries_out_each_command() {
    let server = Server::start(&[WIDGET]);
    let mut page = server.connect();
    let request = request("content_loaded", &json!({})).to_string();
    let command = json!({ "do": "message", "text": request });
    page.exchange(&format!("sessions/{}", page.session), &format!(r#"[{{"do":"\ud800"}},{command}]"#));
    page.expect("failed");
    page.expect_message("content_loaded");
}

#[test]
fn serve_shows_messages_that_lead_nowhere() {
    let server = Server::start(&[WIDGET]);
    let mut page = server.connect();
    page.send(&json!({ "do": "frameLoaded" }));
    let mut message = page.expect_message("capabilities");
    message["response"] = json!({ "capabilities": ["m.sticker", "com.example.unknown"] });
    page.post(&message);
    let log = page.expect("log");
    assert_eq!(log["unknownCapabilities"], json!(["com.example.unknown"]));
    assert_eq!(log["widgetId"], "widget");
}

#[test]
fn serve_rejects_malformed_worlds_and_urls() {
    let readme = repository().join("crates/matrix-widget-cli/README.md");
    let world = run(&["serve", WIDGET, "--world", readme.to_str().unwrap()]);
    assert_eq!(world.code, Some(2));
    assert!(world.errors.contains("README.md: expected value at line 1 column 1"), "{}", world.errors);

    let file = std::env::temp_dir().join(format!("matrix-widget-world-{}.json", std::process::id()));
    for (world, error) in [
        (r#"{"user":{"user_id":"alice"}}"#, "user.user_id: leading sigil is incorrect or missing"),
        (r#"{"user":{"user_id":"@a:b"},"events":[{"content":{}}]}"#, "events[0].type: expected a string"),
        (
            r#"{"user":{"user_id":"@a:b"},"room":"!r:b","events":[{"type":"t","room_id":"!x:b"}]}"#,
            "events[0].room_id: expected `room` or one of `rooms`",
        ),
        (r#"{"user":{"user_id":"@a:b"},"widget":{"id":""}}"#, "widget.id: empty string"),
    ] {
        fs::write(&file, world).unwrap();
        let served = run(&["serve", WIDGET, "--world", file.to_str().unwrap()]);
        assert_eq!(served.code, Some(2));
        assert!(served.errors.contains(error), "{}", served.errors);
    }
    fs::remove_file(&file).unwrap();
    let served = run(&["serve", WIDGET, "--record", "no/such/file"]);
    assert!(served.errors.contains("no/such/file: No such file"), "{}", served.errors);
    assert_eq!(run(&["serve", "javascript:alert(1)"]).code, Some(2));
}

#[test]
fn readme_shows_the_default_world() {
    let folder = repository().join("crates/matrix-widget-cli");
    let world = fs::read_to_string(folder.join("src/serve/world.json")).unwrap();
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(readme.contains(&format!("```json\n{world}```")));
}
