/** What the widgets' parts hand to one another. These are types alone: nothing of them is sent. */

/** The front end's half of a widget, as anywidget gives it. */
export interface Model {
  get(name: string): any;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: object): void;
  on(events: string, heard: (...details: any[]) => void): void;
  off(events: string, heard: (...details: any[]) => void): void;
}

/** What an element is made with: listeners by `on…`, all else as an attribute. */
export type Attributes = Record<string, unknown>;
export type Child = Node | string | null | undefined;

export type MakeHtml = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes?: Attributes,
  ...children: Child[]
) => HTMLElementTagNameMap[Tag];

export type MakeSvg = <Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes?: Attributes,
  ...children: Child[]
) => SVGElementTagNameMap[Tag];

/** What anywidget calls `render` with. */
export interface RenderProps {
  model: Model;
  el: HTMLElement;
}

/** A row of the list of challenges in challenge_list.py. */
export interface Challenge {
  task: string;
  met: boolean;
  why: string;
}

/** What was answered in a scenario, as far as it was; see scenario_play.py. */
export interface ScenarioAnswers {
  prediction?: number | string;
  confidence?: number;
  second?: number | string;
  why?: string;
}

/** What a lab's scenario says and asks; `news` alone when one has just been left. */
export interface ScenarioView {
  title: string;
  team: string;
  task: string;
  rows: [name: string, value: string, isLocked: boolean][];
  rules: string[];
  question: string;
  kind: "share" | "words";
  answers: ScenarioAnswers;
  longest: number;
  longest_why: number;
  news?: string;
}

/** A link that opens a lab in a scenario; `size` and `path` are of its QR code, in modules. */
export interface LinkRow {
  team: string;
  link: string;
  line: string;
  size: number;
  path: string;
}

/** A row of `tie_rows` in design.py. What a learner mistyped is in it as text until Python refuses. */
export interface Tie {
  id: string;
  kind: string;
  effort: number;
  start: number;
  end: number | null;
  region: string | null;
  changes: Change[];
  label: string;
}

export interface Change {
  quarter: number;
  effort: number;
}

export interface Design {
  ties: Tie[];
  links: string[][];
  positions: Record<string, Point>;
}

/** A row of `kind_rows` in tie_looks.py. */
export interface Kind {
  key: string;
  label: string;
  short?: string;
  channel: string;
  has_region: boolean;
  summary?: string;
  icon: string;
}

/** An entry of `channel_looks` in tie_looks.py. */
export interface Look {
  label: string;
  colour: string;
  dark: string;
  dash: string;
  /** Outline of a contact of radius 1, as SVG path data. */
  shape: string;
}

/** What a tie does in the quarter on show; `note` says how it ended. */
export interface State {
  id: string;
  strength: number;
  lever: number;
  plug: number;
  novelty: number;
  note?: string;
}

/** Across and down: pixels of the picture, or shares of its half-axes from the centre. */
export type Point = [x: number, y: number];

/** Who asks for a point knows that the contact is in the picture, or looks whether it is. */
export interface Points extends Map<string, Point> {
  get(id: string): Point;
}

export interface Frame {
  width: number;
  height: number;
  narrow: boolean;
  compact: boolean;
  radius: number;
  cx: number;
  cy: number;
  rx: number;
  ry: number;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
  id?: string;
}

/** A line of a label, `dy` pixels below its contact. */
export interface Row {
  text: string;
  minor?: boolean;
  dy: number;
}

export interface Label {
  rows: Row[];
}

/** Where a region lies in the picture, and where its name fits, if it is to be named. */
export interface Ring {
  key: string;
  share: number;
  used: boolean;
  name: Spot | null;
}

export interface Spot {
  x: number;
  y: number;
  text: string;
}

export interface Picture {
  root: SVGSVGElement;
  nodes: Map<string, SVGElement>;
  points: Points;
  frame: Frame;
  current: string;
  width?: number;
  held?: string | null;
  boxes: Box[];
  labels: Map<string, Label>;
  draw(width?: number): void;
  focus(id: string): void;
  ghost(from: Point | null, to?: Point): void;
}

/** A pointer that went down on a contact, or on the handle that connects it. */
export interface Press {
  id: string;
  connects: boolean;
  pointer: number;
  from: Point;
  moving: boolean;
  before: Design;
}

/** Python's answer to an edit, or what stands for it. */
export type Reply =
  | { type: "accepted"; says: string; serial?: string }
  | { type: "refused"; message: string; serial?: string }
  | { type: "superseded" | "silent"; serial?: string };

export interface Courier {
  send(message: object): Promise<Reply>;
  isIdle(): boolean;
  stop(): void;
}

export interface Actions {
  add(kind: Kind, choices: Pick<Tie, "effort" | "start" | "region">): Promise<Reply & { id: string }>;
  change(id: string, changed: Partial<Tie>, says?: string): Promise<Reply>;
  feed(id: string, steps: number): Promise<Reply>;
  end(id: string): Promise<Reply>;
  reopen(id: string): Promise<Reply>;
  remove(id: string): Promise<Reply>;
  toggleLink(a: string, b: string): Promise<Reply>;
  move(id: string, place: Point, says?: string): Promise<Reply>;
  startConnecting(id: string): void;
  stopConnecting(): void;
}

/** Something that is drawn again when what it shows has changed. */
export interface Part {
  root: HTMLElement;
  draw(): void;
}

/** A part of a form about one tie. */
export interface TiePart {
  root: HTMLElement;
  update(tie: Tie): void;
}

/** A part of the form for handing in; it is brought up to date when one of `names` changes. */
export interface FormPart {
  root: HTMLElement;
  names: string[];
  update(): void;
  stop?: () => void;
}

export interface List extends Part {
  focus(id: string): void;
}

export interface Toolbar extends Part {
  focus(): void;
}

export interface Bar extends Part {
  focusAdd(): void;
}

export type Copy = (what: string, words: string, shown: HTMLInputElement | HTMLTextAreaElement) => Promise<void>;
export type StatusLine = HTMLElement & { say(words?: string): void };
export type AddForm = HTMLFormElement & { focusFirst(): void };
export type TieForm = HTMLFormElement & { update(): void };

/** The network editor: what Python says, what the learner looks at, and what can be done. */
export interface App {
  model: Model;
  uid: string;
  courier: Courier;
  actions: Actions;
  design: Design;
  kinds: Map<string, Kind>;
  regions: Map<string, string>;
  /** Where each region's ring is drawn, as a share of the picture's half-width. */
  rings: Map<string, number>;
  state: Map<string, State>;
  channels: Record<string, Look>;
  quarter: number;
  /** Most effort that a quarter may plan. */
  budget: number;
  planned: number[];
  name: string;
  view: string;
  selected: string;
  connecting: string;
  adding: AddForm | null;
  form?: TieForm | null;
  hintBox?: HTMLElement;
  root: HTMLElement;
  stage: HTMLElement;
  side: HTMLElement;
  live: HTMLElement;
  notice: StatusLine;
  refresh(): void;
  propose(next: Design, says: string): Promise<Reply>;
  travel(type: "undo" | "redo"): Promise<Reply>;
  handleReply(reply: Reply): Reply;
  preview(design: Design): void;
  select(id: string): void;
  say(text: string): void;
  resize(width: number): void;
  draw(): void;
  activate(id: string, how: string): void;
  openAdd(): void;
  closeAdd(): void;
  focusAdd(): void;
}

export type Rows = Record<string, Record<string, unknown>[]>;

/** Of Vega's view, what a chart needs. */
export interface View {
  data(name: string, rows: object[]): View;
  width(width: number): View;
  runAsync(): Promise<View>;
}

export interface Embedded {
  view: View;
  finalize(): void;
}

export type Embed = (element: HTMLElement, spec: object, options: object) => Promise<Embedded>;

/** A chart's view with the rows that it shows, as text. */
export interface Shown extends Embedded {
  drawn: Record<string, string>;
}

export interface Chart {
  root: HTMLElement;
  stage: HTMLDivElement;
  describe(): void;
  embed(): Promise<void>;
  refresh(): Promise<void>;
  resize(width: number): void;
  close(): void;
}

declare global {
  /** What the book's live pages lend to widgets. */
  var __livepages: { vega?: () => Promise<{ vegaEmbed?: Embed }>; [other: string]: unknown } | undefined;
  var __leverplugEmbed: Promise<Embed> | undefined;
}

/** A team in a round, as league_board.py gives it. */
export interface LeagueRow {
  place: string;
  team: string;
  value: string;
  points: string;
  own_place: string;
  source: "new" | "kept" | "set";
  /** Where the design comes from, in words. */
  words: string;
  changed: string[];
  /** What stands in place of changes where there are none. */
  note: string;
}

export interface LeagueRound {
  seed: number;
  rows: LeagueRow[];
  remarks: string[];
  verdict: string;
  of_luck: string;
}

/** A team in the standing. */
export interface LeagueTotal {
  team: string;
  points: (number | null)[];
  total: number;
  place: number;
  /** In how many rounds the set design stood in for it. */
  lent: number;
}
