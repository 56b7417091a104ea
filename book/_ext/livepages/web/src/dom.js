// @ts-check
/** Elements made in one call; text always becomes a text node. */

/**
 * @type {<Tag extends keyof HTMLElementTagNameMap>(
 *   tag: Tag, attributes?: Record<string, string>, ...children: (Node | string)[]
 * ) => HTMLElementTagNameMap[Tag]}
 */
export function html(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
