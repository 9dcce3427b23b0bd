import { addWidgetParameters, widgetParameters } from "matrix-widget-protocol";

/** In a client: the URL for the frame of a widget, after its variables have been filled. */
export function frameUrl(url: string, widgetId: string): string {
  return addWidgetParameters(url, widgetId, location.href);
}

/** In a widget: its ID and the origin of its client. */
export function client(): { widgetId: string; origin: string } | undefined {
  const parameters = widgetParameters(location.href);
  if (parameters?.parentOrigin === undefined) return undefined; // not in a client, or in a client without an origin
  return { widgetId: parameters.widgetId, origin: parameters.parentOrigin };
}
