import {
  MatrixCapabilities as Known,
  WidgetApiFromWidgetAction as FromWidget,
  WidgetApiToWidgetAction as ToWidget,
} from "matrix-widget-api";

const LINK = { uri: "https://matrix.to/#/!room:example.org" };

export default async function (open) {
  const session = open({
    capabilities: [Known.StickerSending, Known.AlwaysOnScreen, Known.MSC2931Navigate],
    refused: [Known.StickerSending],
  });
  const { widget, client } = session;
  widget.requestCapabilityToReceiveMessage("m.text");
  widget.requestCapabilityToSendState("org.example.with#hash", "key#2");
  widget.requestCapabilityToReceiveState("m.room.topic");
  widget.requestCapabilityToReceiveState("m.room.name", "");
  widget.requestCapabilityForRoomTimeline("*");

  session.startWidget();
  await session.settle();
  await session.refused(() => widget.navigateTo(LINK.uri));
  session.loadIframe();
  await session.settle();
  await session.answered(() => widget.navigateTo(LINK.uri));
  await session.refused(session.raw(client, ToWidget.Capabilities, {}));
  await session.answered(
    session.bad(client, ToWidget.NotifyCapabilities, { requested: [] }, "approved is missing"),
    session.bad(client, ToWidget.NotifyCapabilities, { requested: "m.one", approved: [] }, "requested is a string"),
    session.bad(client, ToWidget.NotifyCapabilities, { requested: [], approved: [null] }, "approved[0] is null"),
    session.bad(client, ToWidget.NotifyCapabilities, undefined, "data is absent, so both lists are missing"),
  );
  await session.refused(session.bad(client, ToWidget.Capabilities, 7, "data is a number"));

  const sloppy = open({
    widgetId: "sloppy",
    capabilities: ["", "m.sticker", "m.sticker", "org.example.unknown", "org.matrix.msc2762.timeline:nowhere"],
    refused: [""],
  });
  await sloppy.negotiate();

  const modest = open({ widgetId: "modest" });
  await modest.negotiate();

  // The client never decides, so no message follows the requested capabilities.
  const undecided = open({ widgetId: "undecided", capabilities: [Known.MSC2931Navigate] });
  undecided.driver.validateCapabilities = () => Promise.reject(new Error("The user closed the dialog"));
  await undecided.negotiate();
  await undecided.refused(undecided.raw(undecided.widget, FromWidget.MSC2931Navigate, LINK));
}
