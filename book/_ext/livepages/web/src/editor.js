// @ts-check
/** The editor of a cell's code, fetched when a reader first asks for it. */
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** @import { Editor, EditorOptions } from "./page.d.ts" */

const COLOURS = HighlightStyle.define(
  /** @type {[any, string][]} */ ([
    [[tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], "keyword"],
    [[tags.string, tags.special(tags.string)], "string"],
    [[tags.number, tags.bool, tags.null], "number"],
    [[tags.comment, tags.meta], "comment"],
    [[tags.function(tags.variableName), tags.className], "name"],
  ]).map(([tag, colour]) => ({ tag, color: `var(--livepages-code-${colour})` })),
);
const LOOK = EditorView.theme({
  "&": { fontSize: "inherit", background: "none", color: "inherit" },
  "&.cm-focused": { outline: "2px solid var(--livepages-code-focus)", outlineOffset: "-2px" },
  ".cm-content": { caretColor: "currentcolor", fontFamily: "var(--pst-font-family-monospace, monospace)", padding: ".75rem 0" },
  ".cm-line": { padding: "0 1rem" },
  ".cm-cursor": { borderLeftColor: "currentcolor" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--livepages-code-selection)",
  },
  "&.cm-focused .cm-matchingBracket": { background: "var(--livepages-code-selection)" },
});

/**
 * Open an editor in an element. The Tab key goes on to what follows, as everywhere on a page;
 * Ctrl+] and Ctrl+[ indent.
 *
 * @type {(options: EditorOptions) => Editor}
 */
export function open({ parent, text, label, onChange, onRun, onLeave }) {
  /** @param {() => void} act */
  const does = (act) => () => {
    act();
    return true;
  };
  const keys = [
    { key: "Mod-Enter", run: does(onRun) },
    { key: "Shift-Enter", run: does(onRun) },
    { key: "Escape", run: does(onLeave) },
    { key: "Mod-]", run: indentMore },
    { key: "Mod-[", run: indentLess },
  ];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([...keys, ...defaultKeymap, ...historyKeymap]),
        history(),
        drawSelection(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        python(),
        syntaxHighlighting(COLOURS),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
        EditorView.updateListener.of((/** @type {any} */ update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        LOOK,
      ],
    }),
  });
  return {
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    set: (code) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } }),
  };
}
