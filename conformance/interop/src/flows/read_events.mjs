import { WidgetApiFromWidgetAction } from "matrix-widget-api";
import { MatrixError } from "../driver.mjs";
import { BOB, CAPABILITY, LOBBY, PRIVATE, ROOM } from "../world.mjs";

const ACTION = WidgetApiFromWidgetAction.MSC2876ReadEvents;
const MESSAGE = "m.room.message";
const MEMBER = "m.room.member";

export default async function (open) {
  const session = await open({
    capabilities: [
      CAPABILITY.timeline(ROOM),
      CAPABILITY.timeline(LOBBY),
      CAPABILITY.receiveEvent(MESSAGE),
      CAPABILITY.receiveState(MEMBER),
    ],
  }).negotiate();
  const { widget, driver } = session;
  const read = (data) => session.raw(widget, ACTION, data);
  const bad = (data, why) => session.bad(widget, ACTION, data, why);

  await session.answered(
    () => widget.readRoomEvents(MESSAGE),
    () => widget.readRoomEvents(MESSAGE, 1),
    () => widget.readRoomEvents(MESSAGE, Number.MAX_SAFE_INTEGER, "m.emote"),
    () => widget.readRoomEvents(MESSAGE, 10, undefined, [ROOM, LOBBY]),
    () => widget.readRoomEvents(MESSAGE, undefined, undefined, ["*"]),
    () => widget.readRoomEvents(MESSAGE, undefined, undefined, []),
    () => widget.readRoomEvents(MESSAGE, 10, "m.emote", [ROOM], "$text"),
    () => widget.readStateEvents(MEMBER),
    () => widget.readStateEvents(MEMBER, 1, BOB),
    () => widget.readStateEvents(MEMBER, undefined, "", [ROOM]),
    () => widget.readStateEvents(MEMBER, undefined, undefined, ["*"]),
    read({ type: MESSAGE, msgtype: null, since: null }),
  );
  await session.refused(
    () => widget.readRoomEvents("m.reaction"),
    () => widget.readStateEvents("m.room.topic"),
    () => widget.readRoomEvents(MESSAGE, undefined, undefined, [ROOM, PRIVATE]),
    () => widget.readRoomEvents(MESSAGE, -1),
    () => widget.readRoomEvents(MESSAGE, 0),
    read({ type: MESSAGE, limit: null }),
    read({ type: "" }),
  );
  // The client fails on null, but accepts a missing member.
  await session.unanswered(read({ type: MEMBER, state_key: null }), read({ type: MESSAGE, room_ids: null }));

  await session.refused(
    bad({}, "type is missing"),
    bad({ limit: 5, state_key: true }, "type is missing"),
    bad({ type: null }, "type is null"),
    bad({ type: 5 }, "type is a number"),
    bad({ type: MESSAGE, room_ids: ROOM }, "room_ids is a string other than *"),
    bad({ type: MESSAGE, room_ids: [5] }, "room_ids[0] is a number"),
    bad([MESSAGE], "data is an array"),
  );
  await session.unanswered(
    bad(undefined, "data is absent, so type is missing"),
    bad({ type: MESSAGE, room_ids: { 0: ROOM } }, "room_ids is an object"),
  );
  // The client does not check these types.
  await session.answered(
    bad({ type: MESSAGE, limit: "5" }, "limit is a string"),
    bad({ type: MESSAGE, limit: 1.5 }, "limit is not an integer"),
    bad({ type: MESSAGE, limit: true }, "limit is a boolean"),
    bad({ type: MESSAGE, msgtype: 5 }, "msgtype is a number"),
    bad({ type: MEMBER, state_key: 5 }, "state_key is a number"),
    bad({ type: MEMBER, state_key: false }, "state_key is false"),
    bad({ type: MESSAGE, since: ["$text"] }, "since is an array"),
  );

  const forbidden = new MatrixError(403, { errcode: "M_FORBIDDEN", error: "Not in the room" });
  driver.readRoomTimeline = () => Promise.reject(forbidden);
  await session.unanswered(() => widget.readRoomEvents(MESSAGE));

  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.refused(
    () => bare.widget.readRoomEvents(MESSAGE),
    () => bare.widget.readStateEvents(MEMBER, undefined, BOB),
    () => bare.widget.readRoomEvents(MESSAGE, undefined, undefined, [ROOM]),
    () => bare.widget.readRoomEvents(MESSAGE, undefined, undefined, ["*"]),
  );

  // Without a timeline capability, the client reads the viewed room only if it is not named, and `*` matches no room.
  const local = await open({ widgetId: "local", capabilities: [CAPABILITY.receiveEvent(MESSAGE)] }).negotiate();
  await local.answered(
    () => local.widget.readRoomEvents(MESSAGE),
    () => local.widget.readRoomEvents(MESSAGE, undefined, undefined, ["*"]),
  );
  await local.refused(() => local.widget.readRoomEvents(MESSAGE, undefined, undefined, [ROOM]));
}
