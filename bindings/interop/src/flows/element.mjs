import { ROOM } from "../world.mjs";

const INTEGRATIONS = "integration_manager_open";
const VIEW_ROOM = "io.element.view_room";

export default async function (open) {
  const session = await open().negotiate();
  await session.byHand(session.widget, INTEGRATIONS, {
    data: [{ integType: "type_m.custom", integId: "widget-1", "org.example.extra": [1] }, { integId: null }, {}, null],
    bad: [
      ["type_m.custom", "data is a string"],
      [[], "data is an array"],
    ],
  });
  await session.byHand(session.widget, VIEW_ROOM, {
    data: [{ room_id: ROOM }, { room_id: ROOM, "org.example.extra": true }],
    bad: [
      [{}, "room_id is missing"],
      [{ room_id: null }, "room_id is null"],
      [{ room_id: 5 }, "room_id is a number"],
      [undefined, "data is absent, so room_id is missing"],
      [[ROOM], "data is an array"],
    ],
  });

  // A client may ask for the capability of the same name.
  const viewRoom = ({ widget }) => () => widget.transport.send(VIEW_ROOM, { room_id: ROOM });
  const viewer = await open({ widgetId: "viewer", capabilities: [VIEW_ROOM] }).negotiate();
  const bare = await open({ widgetId: "bare" }).negotiate();
  for (const each of [viewer, bare]) each.on(each.client, VIEW_ROOM, () => ({}), VIEW_ROOM);
  await viewer.answered(viewRoom(viewer));
  await bare.refused(viewRoom(bare));
}
