// A list by keys while something in it has the focus: j the next entry, k the one before. Enter is the link's own.
export function enhance(list) {
  const links = [...list.querySelectorAll("tbody th a")];
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select, textarea")) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step || links.length === 0) return;
    event.preventDefault();
    const row = event.target.closest("tr");
    const here = links.findIndex((link) => link.closest("tr") === row);
    links[Math.min(Math.max(here + step, 0), links.length - 1)].focus();
  });
}
