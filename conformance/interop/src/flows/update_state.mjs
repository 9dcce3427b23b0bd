import { WidgetApiToWidgetAction as ToWidget } from "matrix-widget-api";
import { bobJoins, CAPABILITY, LOBBY, ROOM, topic } from "../world.mjs";

const ACTION = ToWidget.UpdateState;
const lobbyTopic = { ...topic, event_id: "$lobby-topic", room_id: LOBBY };
const newTopic = { ...topic, event_id: "$new-topic", content: { topic: "Newer" } };

export default async function (open) {
  const listen = (options) => {
    const session = open(options);
    session.on(session.widget, ACTION, () => ({}));
    session.on(session.widget, ToWidget.SendEvent, () => ({}));
    return session;
  };
  const state = [CAPABILITY.receiveState("m.room.topic"), CAPABILITY.receiveState("m.room.member")];

  // When the user views another room, the client sends the state of that room and all state that it sent before.
  const viewer = listen({ widgetId: "viewer", capabilities: state });
  viewer.driver.readRoomState = async (room) => (room === LOBBY ? [lobbyTopic] : [topic, bobJoins]);
  await viewer.negotiate();
  for (const room of [LOBBY, ROOM, null]) {
    viewer.client.setViewedRoomId(room);
    await viewer.settle();
  }
  await viewer.silent(() => viewer.client.feedStateUpdate(newTopic));
  viewer.client.setViewedRoomId(ROOM);
  // An update during a push is added to the push.
  await viewer.answered(() => viewer.client.feedStateUpdate(newTopic));
  await viewer.answered(() => viewer.client.feedStateUpdate(newTopic));
  await viewer.refused(() => viewer.client.feedStateUpdate({ ...newTopic, state_key: undefined }));

  const everywhere = listen({ widgetId: "everywhere", capabilities: [CAPABILITY.timeline("*"), ...state] });
  await everywhere.negotiate();
  await everywhere.answered(() => everywhere.client.feedStateUpdate(lobbyTopic));

  const nothing = listen({ widgetId: "nothing", capabilities: [CAPABILITY.receiveState("org.example.none")] });
  await nothing.negotiate();
  await nothing.answered(
    nothing.raw(nothing.client, ACTION, { state: [{}], "org.example.extra": true }),
    nothing.bad(nothing.client, ACTION, undefined, "data is absent, so state is missing"),
    nothing.bad(nothing.client, ACTION, { state: null }, "state is null"),
    nothing.bad(nothing.client, ACTION, { state: [topic, null] }, "state[1] is null"),
    nothing.bad(nothing.client, ACTION, [topic], "data is an array"),
  );

  // A widget that does not list the version learns of changes only from `send_event`.
  const old = listen({ widgetId: "old widget", capabilities: state });
  old.on(old.widget, ToWidget.SupportedApiVersions, () => ({ supported_versions: ["0.0.1", "org.matrix.msc2762"] }));
  await old.negotiate();
  await old.silent(() => old.client.feedStateUpdate(topic));
  await old.answered(() => old.client.feedEvent(topic));

  // A widget without a listener still gets the request.
  const deaf = await open({ widgetId: "deaf", capabilities: state }).negotiate();
  await deaf.refused(() => deaf.client.feedStateUpdate(topic));

  const failing = listen({ widgetId: "failing", capabilities: state });
  failing.driver.readRoomState = () => Promise.reject(new Error("The room is gone"));
  await failing.negotiate();
  const broken = () => {
    throw new Error("It is broken");
  };
  for (const readRoomState of [async () => undefined, broken]) {
    const silent = listen({ widgetId: "silent", capabilities: state });
    silent.driver.readRoomState = readRoomState;
    await silent.negotiate();
  }
  const sloppy = listen({ widgetId: "sloppy", capabilities: state });
  sloppy.driver.readRoomState = async () => ["$topic"];
  sloppy.expectBad(ACTION, "state[0] is a string");
  await sloppy.negotiate();
}
