import { WidgetApiFromWidgetAction, WidgetApiToWidgetAction } from "matrix-widget-api";

const fromWidget = Object.values(WidgetApiFromWidgetAction);
const toWidget = Object.values(WidgetApiToWidgetAction);

/** Actions of the other direction are unknown. */
export default async function (open) {
  const session = await open().negotiate();
  const { widget, client } = session;
  const without = (names, others) => names.filter((name) => !others.includes(name));
  await session.refused(
    ...without(toWidget, fromWidget).map((action) => session.raw(widget, action, {})),
    ...without(fromWidget, toWidget).map((action) => session.raw(client, action, {})),
  );
}
