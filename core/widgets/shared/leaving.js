// From the click on another page until that page is there, components of the old page are silent. Streamlit takes what arrives
// meanwhile for news of the page that is being left, and goes back to it. Each component says whose page it is on (data.page).
const GIVEN_UP = 3000; // ms after which the other page is not expected any more
const doors = (window.pageDoors ??= watchDoors({ here: null, left: null, leftAt: 0, path: location.pathname }));

function watchDoors(doors) {
  const leave = (path) => {
    if (path !== doors.path) Object.assign(doors, { path, left: doors.here, leftAt: performance.now() });
  };
  window.addEventListener("popstate", () => leave(location.pathname), true);
  window.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stPageLink"] a');
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey; // another tab
    if (link && !elsewhere) leave(new URL(link.href).pathname);
  }, true);
  return doors;
}

function whileHere({ parentElement: root, data, setStateValue }) {
  doors.here = data.page ?? doors.here; // bytes cannot say it
  return (...news) => {
    const leaving = data.page === doors.left && performance.now() - doors.leftAt < GIVEN_UP;
    if (root.isConnected && !leaving) setStateValue(...news);
  };
}
