import { WidgetApiFromWidgetAction, WidgetApiToWidgetAction } from "matrix-widget-api";
import { ALICE, BOB, CAPABILITY } from "../world.mjs";

// The action has the same name in both directions.
const ACTION = WidgetApiFromWidgetAction.SendToDevice;
const TO_WIDGET = WidgetApiToWidgetAction.SendToDevice;
const TYPE = "org.example.keys";
const KEYS = { keys: { index: 3, key: "c2VjcmV0" } };
const MESSAGES = { [ALICE]: { "*": KEYS }, [BOB]: { DEVICE: KEYS, OTHER: {} } };
const KEY_EVENT = { type: TYPE, sender: BOB, content: KEYS };

export default async function (open) {
  await fromWidget(open);
  await toWidget(open);
}

async function fromWidget(open) {
  const session = await open({ capabilities: [CAPABILITY.sendToDevice(TYPE)] }).negotiate();
  const { widget } = session;
  const send = (data) => session.raw(widget, ACTION, data);
  const bad = (data, why) => session.bad(widget, ACTION, data, why);
  const complete = { type: TYPE, encrypted: true, messages: MESSAGES };
  const to = (messages) => ({ ...complete, messages });

  await session.answered(
    () => widget.sendToDevice(TYPE, true, MESSAGES),
    () => widget.sendToDevice(TYPE, false, MESSAGES),
    () => widget.sendToDevice(TYPE, true, {}),
    () => widget.sendToDevice(TYPE, true, { [BOB]: {} }),
    send({ ...complete, "org.example.extra": true }),
  );
  await session.refused(
    () => widget.sendToDevice("org.example.other", true, MESSAGES),
    send({ type: TYPE, messages: MESSAGES }),
    send({ ...complete, encrypted: null }),
    send({ ...complete, type: "" }),

    bad({}, "type and messages are missing"),
    bad({ encrypted: true, messages: MESSAGES }, "type is missing"),
    bad({ ...complete, type: null }, "type is null"),
    bad({ ...complete, type: 5 }, "type is a number"),
    bad({ type: TYPE, encrypted: true }, "messages is missing"),
    bad(to(null), "messages is null"),
    bad({ ...complete, encrypted: "yes" }, "encrypted is a string"),
    bad({ [BOB]: { DEVICE: KEYS } }, "type and messages are missing, as in the proposal's example"),
    bad([complete], "data is an array"),
  );
  await session.unanswered(bad(undefined, "data is absent, so type and messages are missing"));
  // The client does not check these types.
  await session.answered(
    bad(to([MESSAGES]), "messages is an array"),
    bad(to("all"), "messages is a string"),
    bad(to({ [BOB]: KEY_EVENT.type }), "messages[@bob:example.org] is a string"),
    bad(to({ [BOB]: { DEVICE: "key" } }), "messages[@bob:example.org].DEVICE is a string"),
    bad(to({ [BOB]: { DEVICE: null } }), "messages[@bob:example.org].DEVICE is null"),
  );
  await session.failing("sendToDevice", () => widget.sendToDevice(TYPE, true, MESSAGES));

  const partial = await open({ widgetId: "partial" }).negotiate();
  let failures;
  partial.on(partial.client, ACTION, () => ({ failures }));
  const sendPartially = () => partial.widget.sendToDevice(TYPE, true, MESSAGES);
  for (failures of [{ [BOB]: ["DEVICE"] }, {}, null]) await partial.answered(sendPartially);
  failures = BOB;
  await partial.answered(partial.badAnswer(ACTION, "failures is a string", sendPartially));

  const bare = await open({ widgetId: "bare", capabilities: [CAPABILITY.receiveToDevice(TYPE)] }).negotiate();
  await bare.refused(
    () => bare.widget.sendToDevice(TYPE, true, MESSAGES),
    bare.bad(bare.widget, ACTION, { type: TYPE, encrypted: true }, "messages is missing"),
  );
}

async function toWidget(open) {
  const session = open({ widgetId: "listener", capabilities: [CAPABILITY.receiveToDevice(TYPE)] });
  await session.negotiate();
  const { client } = session;
  const feed = (message, encrypted) => () => client.feedToDevice({ ...KEY_EVENT, ...message }, encrypted);

  await session.silent(feed({ type: "org.example.other" }, true));
  await session.byHand(client, TO_WIDGET, {
    data: [
      { ...KEY_EVENT, encrypted: true },
      KEY_EVENT,
      { ...KEY_EVENT, encrypted: null, "org.example.extra": {} },
      // Events are passed on unchanged, even if their members are malformed.
      undefined,
      { sender: BOB, content: KEYS },
      { type: TYPE, content: KEYS },
      { type: TYPE, sender: BOB },
      { ...KEY_EVENT, content: "key" },
      { ...KEY_EVENT, encrypted: "yes" },
    ],
    bad: [[[KEY_EVENT], "data is an array"]],
  });
  await session.answered(feed({}, true), feed({}, false), feed({}, undefined), feed({ content: {}, room: null }, true));
}
