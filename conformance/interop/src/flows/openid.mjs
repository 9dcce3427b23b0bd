import { WidgetApiFromWidgetAction, WidgetApiToWidgetAction } from "matrix-widget-api";
import { OPENID } from "../world.mjs";

const ACTION = WidgetApiFromWidgetAction.GetOpenIDCredentials;
const CREDENTIALS = WidgetApiToWidgetAction.OpenIDCredentials;
const { access_token, ...REST } = OPENID;

const ALLOWED = { state: "allowed", token: OPENID };
const BLOCKED = { state: "blocked" };
const PENDING = { state: "request" };

export default async function (open) {
  await atOnce(open);
  await later(open);
  await unasked(open);
}

/** Returns a driver method that sends these updates in turn. */
const updates = (...all) => (observer) => all.forEach((update) => observer.update(update));

async function atOnce(open) {
  const session = await open().negotiate();
  const { widget, driver } = session;
  const ask = () => widget.requestOpenIDConnectToken();
  const raw = (data) => session.raw(widget, ACTION, data);
  const bad = (data, why) => session.bad(widget, ACTION, data, why);

  await session.answered(
    ask,
    raw(undefined),
    raw(null),
    raw({ "org.example.extra": true }),
    bad("please", "data is a string"),
    bad([], "data is an array"),
  );

  driver.askOpenID = updates({ state: "allowed", token: { ...OPENID, "org.example.extra": [1] } });
  await session.answered(ask);
  driver.askOpenID = updates(BLOCKED);
  await session.refused(ask);
  driver.askOpenID = updates({ ...BLOCKED, token: OPENID });
  await session.refused(ask);
  driver.askOpenID = updates(ALLOWED, BLOCKED);
  await session.answered(ask);
  driver.askOpenID = updates({ state: "allowed" });
  await session.refused(ask);
  // After an error, the client still handles updates, and answers again.
  driver.askOpenID = updates({ state: "allowed" }, ALLOWED);
  await session.refused(ask);
  driver.askOpenID = () => undefined;
  await session.unanswered(ask);
  driver.askOpenID = () => {
    throw new Error("There is no identity server");
  };
  await session.unanswered(ask);

  for (const [token, why] of [
    [{}, "access_token and all the others are missing"],
    [REST, "access_token is missing"],
    [{ ...OPENID, access_token: 5 }, "access_token is a number"],
    [{ ...OPENID, expires_in: undefined }, "expires_in is missing"],
    [{ ...OPENID, expires_in: "3600" }, "expires_in is a string"],
    [{ ...OPENID, expires_in: 3599.5 }, "expires_in is not an integer"],
    [{ ...OPENID, matrix_server_name: null }, "matrix_server_name is null"],
    [{ ...OPENID, token_type: undefined }, "token_type is missing"],
  ]) {
    driver.askOpenID = updates({ state: "allowed", token });
    await session.answered(session.badAnswer(ACTION, why, ask));
  }
  for (const [update, why] of [
    [{}, "state is missing"],
    [{ state: "maybe" }, "state is none of the three"],
    [{ state: 5, token: OPENID }, "state is a number"],
  ]) {
    driver.askOpenID = updates(update);
    await session.refused(session.badAnswer(ACTION, why, ask));
  }
}

async function later(open) {
  const session = await open({ widgetId: "asks the user" }).negotiate();
  const { widget, driver } = session;
  const ask = () => widget.requestOpenIDConnectToken();

  let observer;
  driver.askOpenID = (given) => {
    observer = given;
    observer.update(PENDING);
  };
  for (const decision of [ALLOWED, BLOCKED]) {
    await session.unanswered(ask);
    observer.update(decision);
    await session.settle();
  }

  driver.askOpenID = updates(PENDING, ALLOWED);
  await session.answered(ask, () => Promise.all([ask(), ask()]));
  for (const outcome of [BLOCKED, { ...BLOCKED, token: OPENID }, PENDING, { state: "allowed" }]) {
    driver.askOpenID = updates(PENDING, outcome);
    await session.refused(ask);
  }
  // When the second answer arrives, the widget no longer waits for it.
  driver.askOpenID = updates(PENDING, { state: "allowed" }, ALLOWED);
  await session.refused(ask);
  driver.askOpenID = (observer) => {
    observer.update(PENDING);
    throw new Error("The dialog could not be shown");
  };
  await session.unanswered(ask);

  driver.askOpenID = updates(PENDING, { state: "allowed", token: REST });
  session.expectBad(CREDENTIALS, "access_token is missing");
  await session.answered(ask);
  driver.askOpenID = updates(PENDING, { state: "maybe", token: OPENID });
  session.expectBad(CREDENTIALS, "state is neither allowed nor blocked");
  await session.refused(ask);
}

async function unasked(open) {
  const session = await open({ widgetId: "did not ask" }).negotiate();
  const { client, widget, driver } = session;
  const raw = (data) => session.raw(client, CREDENTIALS, data);
  const bad = (data, why) => session.bad(client, CREDENTIALS, data, why);
  const allowed = { original_request_id: "widgetapi-1", state: "allowed", ...OPENID };
  const { original_request_id, ...unrelated } = allowed;

  await session.refused(
    raw(allowed),
    raw({ original_request_id: "widgetapi-1", state: "blocked" }),
    raw({ original_request_id: "", state: "blocked", access_token: null, expires_in: null }),
    bad(undefined, "data is absent, so original_request_id and state are missing"),
    bad(unrelated, "original_request_id is missing"),
    bad({ ...allowed, original_request_id: 5 }, "original_request_id is a number"),
    bad({ original_request_id }, "state is missing"),
    bad({ original_request_id, state: "request" }, "state is neither allowed nor blocked"),
    bad({ original_request_id, state: "allowed" }, "access_token and all the others are missing"),
    bad({ ...allowed, expires_in: "3600" }, "expires_in is a string"),
    bad({ ...allowed, token_type: null }, "token_type is null"),
    bad([allowed], "data is an array"),
  );

  // A waiting widget ignores credentials of another request.
  driver.askOpenID = updates(PENDING);
  await session.unanswered(() => widget.requestOpenIDConnectToken(), raw(allowed));
}
