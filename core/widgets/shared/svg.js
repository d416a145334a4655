// Pictures made of SVG elements.

const SVG = "http://www.w3.org/2000/svg";

/**
 * A new element.
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, unknown>} attributes
 * @param {Element | null} parent what it is put into
 * @param {string} [text]
 * @returns {SVGElementTagNameMap[Name]}
 */
export function make(name, attributes, parent, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  parent?.append(element);
  return element;
}
