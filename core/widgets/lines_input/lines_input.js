// Several lines of text, told to Python while they are typed; st.text_area tells only when it is left.
const memories = new WeakMap();
const PAUSE = 60; // ms of rest before Python is told

export default function ({ parentElement: root, data, setStateValue }) {
  const area = root.querySelector("textarea");
  const memory = memories.get(root) ?? { revision: -1, timer: 0 };
  memories.set(root, memory);
  root.querySelector(".label").textContent = data.label;
  root.querySelector("label").classList.toggle("large", Boolean(data.large));
  area.rows = data.rows;
  area.maxLength = data.longest;
  if (memory.revision !== data.revision) {
    // Python has set the text: the page was entered, or an example was taken.
    memory.revision = data.revision;
    area.value = data.text;
  }
  area.oninput = () => {
    clearTimeout(memory.timer);
    memory.timer = setTimeout(() => setStateValue("text", { text: area.value, revision: memory.revision }), PAUSE);
  };
  return () => clearTimeout(memory.timer);
}
