//! `matrix-widget explain`.

use crate::tool::run;

#[test]
fn explain_prints_a_line_for_each_capability() {
    let explained = run(&["explain", "m.send.event:m.room.message#m.text", "m.unknown"]);
    let lines: Vec<_> = explained.output.lines().collect();
    assert_eq!(
        lines[0],
        r#"{"input":"m.send.event:m.room.message#m.text","family":"event","direction":"send","kind":"message-like","event_type":"m.room.message","key":"m.text","room":null,"unknown":false,"reason":null,"canonical":"org.matrix.msc2762.send.event:m.room.message#m.text","description":"Send text messages in the room you are viewing"}"#
    );
    assert!(lines[1].contains(r#""family":"unknown""#) && lines.len() == 2);
    assert_eq!(explained.code, Some(0));
}

#[test]
fn explain_reads_rooms_in_one_dialect() {
    let capability = "m.send.event:m.reaction:!a:b";
    let room = |arguments: &[&str]| run(arguments).output.contains(r#""room":"!a:b""#);
    assert!(room(&["explain", capability]));
    assert!(!room(&["explain", "--dialect", "msc2762", capability]));
    let wrong = run(&["explain", "--dialect", "latin", capability]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.errors.contains("expected `msc2762` or `room-scoped`"), "{}", wrong.errors);
    assert_eq!(run(&["explain"]).code, Some(2));
}
