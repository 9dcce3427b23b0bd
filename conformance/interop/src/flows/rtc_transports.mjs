import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";
import { TRANSPORT } from "../world.mjs";

const ACTION = WidgetApiFromWidgetAction.MSC4515GetRtcTransports;

export default async function (open) {
  const session = await open({ capabilities: [Known.MSC4515RtcTransports] }).negotiate();
  const { widget } = session;
  const get = () => widget.getRtcTransports();

  await session.answered(
    get,
    session.raw(widget, ACTION, undefined),
    session.raw(widget, ACTION, null),
    session.raw(widget, ACTION, { "org.example.extra": true }),
    session.bad(widget, ACTION, "livekit", "data is a string"),
    session.bad(widget, ACTION, [], "data is an array"),
  );
  const good = [
    { rtc_transports: [] },
    { rtc_transports: [TRANSPORT, { type: "org.example.mesh", peers: [1, { two: null }] }], dropped: true },
  ];
  await session.giving("getRtcTransports", get, good, "answered");
  await session.failing("getRtcTransports", get);
  await session.giving("getRtcTransports", get, [undefined, null], "refused");
  await session.sloppy("getRtcTransports", ACTION, get, [
    [{}, "rtc_transports is missing"],
    [{ rtc_transports: null }, "rtc_transports is null"],
    [{ rtc_transports: TRANSPORT }, "rtc_transports is an object"],
    [{ rtc_transports: ["livekit"] }, "rtc_transports[0] is a string"],
    [{ rtc_transports: [TRANSPORT, {}] }, "rtc_transports[1].type is missing"],
    [{ rtc_transports: [{ ...TRANSPORT, type: 5 }] }, "rtc_transports[0].type is a number"],
  ]);

  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.refused(() => bare.widget.getRtcTransports());
}
