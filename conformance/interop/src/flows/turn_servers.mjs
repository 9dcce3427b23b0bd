import { MatrixCapabilities as Known, WidgetApiFromWidgetAction, WidgetApiToWidgetAction } from "matrix-widget-api";
import { TURN } from "../world.mjs";

const { WatchTurnServers: WATCH, UnwatchTurnServers: UNWATCH } = WidgetApiFromWidgetAction;
const UPDATE = WidgetApiToWidgetAction.UpdateTurnServers;
const RENEWED = { uris: [], username: "1700007200:@alice:example.org", password: "" };
const { password, ...WITHOUT_PASSWORD } = TURN;

export default async function (open) {
  const watching = (widgetId) => open({ widgetId, capabilities: [Known.MSC3846TurnServers] }).negotiate();
  await lifeOfAWatch(await watching("watcher"));
  await failures(watching);
  await everyMessage(await watching("every message"));

  const bare = await open({ widgetId: "bare" }).negotiate();
  const { widget } = bare;
  await bare.refused(
    () => widget.getTurnServers().next(),
    bare.raw(widget, WATCH, {}),
    bare.raw(widget, UNWATCH, {}),
    bare.bad(widget, WATCH, "all", "data is a string"),
  );
}

async function lifeOfAWatch(session) {
  const { widget, driver } = session;
  let renew;
  driver.getTurnServers = async function* () {
    yield TURN;
    for (;;) yield await new Promise((resolve) => (renew = resolve));
  };

  const [servers, others] = [widget.getTurnServers(), widget.getTurnServers()];
  await session.answered(() => servers.next());
  // A second listener sends no second request. It waits for the next servers, which both listeners acknowledge.
  const both = [servers.next(), others.next()];
  await session.settle();
  renew(RENEWED);
  await session.answered(() => Promise.all(both), session.raw(widget, WATCH, {}));

  // The client stops and answers only after its driver has yielded again.
  await session.silent(() => others.return());
  await session.unanswered(() => servers.return());
  renew(TURN);
  await session.settle();
  await session.answered(session.raw(widget, UNWATCH, {}));

  // The driver has nothing more to yield.
  delete driver.getTurnServers;
  const again = widget.getTurnServers();
  await session.answered(
    () => again.next(),
    () => again.return(),
  );
}

async function failures(watching) {
  const refusing = await watching("refused servers");
  const watch = refusing.raw(refusing.widget, WATCH, {});
  const none = [
    () => {
      throw new Error("There are no servers");
    },
    async function* () {},
    async function* () {
      throw new Error("There are no servers");
    },
  ];
  for (const getTurnServers of none) {
    refusing.driver.getTurnServers = getTurnServers;
    await refusing.refused(watch);
  }
  await refusing.answered(refusing.raw(refusing.widget, UNWATCH, {}));

  const breaking = await watching("lost servers");
  breaking.on(breaking.widget, UPDATE, () => ({}));
  breaking.driver.getTurnServers = async function* () {
    yield TURN;
    throw new Error("The servers are gone");
  };
  // After a failure, the client still behaves as if it were watching.
  await breaking.answered(
    breaking.raw(breaking.widget, WATCH, {}),
    breaking.raw(breaking.widget, WATCH, {}),
    breaking.raw(breaking.widget, UNWATCH, {}),
    breaking.raw(breaking.widget, WATCH, {}),
  );

  // If the widget does not acknowledge the first servers, it gets no others.
  const deaf = await watching("deaf");
  await deaf.answered(deaf.raw(deaf.widget, WATCH, {}));

  const sloppy = await watching("sloppy servers");
  sloppy.on(sloppy.widget, UPDATE, () => ({}));
  sloppy.driver.getTurnServers = async function* () {
    yield undefined;
    yield WITHOUT_PASSWORD;
    yield { ...TURN, uris: TURN.uris[0] };
  };
  sloppy.expectBad(UPDATE, "data is absent, so uris, username and password are missing");
  sloppy.expectBad(UPDATE, "password is missing");
  sloppy.expectBad(UPDATE, "uris is a string");
  await sloppy.answered(sloppy.raw(sloppy.widget, WATCH, {}));
}

async function everyMessage(session) {
  const { widget, client } = session;
  await session.byHand(client, UPDATE, {
    data: [TURN, RENEWED, { ...TURN, ttl: 3600 }],
    bad: [
      [{}, "uris, username and password are missing"],
      [WITHOUT_PASSWORD, "password is missing"],
      [{ ...TURN, uris: undefined }, "uris is missing"],
      [{ ...TURN, uris: null }, "uris is null"],
      [{ ...TURN, uris: TURN.uris[0] }, "uris is a string"],
      [{ ...TURN, uris: [5] }, "uris[0] is a number"],
      [{ ...TURN, username: undefined }, "username is missing"],
      [{ ...TURN, username: 5 }, "username is a number"],
      [{ ...TURN, password: null }, "password is null"],
      [[TURN], "data is an array"],
    ],
  });
  for (const action of [WATCH, UNWATCH]) {
    const bad = (data, why) => session.bad(widget, action, data, why);
    await session.answered(
      session.raw(widget, action, undefined),
      session.raw(widget, action, null),
      session.raw(widget, action, { "org.example.extra": true }),
      bad("all", "data is a string"),
      bad([], "data is an array"),
    );
  }
}
