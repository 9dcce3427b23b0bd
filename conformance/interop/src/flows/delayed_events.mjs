import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";

const ACTION = WidgetApiFromWidgetAction.MSC4157UpdateDelayedEvent;
const ID = "delay-1";

export default async function (open) {
  const session = await open({ capabilities: [Known.MSC4157UpdateDelayedEvent] }).negotiate();
  const { widget } = session;
  const update = (data) => session.raw(widget, ACTION, data);
  const bad = (data, why) => session.bad(widget, ACTION, data, why);
  const methods = ["cancelScheduledDelayedEvent", "restartScheduledDelayedEvent", "sendScheduledDelayedEvent"];

  await session.answered(
    ...methods.map((method) => () => widget[method](ID)),
    update({ delay_id: ID, action: "send", "org.example.extra": true }),
  );
  await session.refused(
    // The proposal's name, which this client does not know.
    update({ delay_id: ID, action: "refresh" }),
    update({ delay_id: "", action: "send" }),

    bad({}, "delay_id and action are missing"),
    bad({ action: "send" }, "delay_id is missing"),
    bad({ delay_id: null, action: "send" }, "delay_id is null"),
    bad({ delay_id: ID }, "action is missing"),
    bad({ delay_id: ID, action: null }, "action is null"),
    bad({ delay_id: ID, action: 5 }, "action is a number"),
    bad({ delay_id: ID, action: "postpone" }, "action is none that there is"),
    bad({ delay_id: ID, action: ["send"] }, "action is an array"),
    bad(ID, "data is a string"),
    bad([ID, "send"], "data is an array"),
  );
  await session.unanswered(
    bad(undefined, "data is absent, so delay_id and action are missing"),
    bad(null, "data is null, so delay_id and action are missing"),
  );
  // The client does not check this type.
  await session.answered(
    bad({ delay_id: 5, action: "cancel" }, "delay_id is a number"),
    bad({ delay_id: [ID], action: "cancel" }, "delay_id is an array"),
  );
  for (const method of methods) {
    await session.failing(method, () => widget[method](ID), { throwing: "unanswered" });
    await session.giving(method, () => widget[method](ID), [{ delay_id: "ignored" }, undefined], "answered");
  }

  const bare = await open({ widgetId: "bare", capabilities: [Known.MSC4157SendDelayedEvent] }).negotiate();
  await bare.refused(
    () => bare.widget.cancelScheduledDelayedEvent(ID),
    bare.bad(bare.widget, ACTION, { delay_id: ID }, "action is missing"),
  );
}
