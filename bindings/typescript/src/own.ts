/** Returns an own member of an object, or `undefined`. */
export function own<Value>(object: { readonly [name: string]: Value }, name: unknown): Value | undefined {
  return typeof name === "string" && Object.hasOwn(object, name) ? object[name] : undefined;
}
