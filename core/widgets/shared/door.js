// Where the components of the page find their code. Each component is a line that knocks here (component.py); the code itself comes to
// the browser once, in a message of its own (code.py), perhaps after them. The one name of ours on the page's globals.

/** @import { Component } from "./widget.js" */

/** @typedef {(component: Component) => () => void} Show */
/** @typedef {{ markup: string, styles: string, show: Show }} Kind what a kind of widget is made of */

/**
 * Opens the door: from now on components show themselves by ``kinds``, those that waited first.
 * @param {Record<string, Kind>} kinds by name
 * @param {Record<string, unknown>} modules all of them by path, for a look inside (the tests')
 */
export function open(kinds, modules) {
  const door = (globalThis.calculusWidgets ??= { waiting: [] });
  const sheets = new Map();
  const styled = (/** @type {string} */ name) => {
    if (!sheets.has(name)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(kinds[name].styles);
      sheets.set(name, sheet);
    }
    return sheets.get(name);
  };
  const dressed = new WeakSet();
  door.modules = modules;
  door.show = (name, component) => {
    const root = component.parentElement;
    if (!dressed.has(root)) {
      dressed.add(root);
      root.adoptedStyleSheets = [styled(name)];
      root.append(document.createRange().createContextualFragment(kinds[name].markup));
    }
    return kinds[name].show(component);
  };
  for (const enter of door.waiting.splice(0)) enter();
}
