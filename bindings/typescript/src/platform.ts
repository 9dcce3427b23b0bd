/**
 * What `postMessage` can carry besides JSON, as the platform declares it: TypeScript's library `dom`, or another that has some of
 * it. Elsewhere it is unknown.
 *
 * @module
 */

/** The instances of a class that may be declared globally. */
type Instance<Name extends string, Otherwise> = typeof globalThis extends { [key in Name]: { prototype: infer Type } }
  ? Type
  : Otherwise;

/** The platform's `Blob`. */
export type Blob = Instance<"Blob", unknown>;

/** The platform's `XMLHttpRequestBodyInit`. */
export type XMLHttpRequestBodyInit = typeof globalThis extends {
  XMLHttpRequest: { prototype: { send(body?: infer Body): void } };
}
  ? Exclude<Body, Instance<"Document", never> | null | undefined>
  : unknown;
