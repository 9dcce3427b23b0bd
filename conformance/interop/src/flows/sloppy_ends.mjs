import { WidgetApiToWidgetAction } from "matrix-widget-api";

const {
  Capabilities: CAPABILITIES,
  NotifyCapabilities: NOTIFY,
  SupportedApiVersions: VERSIONS,
} = WidgetApiToWidgetAction;

/** A widget and a client that break the protocol during negotiation. */
export default async function (open) {
  for (const [capabilities, fault, notified] of [
    [undefined, "is missing", "requested is missing"],
    [null, "is null", "requested is null"],
    ["m.sticker", "is a string", "requested is a string"],
    [[5], "is a list with a number", "requested[0] is a number"],
    [{}, "is an object"],
  ]) {
    const session = open({ widgetId: "wishes badly", refused: [5] });
    session.on(session.widget, CAPABILITIES, () => ({ capabilities }));
    session.expectBad(CAPABILITIES, `capabilities ${fault}`, "response");
    // The client repeats values that it could handle.
    if (notified) session.expectBad(NOTIFY, notified);
    await session.negotiate();
  }

  const faults = [
    [undefined, "supported_versions is missing"],
    [null, "supported_versions is null"],
    ["0.0.1", "supported_versions is a string"],
    [["0.0.1", 1], "supported_versions[1] is a number"],
  ];
  for (const [supported_versions, why] of faults) {
    const session = open({ widgetId: "versions" });
    const { widget, client } = session;
    for (const end of [widget, client]) session.on(end, VERSIONS, () => ({ supported_versions }));
    session.expectBad(VERSIONS, why, "response");
    session.startWidget();
    await session.settle();
    await session.answered(session.badAnswer(VERSIONS, why, () => client.getWidgetVersions()));
    // The widget stores only a list. It fails on a value that is neither a list nor a string, and does not answer.
    if (!Array.isArray(supported_versions)) session.expectBad(VERSIONS, why, "response");
    session.loadIframe();
    await session.settle();
  }
}
