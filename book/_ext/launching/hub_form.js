// @ts-check
// Builds an nbgitpuller link from what is typed into the form. Nothing is sent anywhere.

(() => {
  const LONGEST = 200; // characters of an address shown in a message

  /**
   * The address of a hub, from whatever page of it was pasted; throws what to do instead.
   *
   * @param {string} typed
   */
  function hubAddress(typed) {
    const url = webAddress(typed, "the hub", "https://hub.example.org");
    // People paste the address of the page they are on: /hub/home, /user/amara/lab.
    const base = url.pathname.replace(/\/(hub|user)(\/.*)?$/, "").replace(/\/+$/, "");
    return url.origin + base;
  }

  /**
   * The address of a repository, without what a browser's page adds; throws what to do instead.
   *
   * @param {string} typed
   */
  function repositoryAddress(typed) {
    const url = webAddress(typed, "the repository", "https://github.com/owner/name");
    const path = url.pathname.replace(/\/+$/, "").replace(/\.git$/, "");
    if (!/^\/[^/]+\/.+/.test(path)) {
      throw new Error(
        "The address of the repository must name its owner and itself, " +
          "such as https://github.com/owner/name.",
      );
    }
    return url.origin + (url.hostname === "github.com" ? path.split("/").slice(0, 3).join("/") : path);
  }

  /** @type {(typed: string, what: string, example: string) => URL} */
  function webAddress(typed, what, example) {
    const text = typed.trim();
    if (!text) throw new Error(`Type the address of ${what}, such as ${example}.`);
    let url;
    try {
      url = new URL(text);
    } catch {
      throw new Error(
        `“${text.slice(0, LONGEST)}” is not the address of ${what}: ` +
          `it has to be a full one, such as ${example}.`,
      );
    }
    if (!["https:", "http:"].includes(url.protocol) || !url.hostname) {
      throw new Error(
        `The address of ${what} has to begin with https:// or http://, not “${url.protocol}”.`,
      );
    }
    if (url.username || url.password) {
      throw new Error(`Leave name and password out of the address of ${what}: students get the link.`);
    }
    return url;
  }

  /** @param {string} typed */
  function branchName(typed) {
    const text = typed.trim();
    if (!/^[\w][\w./-]*$/.test(text) || text.includes("..")) {
      throw new Error(
        "A branch is named by letters, digits, dots, hyphens and slashes, such as notebooks.",
      );
    }
    return text;
  }

  /** @param {Record<string, string>} found */
  function link({ hub, repo, branch, path }) {
    const folder = repo.split("/").pop();
    const asked = new URLSearchParams({ repo, urlpath: `lab/tree/${folder}/${path}`, branch });
    return `${hub}/hub/user-redirect/git-pull?${asked}`;
  }

  const FIELDS = { hub: hubAddress, repo: repositoryAddress, branch: branchName };

  /** @type {(form: HTMLFormElement, name: string) => HTMLInputElement} */
  function fieldOf(form, name) {
    return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  }

  /**
   * What the form says, or the first field that is wrong and why.
   *
   * @param {HTMLFormElement} form
   */
  function read(form) {
    /** @type {Record<string, string>} */
    const found = { path: fieldOf(form, "path").value };
    for (const [name, check] of Object.entries(FIELDS)) {
      try {
        found[name] = check(fieldOf(form, name).value);
      } catch (error) {
        return { field: fieldOf(form, name), problem: /** @type {Error} */ (error).message };
      }
    }
    return { link: link(found) };
  }

  /** @type {(place: Element, address: string) => void} */
  function show(place, address) {
    const anchor = Object.assign(document.createElement("a"), { href: address, textContent: address });
    const face = { type: "button", textContent: "Copy the link" };
    const copy = Object.assign(document.createElement("button"), face);
    const said = document.createElement("span");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address);
        said.textContent = " Copied.";
      } catch {
        said.textContent = " Copying is not allowed here: mark the link and copy it by hand.";
      }
    });
    const line = document.createElement("p");
    line.append("Give this link to your students: ", anchor);
    const buttons = document.createElement("p");
    buttons.append(copy, said);
    place.replaceChildren(line, buttons);
  }

  /** @param {HTMLFormElement} form */
  function start(form) {
    /** @type {(selector: string) => Element} */
    const part = (selector) => /** @type {Element} */ (form.querySelector(selector));
    const problem = part(".problem");
    const made = part(".made");
    part(".unscripted").remove();
    part("button").removeAttribute("disabled");
    form.addEventListener("input", () => made.replaceChildren());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = read(form);
      for (const name of Object.keys(FIELDS)) fieldOf(form, name).removeAttribute("aria-invalid");
      problem.textContent = answer.problem ?? "";
      made.replaceChildren();
      if (answer.field) {
        answer.field.setAttribute("aria-invalid", "true");
        answer.field.focus();
      } else {
        show(made, answer.link);
      }
    });
  }

  for (const form of document.forms) if (form.matches(".hub-form")) start(form);
})();
