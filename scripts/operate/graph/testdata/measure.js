// Measures a page as a browser has laid it out, and writes what is wrong into it.
const wrong = [];
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const rgb = (colour) => (colour.match(/[\d.]+/g) || []).slice(0, 3).map(Number);
const light = (colour) => {
  const [r, g, b] = rgb(colour).map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
// contrast is that of the Web Content Accessibility Guidelines, 1 to 21.
const contrast = (a, b) => {
  const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};
const shown = (e) => e.firstChild.textContent;
const svg = document.querySelector("svg");
const picture = svg.getBoundingClientRect();
const ground = getComputedStyle(svg.querySelector(".ground")).fill;
const texts = [...svg.querySelectorAll("text")];
for (const text of texts) {
  const at = text.getBoundingClientRect();
  const box = text.parentNode.querySelector("rect.box");
  const around = text.parentNode.tagName === "g" && box ? box.getBoundingClientRect() : picture;
  if (at.left < around.left || at.right > around.right + 0.5 || at.top < around.top || at.bottom > around.bottom + 0.5) {
    wrong.push(`"${shown(text)}" is outside its box`);
  }
  const behind = around === picture ? ground : getComputedStyle(box).fill;
  if (contrast(getComputedStyle(text).fill, behind) < 4.5) {
    wrong.push(`"${shown(text)}" is hard to read`);
  }
}
for (let i = 0; i < texts.length; i++) {
  const a = texts[i].getBoundingClientRect();
  for (let j = i + 1; j < texts.length; j++) {
    const b = texts[j].getBoundingClientRect();
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2) {
      wrong.push(`"${shown(texts[i])}" and "${shown(texts[j])}" overlap`);
    }
  }
}
for (const cell of document.querySelectorAll("td, th, p, h1")) {
  if (contrast(getComputedStyle(cell).color, getComputedStyle(document.body).backgroundColor) < 4.5) {
    wrong.push(`"${cell.textContent}" is hard to read`);
  }
}
for (const cell of document.querySelectorAll("th, td:not([colspan])")) {
  const range = document.createRange();
  range.selectNodeContents(cell);
  if (new Set([...range.getClientRects()].map((line) => line.top)).size > 1) {
    wrong.push(`"${cell.textContent}" is broken`);
  }
}
if (document.documentElement.scrollWidth > innerWidth) {
  wrong.push("the page is wider than the window");
}
const pre = document.createElement("pre");
pre.id = "measured";
pre.textContent = JSON.stringify({ dark, texts: texts.length, wrong });
document.body.append(pre);
