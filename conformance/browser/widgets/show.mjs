/** Shows a line in the page of the widget. */
export function show(line) {
  document.querySelector("ul").append(Object.assign(document.createElement("li"), { textContent: line }));
}
