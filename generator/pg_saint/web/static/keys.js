// + and - lead to the next and the previous relation, where the page has such links. Without this file they are links.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof Element && event.target.closest("input, select, textarea")) return;
  const key = event.key === "=" ? "+" : event.key;
  for (const link of document.querySelectorAll("a[data-key]")) {
    if (link.dataset.key === key) link.click();
  }
});
