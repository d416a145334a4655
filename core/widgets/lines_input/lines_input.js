// Several lines of text, told to Python while they are typed; st.text_area tells only when it is left.

import { widget } from "../shared/widget.js";

const PAUSE = 60; // ms of rest before Python is told

/** @typedef {{ label: string, text: string, revision: number, rows: number, longest: number, large: boolean }} Data */

export default widget((place) => {
  const area = /** @type {HTMLTextAreaElement} */ (place.find("textarea"));
  let revision = -1, timer = 0;
  place.listen(area, "input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => place.send("text", { text: area.value, revision }), PAUSE);
  });
  return {
    update: (/** @type {Data} */ data) => {
      place.find(".label").textContent = data.label;
      place.find("label").classList.toggle("large", data.large);
      area.rows = data.rows;
      area.maxLength = data.longest;
      if (revision === data.revision) return;
      revision = data.revision; // Python has set the text: the page was entered, or an example was taken
      area.value = data.text;
    },
    leave: () => clearTimeout(timer),
  };
});
