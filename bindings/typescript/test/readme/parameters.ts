import { addWidgetParameters, fillUrl, widgetParameters } from "matrix-widget-protocol";

/** In a client: the URL for the frame of a widget with this definition. */
export function frameUrl(widgetId: string, url: string, data: object, userId: string, roomId: string): string {
  const filled = fillUrl(url, widgetId, { userId, roomId, clientId: "org.example.client" }, data);
  return addWidgetParameters(filled, widgetId, location.href);
}

/** In a widget: its ID and the origin of its client. */
export function client(): { widgetId: string; origin: string } | undefined {
  const parameters = widgetParameters(location.href);
  if (parameters?.parentOrigin === undefined) return undefined; // not in a client, or in a client without an origin
  return { widgetId: parameters.widgetId, origin: parameters.parentOrigin };
}
