import { elementCallDefaults, elementCallParameters, elementCallPresets, urlVariables } from "../generated/elementCall.js";
import type { ElementCallParameters, ElementCallSettings } from "../generated/payloads.js";
import { beforeFirst, queries } from "../query.js";

/** The platform of the browser. Presets depend on it. */
export type CallPlatform = "desktop" | "mobile";

const lists = ["font", "viaServers"];
const widgetOnly = ["preload", "skipLobby", "returnToLobby"];
const enums: { readonly [name: string]: readonly string[] } = {
  header: ["none", "standard", "app_bar"],
  background: ["solid", "gradient"],
  sendNotificationType: ["ring", "notification"],
};

/**
 * Reads the parameters of Element Call from its URL or URL template.
 *
 * Element Call searches the query of the fragment, which follows the first `?` of the fragment, and then the query of
 * the URL. A parameter in the query is ignored if the fragment has one of the same name. `font` and `viaServers`
 * collect the values in both. An unknown parameter is kept: a string, or a list of strings if it has different values.
 *
 * @throws {Error} if a known parameter has different values in the same query.
 */
export function readElementCallUrl(url: string): ElementCallParameters {
  const parameters = new Map<string, { first: URLSearchParams; values: string[] }>();
  for (const query of queries(url)) {
    for (const [name, value] of query) {
      const { first, values } = parameters.get(name) ?? { first: query, values: [] };
      if (first === query || lists.includes(name)) values.push(value);
      parameters.set(name, { first, values });
    }
  }
  const entries = [...parameters].map(([name, { values }]) => {
    const isOne = !lists.includes(name) && values.every((value) => value === values[0]);
    if (!isOne && !lists.includes(name) && elementCallParameters.includes(name)) {
      throw new Error(`${name}: duplicate parameter with different values`);
    }
    return [name, isOne ? values[0] : values];
  });
  return Object.fromEntries(entries);
}

/**
 * Returns a URL of Element Call with these parameters in its fragment, which the browser does not send to the server.
 *
 * Replaces the fragment of `page`, the URL of Element Call. All values are percent-encoded, including a `$` in them. The
 * result is not a template: do not fill its variables.
 */
export function elementCallUrl(page: string, parameters: ElementCallParameters): string {
  return write(page, parameters, []);
}

/**
 * Returns a URL template of Element Call with these parameters in its fragment, for the definition of the widget.
 *
 * A value is a variable if it consists of `$` and the name of a variable of the client or a member of `CallData`. All other
 * values are percent-encoded, including a `$` in them. For an untrusted value use its variable, such as
 * `$matrix_display_name`, because a user can choose the name of another variable as display name. This package does not fill
 * the variables.
 */
export function elementCallTemplate(page: string, parameters: ElementCallParameters): string {
  return write(page, parameters, [...urlVariables, "perParticipantE2EE", "homeserverBaseURL"]);
}

/**
 * Returns the settings that result from the parameters: the value of the parameter, else the preset of the intent, else the
 * default. They must be those of the URL that is loaded: without `widgetId` and `parentUrl`, which many clients append later,
 * Element Call is not in widget mode, and the intent has no effect. Unknown values of `intent`, `header`, `background` and `sendNotificationType` count as absent.
 */
export function elementCallSettings(parameters: ElementCallParameters, platform: CallPlatform): ElementCallSettings {
  const isWidget = isFilled(parameters.widgetId) && isFilled(parameters.parentUrl);
  const intent = parameters.intent ?? "";
  const isKnown = isWidget && Object.hasOwn(elementCallPresets, intent);
  const preset = (isKnown ? elementCallPresets[intent]?.[platform] : undefined) ?? elementCallDefaults;
  const explicit = Object.entries(parameters).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    if (Object.hasOwn(enums, name)) return enums[name]?.includes(String(value)) ? [[name, value]] : [];
    const isFlag = typeof Object.getOwnPropertyDescriptor(elementCallDefaults, name)?.value === "boolean";
    return isFlag && (isWidget || !widgetOnly.includes(name)) ? [[name, String(value) !== "false"]] : [];
  });
  return { ...preset, ...Object.fromEntries(explicit) };
}

function write(page: string, parameters: ElementCallParameters, variables: readonly string[]): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((item) => item !== null && item !== undefined)
      .map((item) => (typeof item === "string" ? item : JSON.stringify(item)))
      .map((text) => `${encode(name)}=${text.startsWith("$") && variables.includes(text.slice(1)) ? text : encode(text)}`),
  );
  return beforeFirst("#", page) + (pairs.length > 0 ? `#?${pairs.join("&")}` : "");
}

function encode(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}

function isFilled(text: string | null | undefined): boolean {
  return text !== null && text !== undefined && text !== "";
}
