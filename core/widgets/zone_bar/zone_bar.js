export default function (component) {
  const { parentElement: root, data } = component;
  const bar = root.querySelector(".zones");
  bar.classList.toggle("large", Boolean(data.large));
  bar.classList.toggle("none", data.parts.length < 2);
  bar.setAttribute("aria-label", data.words);
  bar.replaceChildren(...data.parts.map(({ share, colour, text, title }) => {
    const part = document.createElement("span");
    part.style.flex = `${share} 1 0`;
    part.style.setProperty("--c", `var(--st-${colour}-color)`);
    part.textContent = text;
    part.title = title;
    return part;
  }));
  // Where there is no room for the word the sign stays.
  for (const part of bar.children) {
    if (part.scrollWidth > part.clientWidth) part.textContent = part.textContent.split(" ")[0];
  }
}
