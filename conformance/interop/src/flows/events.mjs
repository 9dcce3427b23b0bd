import {
  MatrixCapabilities as Known,
  WidgetApiFromWidgetAction as FromWidget,
  WidgetApiToWidgetAction as ToWidget,
} from "matrix-widget-api";
import { MatrixError } from "../driver.mjs";
import * as world from "../world.mjs";

const { CAPABILITY, LOBBY, PRIVATE } = world;
const MESSAGE = { msgtype: "m.text", body: "Hello" };
const TOPIC = { topic: "New" };

export default async function (open) {
  await fromWidget(open);
  await withoutCapabilities(open);
  await toWidget(open);
}

async function fromWidget(open) {
  const session = await open({
    capabilities: [
      Known.MSC4157SendDelayedEvent,
      Known.MSC4407SendStickyEvent,
      CAPABILITY.timeline(LOBBY),
      CAPABILITY.sendEvent("m.room.message#m.text"),
      CAPABILITY.sendEvent("m.room.redaction"),
      CAPABILITY.sendEvent("m.rtc.member"),
      CAPABILITY.sendState("m.room.topic"),
      CAPABILITY.sendState("org.matrix.msc3401.call.member#_@alice:example.org_DEVICE"),
    ],
  }).negotiate();
  const { widget, driver } = session;
  const send = (data) => session.raw(widget, FromWidget.SendEvent, data);
  const bad = (data, why) => session.bad(widget, FromWidget.SendEvent, data, why);

  await session.answered(
    () => widget.sendRoomEvent("m.room.message", MESSAGE),
    () => widget.sendRoomEvent("m.room.redaction", { redacts: "$text", reason: "spam" }),
    () => widget.sendStateEvent("m.room.topic", "", TOPIC),
    () => widget.sendStateEvent("org.matrix.msc3401.call.member", "_@alice:example.org_DEVICE", {}),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, LOBBY),
    () => widget.sendStateEvent("m.room.topic", "", TOPIC, LOBBY),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, undefined, 5000),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, undefined, 0),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, LOBBY, 5000, "parent-delay-1"),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, undefined, undefined, "parent-delay-1"),
    () => widget.sendStateEvent("m.room.topic", "", TOPIC, undefined, 5000),
    () => widget.sendRoomEvent("m.rtc.member", { slot_id: "m.call#ROOM" }, undefined, undefined, 3_600_000),
    () => widget.sendRoomEvent("m.rtc.member", {}, LOBBY, 5000, 3_600_000),
    () => widget.sendRoomEvent("m.rtc.member", {}, undefined, undefined, 0),
    // Null and missing members.
    send({ type: "m.rtc.member" }),
    send({ type: "m.rtc.member", content: null }),
    send({ type: "m.rtc.member", content: {}, room_id: null }),
    send({ type: "m.rtc.member", content: {}, delay: null }),
    send({ type: "m.rtc.member", content: {}, sticky_duration_ms: null }),
    send({ type: "m.room.topic", content: TOPIC, state_key: null }),
    send({ type: "m.rtc.member", content: { kept: [0.5, -1, 1e21] }, "org.example.extra": { kept: true } }),
  );
  await session.refused(
    () => widget.sendRoomEvent("m.room.message", { msgtype: "m.emote", body: "waves" }),
    () => widget.sendRoomEvent("m.reaction", {}),
    () => widget.sendStateEvent("org.matrix.msc3401.call.member", "_@bob:example.org_DEVICE", {}),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, PRIVATE),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, world.ROOM),
    send({ type: "m.room.topic", state_key: "", content: TOPIC, sticky_duration_ms: 1000 }),
    send({ type: "", content: {} }),
    send({ type: "m.rtc.member", content: {}, state_key: null }),
  );

  await session.refused(
    bad({}, "type is missing"),
    bad({ type: null, content: {} }, "type is null"),
    bad({ type: 5, content: {} }, "type is a number"),
    bad({ type: ["m.room.message"], content: MESSAGE }, "type is an array"),
    bad({ type: "m.rtc.member", content: {}, room_id: 5 }, "room_id is a number"),
    bad("m.room.message", "data is a string"),
  );
  await session.unanswered(
    bad(undefined, "data is absent, so type is missing"),
    bad(null, "data is null, so type is missing"),
  );
  // The client does not check these types.
  await session.answered(
    bad({ type: "m.room.topic", content: TOPIC, state_key: 5 }, "state_key is a number"),
    bad({ type: "m.room.topic", content: TOPIC, state_key: false }, "state_key is a boolean"),
    bad({ type: "m.rtc.member", content: {}, delay: "5000" }, "delay is a string"),
    bad({ type: "m.rtc.member", content: {}, delay: 0.5 }, "delay is not an integer"),
    bad({ type: "m.rtc.member", content: {}, parent_delay_id: 5 }, "parent_delay_id is a number"),
    bad({ type: "m.rtc.member", content: {}, sticky_duration_ms: "long" }, "sticky_duration_ms is a string"),
  );

  const sendNow = () => widget.sendRoomEvent("m.rtc.member", {});
  const sendMuchLater = () => widget.sendRoomEvent("m.rtc.member", {}, undefined, 1e9);
  driver.sendEvent = () => Promise.reject(new Error("The room is gone"));
  await session.refused(sendNow);
  const busy = { errcode: "M_LIMIT_EXCEEDED", error: "Too many requests", retry_after_ms: 2000 };
  const request = {
    headers: { "content-type": "application/json", "retry-after": "2" },
    url: "https://matrix.example.org/_matrix/client/v3/rooms/!room:example.org/send/m.rtc.member/1",
  };
  driver.sendEvent = () => Promise.reject(new MatrixError(429, busy, request));
  await session.refused(sendNow);
  const tooLong = {
    errcode: "M_UNKNOWN",
    error: "The delay is too long",
    "org.matrix.msc4140.errcode": "M_MAX_DELAY_EXCEEDED",
    "org.matrix.msc4140.max_delay": 86_400_000,
  };
  driver.sendDelayedEvent = () => Promise.reject(new MatrixError(400, tooLong));
  await session.refused(sendMuchLater);
  driver.sendEvent = () => {
    throw new Error("Sending is switched off");
  };
  await session.unanswered(sendNow);
}

async function withoutCapabilities(open) {
  const session = await open({ widgetId: "bare", capabilities: [CAPABILITY.sendEvent("m.rtc.member")] }).negotiate();
  const { widget } = session;
  await session.refused(
    () => widget.sendRoomEvent("m.room.message", MESSAGE),
    () => widget.sendStateEvent("m.room.topic", "", TOPIC),
    () => widget.sendRoomEvent("m.rtc.member", {}, LOBBY),
    () => widget.sendRoomEvent("m.rtc.member", {}, undefined, 5000),
    () => widget.sendRoomEvent("m.rtc.member", {}, undefined, undefined, 0),
    session.raw(widget, FromWidget.SendEvent, { type: "m.rtc.member", content: {}, delay: null }),
  );
}

async function toWidget(open) {
  const session = open({
    widgetId: "listener",
    capabilities: [
      CAPABILITY.timeline(LOBBY),
      CAPABILITY.timeline(world.ROOM),
      Known.MSC4407ReceiveStickyEvent,
      CAPABILITY.receiveEvent("m.room.message#m.text"),
      CAPABILITY.receiveEvent("m.room.encrypted"),
      CAPABILITY.receiveEvent("m.room.redaction"),
      CAPABILITY.receiveEvent("m.rtc.member"),
      CAPABILITY.receiveEvent("org.example.poll"),
      CAPABILITY.receiveState("m.room.topic"),
      CAPABILITY.receiveState(`m.room.member#${world.BOB}`),
    ],
  });
  const { client, widget } = session;
  const feed = (event) => () => client.feedEvent(event);

  await session.negotiate();
  await session.refused(feed(world.text));

  session.on(widget, ToWidget.SendEvent, () => ({}));
  session.on(widget, ToWidget.UpdateState, () => ({}));
  await session.answered(
    ...[world.text, world.lobbyText, world.encrypted, world.sticky, world.nullKey].map(feed),
    ...[world.redaction, world.redacted, world.topic, world.bobJoins].map(feed),
    ...[world.topic, world.bobJoins].map((event) => () => client.feedStateUpdate(event)),
  );
  await session.silent(...[world.emote, world.aliceJoins, world.privateText].map(feed));

  await session.answered(
    session.bad(client, ToWidget.SendEvent, "event", "data is a string"),
    session.bad(client, ToWidget.UpdateState, {}, "state is missing"),
    session.bad(client, ToWidget.UpdateState, { state: world.topic }, "state is an object"),
    session.bad(client, ToWidget.UpdateState, { state: ["$topic"] }, "state[0] is a string"),
    session.raw(client, ToWidget.UpdateState, { state: [] }),
  );
}
