import { MatrixCapabilities, WidgetDriver } from "matrix-widget-api";
import { BOB, CAPABILITY, ROOM } from "../world.mjs";

const TYPE = "m.room.message";

/** The package's base driver, changed to approve all requested capabilities. */
class Unimplemented extends WidgetDriver {
  async validateCapabilities(requested) {
    return requested;
  }
}

export default async function (open) {
  const session = await open({
    driver: new Unimplemented(),
    capabilities: [
      ...Object.values(MatrixCapabilities),
      CAPABILITY.timeline(ROOM),
      CAPABILITY.sendEvent(TYPE),
      CAPABILITY.receiveEvent(TYPE),
      CAPABILITY.receiveState("m.room.topic"),
      CAPABILITY.sendToDevice(TYPE),
      CAPABILITY.accountData("m.tag"),
    ],
  }).negotiate();
  const { widget } = session;
  await session.answered(
    () => widget.readRoomEvents(TYPE),
    () => widget.readStateEvents("m.room.topic"),
    () => widget.readEventRelations("$text"),
    () => widget.readRoomAccountData("m.tag"),
    () => widget.searchUserDirectory("bo"),
  );
  await session.refused(
    () => widget.sendRoomEvent(TYPE, {}),
    () => widget.sendRoomEvent(TYPE, {}, undefined, 5000),
    () => widget.cancelScheduledDelayedEvent("delay-1"),
    () => widget.restartScheduledDelayedEvent("delay-1"),
    () => widget.sendScheduledDelayedEvent("delay-1"),
    () => widget.sendToDevice(TYPE, false, { [BOB]: { "*": {} } }),
    () => widget.requestOpenIDConnectToken(),
    () => widget.navigateTo("https://matrix.to/#/@bob:example.org"),
    () => widget.getTurnServers().next(),
    () => widget.getMediaConfig(),
    () => widget.uploadFile("Hello"),
    () => widget.downloadFile("mxc://example.org/file"),
    () => widget.getRtcTransports(),
    () => widget.getRtcLivekitToken({ url: "", room_id: ROOM, slot_id: "", member: { id: "" } }),
    () => widget.delegateRtcLivekitDelayedLeave({ room_id: ROOM, slot_id: "", member: { id: "" }, delay_id: "" }),
  );
  await session.unanswered(
    () => widget.sendRoomEvent(TYPE, {}, undefined, undefined, 1000),
    () => widget.sendRoomEvent(TYPE, {}, undefined, 5000, 1000),
    () => widget.readRoomEvents(TYPE, 1, undefined, ["*"]),
  );

  // Unchanged, the base driver approves nothing.
  const driver = new WidgetDriver();
  const strict = await open({ widgetId: "strict", driver, capabilities: ["m.sticker"] }).negotiate();
  await strict.refused(() => strict.widget.getMediaConfig());
}
