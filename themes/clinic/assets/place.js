// The language switch keeps the section, if both pages have the same headings.
{
  const heads = [...document.querySelectorAll(".body :is(h2,h3,h4,h5,h6)[id]")];
  const shape = heads.map(h => h.tagName[1]).join("");
  const [, n, same] = location.hash.split(":");
  const here = same == shape && heads[n];
  if (here) location.replace("#" + here.id);
  addEventListener("click", e => {
    const a = e.target.closest("a[hreflang]");
    const n = heads.filter(h => h.getBoundingClientRect().top < innerHeight / 2).length - 1;
    if (a && a.pathname != location.pathname) a.hash = n < 0 ? "" : "n:" + n + ":" + shape;
  });
}
