// @ts-check
// Light or dark as the host page shows itself: the book, JupyterLab, Notebook, Colab, VS Code.

export function isDark() {
  const { documentElement: page, body } = document;
  if (page.dataset.theme) return page.dataset.theme === "dark";
  if (body?.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false";
  if (page.getAttribute("theme")) return page.getAttribute("theme") === "dark"; // Colab
  if (body?.dataset.vscodeThemeKind) return body.dataset.vscodeThemeKind.includes("dark");
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

// Marks `root` with data-lp-theme now and at every change; returns what stops it.
/** @type {(root: HTMLElement, changed?: (theme: string) => void) => () => void} */
export function followTheme(root, changed = () => {}) {
  const apply = () => {
    const theme = isDark() ? "dark" : "light";
    if (root.dataset.lpTheme === theme) return;
    root.dataset.lpTheme = theme;
    changed(theme);
  };
  const watcher = new MutationObserver(apply);
  for (const host of [document.documentElement, document.body]) {
    watcher.observe(host, { attributeFilter: ["data-theme", "theme", "data-jp-theme-light", "data-vscode-theme-kind"] });
  }
  const preference = matchMedia("(prefers-color-scheme: dark)");
  preference.addEventListener("change", apply);
  apply();
  return () => {
    watcher.disconnect();
    preference.removeEventListener("change", apply);
  };
}
