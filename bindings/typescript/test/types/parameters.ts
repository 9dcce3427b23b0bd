// A compile-time test, which is never run.
import { addWidgetParameters, widgetParameters, withScalarToken } from "matrix-widget-protocol";

// A page outside of a client has no parameters, and some clients have no origin.
export function target(url: string): [string, string] | undefined {
  const parameters = widgetParameters(url);
  // @ts-expect-error: the parameters can be absent
  void parameters.widgetId;
  if (parameters === undefined) return undefined;
  const { widgetId, parentUrl, parentOrigin } = parameters;
  // @ts-expect-error: the origin can be opaque
  const origin: string = parentOrigin;
  return [widgetId, parentOrigin ?? parentUrl];
}

const frame: string = addWidgetParameters("https://widgets.example.org/", "w", "https://app.example.org/");
export const url: string =
  withScalarToken(frame, "token", "https://widgets.example.org/", ["https://scalar.example.org/api"] as const) ?? frame;
// @ts-expect-error: the widget must not receive the token
export const always: string = withScalarToken(frame, "token", frame, []);
