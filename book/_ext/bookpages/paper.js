// @ts-check
// Paper is white: a page that is dark on the screen is printed light, its charts too, since they
// follow the theme at once.

/** @type {string | undefined} */
let onScreen;

addEventListener("beforeprint", () => {
  const { dataset } = document.documentElement;
  onScreen = dataset.theme;
  dataset.theme = "light";
});
addEventListener("afterprint", () => {
  document.documentElement.dataset.theme = onScreen;
});
