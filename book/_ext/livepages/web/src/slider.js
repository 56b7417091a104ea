// @ts-check
/** The sliders of ipywidgets, with a number beside them that people can type as they are used to. */
import * as controls from "@jupyter-widgets/controls";
import { html } from "./dom.js";
import { readNumber, readRange } from "./typed_number.js";

/** @type {(View: any, whole: boolean) => any} */
function typed(View, whole) {
  return class extends View {
    /** @type {HTMLElement} */
    refusal = html("span", { class: "livepages-refusal", role: "alert" });

    render() {
      super.render();
      this.readout.setAttribute("translate", "no");
      this.el.append(this.refusal);
      // The view listens for it further up, where it never comes.
      this.readout.addEventListener("blur", () => this.handleTextChange());
      this.listenTo(this.model, "change:value", () => this.refusal.replaceChildren());
    }

    /** The scale of this slider; a logarithmic one has its ends as powers, and steps that differ. */
    get scale() {
      const [min, max, step, base] = ["min", "max", "step", "base"].map((name) => this.model.get(name));
      const format = this.model.get("readout_format");
      return base === undefined
        ? { min, max, step: step ?? 0, whole, format }
        : { min: base ** min, max: base ** max, step: 0, whole, format };
    }

    /** Take what was typed, or say why not; either way the value that counts is shown. */
    handleTextChange() {
      const before = this.model.get("value");
      const [text, shown] = [this.readout.textContent, this.valueToString(before)];
      this.readout.textContent = shown;
      if (text.trim() === shown) return;
      const value = Array.isArray(before) ? readRange(text, this.scale) : readNumber(text, this.scale);
      if (value === null) return this.refuse(text);
      this.refusal.replaceChildren();
      this.model.set("value", value);
      this.touch();
    }

    /** @param {string} text */
    refuse(text) {
      const isRange = Array.isArray(this.model.get("value"));
      const { words } = this.model.widget_manager;
      const { min, max } = this.scale;
      const [least, most] = [min, max].map((end) => this.model.readout_formatter(end));
      const sentence = isRange ? words.range_refused : words.number_refused;
      this.refusal.textContent = sentence
        .replace("{typed}", () => text.trim().slice(0, 20))
        .replace("{least}", () => least)
        .replace("{most}", () => most);
    }
  };
}

/** @type {Record<string, any>} */
const of = controls;
const names = ["IntSliderView", "FloatSliderView", "FloatLogSliderView", "IntRangeSliderView", "FloatRangeSliderView"];
export const sliders = Object.fromEntries(names.map((name) => [name, typed(of[name], name.startsWith("Int"))]));
