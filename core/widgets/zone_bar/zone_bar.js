// The zones of the learning rate as parts of a bar.

import { widget } from "../shared/widget.js";

/** @typedef {{ share: number, colour: string, text: string, title: string }} Part */

/** @param {Part} part */
function drawn({ share, colour, text, title }) {
  const part = document.createElement("span");
  part.style.flex = `${share} 1 0`;
  part.style.setProperty("--c", `var(--st-${colour}-color)`);
  part.textContent = text;
  part.title = title;
  return part;
}

export default widget((place) => {
  const bar = place.find(".zones");
  return {
    update: (/** @type {{ parts: Part[], words: string, large: boolean }} */ data) => {
      bar.classList.toggle("large", data.large);
      bar.classList.toggle("none", data.parts.length < 2);
      bar.setAttribute("aria-label", data.words);
      const parts = data.parts.map(drawn);
      bar.replaceChildren(...parts);
      // Where there is no room for the word the sign stays.
      for (const part of parts) if (part.scrollWidth > part.clientWidth) part.textContent = (part.textContent ?? "").split(" ")[0];
    },
  };
});
