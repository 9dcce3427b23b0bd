/** Returns the element of the page with this ID. */
export const byId = (id) => document.getElementById(id);

/** Creates an element. Texts are never read as HTML. */
export function create(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Parses the JSON in a field. If it is malformed, the field says so and the result is `undefined`. */
export function parse(field) {
  let value;
  field.setCustomValidity("");
  try {
    value = JSON.parse(field.value);
  } catch (error) {
    field.setCustomValidity(error.message);
  }
  field.reportValidity();
  return value;
}

/** Formats JSON text for reading. */
export const pretty = (value) => JSON.stringify(value, null, 2);
