import { isErrorResponse, isResponse, isWidgetMessage, unstableName } from "matrix-widget-protocol";
import type { ActionName, DataOfAction, Direction, ResponseOfAction, Written } from "matrix-widget-protocol";

/** Handlers of requests, by the unstable name of the action. */
export type Handlers<Api extends Direction> = {
  [Name in ActionName<Api>]?: (data: DataOfAction<Api, Name>) => Promise<Written<ResponseOfAction<Api, Name>>>;
};

/** Answers the peer's requests, and returns a function that sends requests to the peer. */
export function connect<Api extends Direction>(
  { api, widgetId, peer, origin }: { api: Api; widgetId: string; peer: Window; origin: string },
  handlers: NoInfer<Handlers<Exclude<Direction, Api>>>,
) {
  const pending = new Map<string, { name: string; resolve: (response: object) => void }>();
  addEventListener("message", ({ data: message, source, origin: from }) => {
    if (source !== peer || from !== origin || !isWidgetMessage(message) || message.widgetId !== widgetId) return;
    if (isResponse(message)) {
      const request = message.api === api ? pending.get(message.requestId) : undefined;
      if (request?.name === message.action) request.resolve(message.response);
      return;
    }
    if (message.api === api) return;
    const unstable = (name: string) => unstableName(message.api, name) ?? name;
    const entries: [string, (data: object) => Promise<object>][] = Object.entries(handlers);
    const unknown = () => Promise.reject(new Error(`unknown action: ${message.action}`));
    const handler = entries.find(([name]) => unstable(name) === unstable(message.action))?.[1] ?? unknown;
    const respond = (response: object) => peer.postMessage({ ...message, response }, origin);
    const refuse = (error: unknown) => respond({ error: { message: String(error instanceof Error ? error.message : error) } });
    Promise.resolve(message.data ?? {}).then(handler).then(respond).catch(refuse);
  });
  return async function ask<Name extends ActionName<Api>>(action: Name, data: Written<DataOfAction<Api, Name>>) {
    const requestId = crypto.randomUUID();
    const name = unstableName(api, action) ?? action; // deployed peers know only the unstable name
    peer.postMessage({ api, widgetId, requestId, action: name, data }, origin);
    const response = await new Promise<object>((resolve) => pending.set(requestId, { name, resolve }));
    pending.delete(requestId);
    if (isErrorResponse(response)) throw new Error(response.error.message);
    return response as ResponseOfAction<Api, Name>;
  };
}
