import { WidgetApiFromWidgetAction } from "matrix-widget-api";
import { CAPABILITY, LOBBY, PRIVATE, relations, ROOM, text } from "../world.mjs";

const ACTION = WidgetApiFromWidgetAction.MSC3869ReadRelations;
const ID = text.event_id;
const READABLE = [
  CAPABILITY.receiveEvent("m.room.message"),
  CAPABILITY.receiveEvent("m.reaction"),
  CAPABILITY.receiveState("org.example.summary"),
];

export default async function (open) {
  const session = await open({
    capabilities: [CAPABILITY.timeline(ROOM), CAPABILITY.timeline(LOBBY), ...READABLE],
  }).negotiate();
  const { widget } = session;
  const read = (data) => session.raw(widget, ACTION, data);
  const bad = (data, why) => session.bad(widget, ACTION, data, why);

  await session.answered(
    () => widget.readEventRelations(ID),
    () => widget.readEventRelations("$unknown"),
    () => widget.readEventRelations(ID, ROOM, "m.thread"),
    () => widget.readEventRelations(ID, LOBBY),
    () => widget.readEventRelations(ID, undefined, "m.annotation", "m.reaction"),
    () => widget.readEventRelations(ID, undefined, undefined, undefined, 2),
    () => widget.readEventRelations(ID, undefined, undefined, undefined, 2, "2", undefined, "b"),
    () => widget.readEventRelations(ID, undefined, undefined, undefined, 10, "1", "3", "f"),
    () => widget.readEventRelations(ID, undefined, undefined, undefined, 0),
    read({ event_id: ID, rel_type: null, event_type: null, limit: null, from: null, to: null, direction: null }),
    read({ event_id: ID, "org.example.extra": [] }),
  );
  await session.refused(
    () => widget.readEventRelations(ID, PRIVATE),
    () => widget.readEventRelations(ID, ROOM, undefined, undefined, -1),
    read({ event_id: ID, room_id: null }),
  );

  await session.refused(
    bad({}, "event_id is missing"),
    bad({ room_id: ROOM, limit: 5 }, "event_id is missing"),
    bad({ event_id: null }, "event_id is null"),
    bad({ event_id: ID, room_id: 5 }, "room_id is a number"),
    bad(ID, "data is a string"),
    bad([ID], "data is an array"),
  );
  await session.unanswered(bad(undefined, "data is absent, so event_id is missing"));
  // The client does not check these types.
  await session.answered(
    bad({ event_id: 5 }, "event_id is a number"),
    bad({ event_id: [ID] }, "event_id is an array"),
    bad({ event_id: ID, rel_type: 5 }, "rel_type is a number"),
    bad({ event_id: ID, event_type: ["m.reaction"] }, "event_type is an array"),
    bad({ event_id: ID, limit: "2" }, "limit is a string"),
    bad({ event_id: ID, limit: 1.5 }, "limit is not an integer"),
    bad({ event_id: ID, from: 2 }, "from is a number"),
    bad({ event_id: ID, to: true }, "to is a boolean"),
    bad({ event_id: ID, direction: "backwards" }, "direction is neither f nor b"),
    bad({ event_id: ID, direction: 1 }, "direction is a number"),
  );

  const readAll = () => widget.readEventRelations(ID);
  await session.failing("readEventRelations", readAll);
  const useless = [undefined, {}, { chunk: ["$like"] }, { chunk: [{ type: "m.reaction" }] }];
  await session.giving("readEventRelations", readAll, useless, "refused");
  await session.sloppy("readEventRelations", ACTION, readAll, [
    [{ chunk: [], nextBatch: 5 }, "next_batch is a number"],
    [{ chunk: relations.slice(0, 1), prevBatch: ["1"] }, "prev_batch is an array"],
  ]);

  // The client leaves out events that the widget may not receive.
  const emotes = CAPABILITY.receiveEvent("m.room.message#m.emote");
  const some = await open({ widgetId: "some", capabilities: [emotes] }).negotiate();
  await some.answered(() => some.widget.readEventRelations(ID));
  await some.refused(() => some.widget.readEventRelations(ID, ROOM));

  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.answered(() => bare.widget.readEventRelations(ID));
  await bare.refused(
    () => bare.widget.readEventRelations(ID, LOBBY),
    bare.bad(bare.widget, ACTION, {}, "event_id is missing"),
  );

  // `WidgetApi` does not send the request if the client does not list the version.
  const old = open({ widgetId: "old client" });
  old.on(old.client, WidgetApiFromWidgetAction.SupportedApiVersions, () => ({ supported_versions: ["0.0.2"] }));
  await old.negotiate();
  await old.refused(() => old.widget.readEventRelations(ID));
}
