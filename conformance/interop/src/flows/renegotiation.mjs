import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";

const ACTION = WidgetApiFromWidgetAction.MSC2974RenegotiateCapabilities;

export default async function (open) {
  const session = open({
    capabilities: [Known.AlwaysOnScreen, Known.Screenshots],
    refused: [Known.Screenshots, Known.StickerSending, 5],
  });
  const { widget } = session;
  await session.negotiate();

  const update = () => widget.updateRequestedCapabilities();
  widget.requestCapability(Known.MSC2931Navigate);
  await session.answered(update);
  widget.requestCapability(Known.StickerSending);
  await session.answered(update);
  widget.requestCapabilityToReceiveState("m.room.topic");
  await session.answered(update);
  await session.answered(
    session.raw(widget, ACTION, { capabilities: [Known.MSC2931Navigate, Known.AlwaysOnScreen] }),
    session.raw(widget, ACTION, { capabilities: [Known.Screenshots] }),
    session.raw(widget, ACTION, { capabilities: [] }),
    session.bad(widget, ACTION, {}, "capabilities is missing"),
    session.bad(widget, ACTION, { capabilities: null }, "capabilities is null"),
    session.bad(widget, ACTION, undefined, "data is absent, so capabilities is missing"),
    session.bad(widget, ACTION, { capabilities: Known.StickerSending }, "capabilities is a string"),
  );
  session.expectBad("notify_capabilities", "requested[0] is a number, repeated from the widget's request");
  await session.answered(session.bad(widget, ACTION, { capabilities: [5] }, "capabilities[0] is a number"));

  // Each of two simultaneous requests is notified separately.
  await session.answered(() =>
    Promise.all([
      session.raw(widget, ACTION, { capabilities: ["org.example.one"] })(),
      session.raw(widget, ACTION, { capabilities: ["org.example.two"] })(),
    ]),
  );
}
