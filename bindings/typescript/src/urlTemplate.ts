/**
 * The URL templates of widgets.
 *
 * @module
 */

import { website } from "./website.js";

/** The variables of a URL template that describe the client and its user. A variable that is absent is empty in the URL. */
export interface UrlVariables {
  /** `matrix_user_id`: the user ID. It does not authenticate the user to the widget. */
  readonly userId: string;
  /** `matrix_room_id`: the room that the user views. */
  readonly roomId?: string | undefined;
  /** `matrix_display_name`: the display name of the user. The default is the user ID. */
  readonly displayName?: string | undefined;
  /** `matrix_avatar_url`: the HTTP URL of the user's avatar, not an `mxc:` URI. */
  readonly avatarUrl?: string | undefined;
  /** `matrix_client_id`: the ID of the client, named like a Java package: `org.example.client`. */
  readonly clientId?: string | undefined;
  /** `matrix_client_theme`: the theme of the client, such as `dark`. */
  readonly clientTheme?: string | undefined;
  /** `matrix_client_language`: the language of the user, a BCP 47 tag. */
  readonly clientLanguage?: string | undefined;
  /** `matrix_device_id`: the device ID of the client. */
  readonly deviceId?: string | undefined;
  /** `matrix_base_url`: the base URL of the homeserver's client-server API. */
  readonly baseUrl?: string | undefined;
}

/**
 * Returns the URL of a widget with its variables (`$name`) replaced by percent-encoded values.
 *
 * `template` and `data` are the members `url` and `data` of the widget's definition. Members of `data` that are strings, numbers or
 * booleans are variables, too; the names of {@link UrlVariables} take precedence. The longest name wins, values are not searched for
 * variables, and a variable without a value stays as it is. There is no variable for an access token.
 *
 * The URL still needs the parameters of `addWidgetParameters`. See
 * [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
 *
 * ```ts
 * fillUrl("https://example.org/?user=$matrix_user_id", "poll", { userId: "@alice:example.org" });
 * // "https://example.org/?user=%40alice%3Aexample.org"
 * ```
 *
 * @throws {TypeError} if the result is not an absolute `http:` or `https:` URL.
 */
export function fillUrl(template: string, widgetId: string, variables: UrlVariables, data: object = {}): string {
  const names = new Names();
  for (const [name, value] of Object.entries(data)) if (name !== "" && !name.includes("$")) names.add(name, valueOf(value));
  for (const [value, ...aliases] of builtIns(widgetId, variables)) for (const name of aliases) names.add(name!, value ?? "");
  const [first = "", ...parts] = template.split("$");
  return website(first + parts.map((part) => names.fill(part)).join("")).href;
}

function builtIns(widgetId: string, client: UrlVariables): (string | undefined)[][] {
  const msc2873 = "org.matrix.msc2873.";
  return [
    [client.userId, "matrix_user_id"],
    [client.roomId, "matrix_room_id"],
    [client.displayName || client.userId, "matrix_display_name"],
    [client.avatarUrl, "matrix_avatar_url"],
    [widgetId, "matrix_widget_id", "org.matrix.msc2774_widget_id"],
    [client.clientId, "matrix_client_id", `${msc2873}client_id`],
    [client.clientTheme, "matrix_client_theme", `${msc2873}client_theme`],
    [client.clientLanguage, "matrix_client_language", `${msc2873}client_language`],
    // The Rust SDK fills only the last name.
    [client.deviceId, "matrix_device_id", "org.matrix.msc3819.matrix_device_id", `${msc2873}matrix_device_id`],
    [client.baseUrl, "matrix_base_url", "org.matrix.msc4039.matrix_base_url"],
  ];
}

function valueOf(value: unknown): string | undefined {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}

/** A tree of names by their characters, in which the longest name that a text starts with is found in linear time. */
class Names {
  readonly #next = new Map<string, Names>();
  #isName = false;
  #value: string | undefined;

  add(name: string, value: string | undefined): void {
    let names: Names = this;
    for (let index = 0; index < name.length; index++) {
      const letter = name[index]!;
      const next = names.#next.get(letter) ?? new Names();
      names.#next.set(letter, next);
      names = next;
    }
    names.#isName = true;
    names.#value = value;
  }

  /** Returns the text that follows a `$`, with its variable replaced. */
  fill(text: string): string {
    let names: Names | undefined = this;
    let found: { length: number; value: string | undefined } | undefined;
    for (let length = 0; names !== undefined; length++) {
      if (names.#isName) found = { length, value: names.#value };
      names = names.#next.get(text[length] ?? "");
    }
    if (found?.value === undefined) return `$${text}`;
    return encodeURIComponent(found.value.replace(/\p{Cs}/gu, "\u{fffd}")) + text.slice(found.length);
  }
}
