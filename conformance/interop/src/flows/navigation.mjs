import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";
import { MatrixError } from "../driver.mjs";

const ACTION = WidgetApiFromWidgetAction.MSC2931Navigate;
const ROOM_LINK = "https://matrix.to/#/%21room%3Aexample.org?via=example.org";
const EVENT_LINK = "https://matrix.to/#/!room:example.org/$event?via=example.org";
const USER_LINK = "https://matrix.to/#/@alice:example.org";

export default async function (open) {
  const session = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  const { widget, driver } = session;
  const go = (uri) => session.raw(widget, ACTION, { uri });
  const bad = (data, why) => session.bad(widget, ACTION, data, why);

  await session.answered(
    () => widget.navigateTo(ROOM_LINK),
    () => widget.navigateTo(EVENT_LINK),
    go("https://matrix.to/#nothing of use"),
  );
  await session.refused(
    go("https://example.org/#/!room:example.org"),
    go("http://matrix.to/#/!room:example.org"),
    go("matrix:r/room:example.org"),
    go("not a URI"),
    go(""),
  );
  await session.unanswered(
    bad({}, "uri is missing"),
    bad({ uri: null }, "uri is null"),
    bad({ uri: 5 }, "uri is a number"),
    bad({ uri: [ROOM_LINK] }, "uri is an array"),
    bad({ url: ROOM_LINK }, "uri is missing, url is there"),
    bad(ROOM_LINK, "data is a string"),
  );
  await session.refused(
    bad(undefined, "data is absent, so uri is missing"),
    bad(null, "data is null, so uri is missing"),
  );

  // The client answers twice if the driver rejects, and once if it throws.
  driver.navigate = () => Promise.reject(new Error("User profiles cannot be shown"));
  await session.refused(() => widget.navigateTo(USER_LINK));
  const notFound = new MatrixError(404, { errcode: "M_NOT_FOUND", error: "No such room" });
  driver.navigate = () => Promise.reject(notFound);
  await session.refused(() => widget.navigateTo(ROOM_LINK));
  driver.navigate = () => {
    throw new Error("Navigation is switched off");
  };
  await session.refused(() => widget.navigateTo(USER_LINK));

  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.refused(
    () => bare.widget.navigateTo(ROOM_LINK),
    bare.bad(bare.widget, ACTION, {}, "uri is missing"),
  );
}
