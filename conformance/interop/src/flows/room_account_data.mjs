import { WidgetApiFromWidgetAction } from "matrix-widget-api";
import { CAPABILITY, LOBBY, ROOM } from "../world.mjs";

const ACTION = WidgetApiFromWidgetAction.BeeperReadRoomAccountData;
const TYPE = "m.tag";

export default async function (open) {
  const session = await open({ capabilities: [CAPABILITY.accountData(TYPE)] }).negotiate();
  const { widget } = session;
  const read = (data) => session.raw(widget, ACTION, data);
  const bad = (data, why) => session.bad(widget, ACTION, data, why);

  await session.answered(
    () => widget.readRoomAccountData(TYPE),
    () => widget.readRoomAccountData(TYPE, [ROOM, LOBBY]),
    () => widget.readRoomAccountData(TYPE, ["*"]),
    () => widget.readRoomAccountData(TYPE, []),
    read({ type: TYPE, room_ids: null, "org.example.extra": 1 }),
    // The client does not check these types.
    bad({ type: TYPE, room_ids: ROOM }, "room_ids is a string other than *"),
    bad({ type: TYPE, room_ids: [5] }, "room_ids[0] is a number"),
    bad({ type: TYPE, room_ids: {} }, "room_ids is an object"),
  );
  await session.refused(
    () => widget.readRoomAccountData("m.fully_read"),
    bad({}, "type is missing"),
    bad({ type: null }, "type is null"),
    bad({ type: 5 }, "type is a number"),
    bad({ type: [TYPE] }, "type is an array"),
    bad(TYPE, "data is a string"),
    bad([TYPE], "data is an array"),
  );
  await session.unanswered(
    bad(undefined, "data is absent, so type is missing"),
    bad(null, "data is null, so type is missing"),
  );

  const readTags = () => widget.readRoomAccountData(TYPE);
  const silence = { rejecting: "unanswered", throwing: "unanswered" };
  await session.failing("readRoomAccountData", readTags, silence);
  await session.giving("readRoomAccountData", readTags, [[]], "answered");
  await session.sloppy("readRoomAccountData", ACTION, readTags, [
    [undefined, "events is missing"],
    [null, "events is null"],
    [{ type: TYPE, room_id: ROOM, content: {} }, "events is an object"],
    [[TYPE], "events[0] is a string"],
  ]);

  // The client calls the driver before it checks the capability.
  const bare = await open({ widgetId: "bare" }).negotiate();
  const readBare = () => bare.widget.readRoomAccountData(TYPE);
  await bare.refused(readBare, bare.bad(bare.widget, ACTION, {}, "type is missing"));
  await bare.failing("readRoomAccountData", readBare, { throwing: "unanswered" });
}
