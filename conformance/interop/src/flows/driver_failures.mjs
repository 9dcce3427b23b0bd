import { MatrixCapabilities as Known, WidgetApiFromWidgetAction as FromWidget } from "matrix-widget-api";
import { CAPABILITY, ROOM } from "../world.mjs";

const MESSAGE = "m.room.message";
const LINK = "https://matrix.to/#/@bob:example.org";

/** Failures of the driver that other flows do not cover. */
export default async function (open) {
  const session = await open({
    capabilities: [
      Known.MSC2931Navigate,
      Known.MSC4157SendDelayedEvent,
      Known.MSC4407SendStickyEvent,
      CAPABILITY.sendEvent(MESSAGE),
      CAPABILITY.sendState("m.room.topic"),
      CAPABILITY.receiveEvent(MESSAGE),
      CAPABILITY.receiveState("m.room.topic"),
    ],
  }).negotiate();
  await sending(session);
  await reading(session);
  const { widget } = session;
  await session.giving("navigate", () => widget.navigateTo(LINK), ["somewhere"], "answered");
  await approving(open);
}

async function sending(session) {
  const { widget } = session;
  const send = (delay, duration) => () => widget.sendRoomEvent(MESSAGE, {}, undefined, delay, duration);
  const methods = {
    sendEvent: send(),
    sendDelayedEvent: send(5000),
    sendStickyEvent: send(undefined, 1000),
    sendDelayedStickyEvent: send(5000, 1000),
  };
  for (const [method, request] of Object.entries(methods)) {
    await session.failing(method, request, { throwing: "unanswered" });
    await session.giving(method, request, [undefined, null], "refused");
    await session.sloppy(method, FromWidget.SendEvent, request, [
      [{ eventId: "$sent", delayId: "delay-1" }, "room_id is missing"],
      [{ roomId: 5, eventId: "$sent" }, "room_id is a number"],
      [{ roomId: ROOM, eventId: 5 }, "event_id is a number"],
      [{ roomId: ROOM, delayId: 5 }, "delay_id is a number"],
    ]);
  }
  await session.failing("sendEvent", () => widget.sendStateEvent("m.room.topic", "", {}), { throwing: "unanswered" });
}

async function reading(session) {
  const { widget } = session;
  const read = () => widget.readRoomEvents(MESSAGE);
  const silence = { rejecting: "unanswered", throwing: "unanswered" };
  await session.failing("readRoomTimeline", read, silence);
  await session.failing("readRoomTimeline", () => widget.readStateEvents("m.room.topic"), silence);
  await session.failing("getKnownRooms", () => widget.readRoomEvents(MESSAGE, 1, undefined, ["*"]), silence);
  await session.giving("readRoomTimeline", read, [[]], "answered");
  await session.sloppy("readRoomTimeline", FromWidget.MSC2876ReadEvents, read, [
    [undefined, "events[0] is null"],
    ["$text", "events[0] is a string"],
    [[{}, 5], "events[1] is a number"],
  ]);
}

async function approving(open) {
  const reject = () => Promise.reject(new Error("The user closed the dialog"));
  const broken = () => {
    throw new Error("It is broken");
  };
  // The negotiation stops without further messages.
  for (const validateCapabilities of [reject, broken, async () => undefined, async () => new Set([5])]) {
    const session = open({ widgetId: "not approved", capabilities: [Known.MSC2931Navigate] });
    session.driver.validateCapabilities = validateCapabilities;
    await session.negotiate();
    await session.refused(() => session.widget.navigateTo(LINK));
  }
  // Later requests are acknowledged, but never notified.
  const session = await open({ widgetId: "renegotiated" }).negotiate();
  const { widget } = session;
  widget.requestCapability(Known.StickerSending);
  const update = () => widget.updateRequestedCapabilities();
  await session.failing("validateCapabilities", update, { rejecting: "answered", throwing: "answered" });
  // A driver may approve capabilities that the widget did not request.
  await session.giving("validateCapabilities", update, [[], ["m.sticker", "org.example.gift"]], "answered");
}
