// Draws a section when it comes near the screen, and lets go of it when it is far away again: Streamlit renders every element of a page
// anew at each rerun, so a long page would make each key wait for sections that nobody sees.

import { placeholder, scroller, section } from "../shared/streamlit.js";
import { endTurn, takeTurn } from "../shared/turns.js";
import { widget } from "../shared/widget.js";
/** @import { Place } from "../shared/widget.js" */

const CLOSE = "20% 0px", WIDE = "250% 0px"; // around the screen, in screens

/** @typedef {{ slug: string, title: string, drawn: boolean, folded: boolean, large: boolean }} Data */

class Near {
  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    this.own = placeholder(place.host); // holds the place of the section while it is not drawn
    this.heading = place.find("h3");
    this.button = place.find("button");
    this.folded = false;
    this.button.onclick = () => {
      this.touched = false;
      place.courier.post({ fold: !this.folded, released: true });
    };
    /** @type {boolean | null} */
    this.drawn = null;
    this.slug = "";
    this.title = "";
    this.height = 0;
    this.timer = 0;
    this.seen = { close: false, wide: true };
    // What somebody has worked with stays: it may hold a half-typed number, or be playing.
    this.touched = false;
    this.entered = false;
    /** @type {Element | null} */
    this.watched = null;
    this.observers = [this.watch("close", CLOSE), this.watch("wide", WIDE)];
    place.atTheEnd(() => {
      clearTimeout(this.timer);
      for (const observer of this.observers) observer.disconnect();
      endTurn(this);
    });
  }

  /** @param {"close" | "wide"} name @param {string} rootMargin */
  watch(name, rootMargin) {
    return new IntersectionObserver((entries) => {
      this.seen[name] = entries.at(-1)?.isIntersecting ?? false;
      this.ask();
    }, { root: scroller(this.place.host), rootMargin });
  }

  get wanted() {
    return !this.folded && (this.seen.close || (this.drawn === true && (this.seen.wide || this.touched)));
  }

  ask() {
    if (this.drawn === null || this.wanted === this.drawn) return;
    takeTurn(this, () => {
      if (this.wanted === this.drawn) return false;
      if (this.drawn) this.height = section(this.slug)?.offsetHeight ?? 0;
      this.place.send("near", this.wanted);
      return true;
    });
  }

  /** Watches the section itself, or its place. */
  look() {
    const target = this.drawn ? section(this.slug) : this.own;
    if (target === null) { // not on the page yet
      this.timer = window.setTimeout(() => this.look(), 50);
      return;
    }
    if (target === this.watched) return;
    for (const observer of this.observers) {
      if (this.watched) observer.unobserve(this.watched);
      observer.observe(target);
    }
    this.watched = target;
    if (this.drawn && this.entered && target instanceof HTMLElement) { // who came with Tab goes on from the section itself
      this.entered = false;
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
    this.own.toggleAttribute("data-drawn", this.drawn === true);
    this.own.style.minHeight = this.drawn || !this.height ? "" : `${this.height}px`; // nothing below may jump
    if (this.drawn && target instanceof HTMLElement) {
      target.setAttribute("role", "region");
      target.setAttribute("aria-label", this.title);
    }
    if (this.drawn) for (const kind of /** @type {const} */ (["pointerdown", "keydown"])) this.place.listen(target, kind, () => { this.touched = true; }, { capture: true });
  }

  /** @param {Data} data */
  update({ slug, title, drawn, folded, large }) {
    this.slug = slug;
    this.title = title;
    this.button.textContent = folded ? "▸" : "▾";
    this.button.title = folded ? "Unfold this section" : "Fold this section away; the address keeps it";
    this.button.setAttribute("aria-label", `${folded ? "Unfold" : "Fold"}: ${title}`);
    this.button.setAttribute("aria-expanded", String(!folded));
    this.button.classList.toggle("large", large);
    this.own.toggleAttribute("data-folded", folded);
    const turned = this.folded !== folded;
    this.folded = folded;
    if (this.drawn === drawn) {
      if (turned) { this.height = 0; this.own.style.minHeight = ""; this.ask(); }
      return;
    }
    if (folded) this.height = 0;
    this.drawn = drawn;
    this.entered ||= drawn && this.place.root.activeElement === this.heading;
    this.heading.tabIndex = drawn || folded ? -1 : 0; // Tab reaches what is not drawn yet, and so draws it
    this.heading.textContent = drawn ? "" : title;
    this.heading.hidden = drawn;
    this.look();
    endTurn(this);
    this.ask();
  }
}

export default widget((place) => {
  const near = new Near(place);
  return { update: (/** @type {Data} */ data) => near.update(data) };
});
