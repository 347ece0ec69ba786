/**
 * Collects a batch's events and readings into the data of a report page. Keeps few plans, however
 * many images there are.
 * Not here: showing them (report/html/page), or writing the file (cli/tasks/page-file).
 * Read next: report/page-data, batch/events.
 */
import type { BatchEvent, OutcomeEvent } from "../../batch/events.ts";
import { isSluiceError, problemAndCure } from "../../core/errors.ts";
import type { Explanation } from "../../graph/output/explanation.ts";
import type { ReportImage, Sample } from "../page-data.ts";
import { thinned } from "./chart-scale.ts";
import { maxTrees } from "./rows.ts";
import { SampleLog } from "./sample-log.ts";

/** Maximum number of readings per image, for a small drawing on the page. */
const maxReadings = 200;

interface Gathered {
  image: ReportImage;
  /** The time in which the process's measurements may be due to this image. */
  readonly from: number;
  readonly until: number;
}

export class PageCollector {
  readonly #outputs: ReadonlyMap<string, string | undefined>;
  readonly #now: () => number;
  readonly #started: number;
  readonly #log = new SampleLog();
  readonly #gathered: Gathered[] = [];
  #trees: Gathered[] = [];

  /** `outputs`: every input with its output file, if any. `now`: a clock in milliseconds. */
  constructor(outputs: ReadonlyMap<string, string | undefined>, now = (): number => performance.now()) {
    this.#outputs = outputs;
    this.#now = now;
    this.#started = now();
  }

  /** Adds a reading at the present time. */
  sample(measured: number, reserved: number): void {
    this.#log.add([Math.round(this.#now() - this.#started), measured, reserved]);
  }

  event(event: BatchEvent): void {
    if (event.kind === "planned" || event.kind === "progress") return;
    const until = this.#now() - this.#started;
    // If an input has several outputs, the first one carries the time of all.
    const elapsedMs = event.kind === "skipped" || ("again" in event && event.again) ? undefined : event.elapsedMs;
    const startedMs = elapsedMs === undefined ? undefined : Math.max(0, until - elapsedMs);
    const { explanation, ...image } = imageOf(event);
    const times = elapsedMs === undefined ? {} : { startedMs, elapsedMs };
    const output = outputPathOf(event) ?? this.#outputs.get(event.input);
    const running = explanation?.run?.elapsedMs ?? elapsedMs ?? 0;
    const gathered: Gathered = { image: { output, ...times, ...image }, from: until - running, until };
    this.#gathered.push(gathered);
    if (explanation !== undefined) this.#keep(gathered, explanation);
  }

  /** Adds the plan of an image that was refused. For an image that was only planned, this is its only record. */
  explain(input: string, explanation: Explanation): void {
    const gathered = this.#gathered.find(({ image }) => image.input === input);
    this.#keep(gathered ?? this.#addPlanned(input, explanation), explanation);
  }

  #addPlanned(input: string, { refusal }: Explanation): Gathered {
    const outcome = refusal === undefined ? "planned" : "refused";
    const added: Gathered = { image: { input, output: this.#outputs.get(input), outcome }, from: 0, until: 0 };
    this.#gathered.push(added);
    return added;
  }

  /** In the order of the inputs, although the events come in order of completion. */
  get images(): readonly ReportImage[] {
    const shared = this.#sideBySide();
    const places = new Map([...this.#outputs.keys()].map((input, place) => [input, place]));
    const placeOf = ({ image }: Gathered): number => places.get(image.input) ?? places.size;
    return this.#gathered
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map((each) => (shared.has(each) ? withoutReadings(each.image) : each.image));
  }

  get samples(): readonly Sample[] {
    return this.#log.samples;
  }

  #keep(gathered: Gathered, explanation: Explanation): void {
    const { projected, run } = explanation;
    const readings = run && thinned(run.samples, maxReadings).map(([ms, size]): [number, number] => [ms, size]);
    const measured = Math.max(0, ...explanation.stages.map((stage) => stage.measured ?? 0));
    gathered.image = {
      ...gathered.image,
      projected,
      ...(run === undefined ? {} : { measured }),
      explanation: { ...explanation, run: run && { ...run, samples: readings ?? [] } },
    };
    this.#trees.push(gathered);
    if (this.#trees.length < maxTrees * 2) return;
    this.#trees.sort((a, b) => (b.image.projected ?? 0) - (a.image.projected ?? 0));
    for (const small of this.#trees.splice(maxTrees)) {
      const { explanation: _, ...rest } = small.image;
      small.image = rest;
    }
  }

  /**
   * Images that ran at the same time as another. The process's measurements then cannot be attributed to one of them.
   */
  #sideBySide(): ReadonlySet<Gathered> {
    const shared = new Set<Gathered>();
    let longest: Gathered | undefined;
    for (const each of this.#gathered.filter(({ from, until }) => until > from).sort((a, b) => a.from - b.from)) {
      if (longest !== undefined && each.from < longest.until) shared.add(each).add(longest);
      if (longest === undefined || each.until > longest.until) longest = each;
    }
    return shared;
  }
}

/** The path of the output that an event is about, if the input has several. */
function outputPathOf(event: OutcomeEvent): string | undefined {
  if (event.kind === "done") return event.result.path;
  return event.kind === "value" ? undefined : event.output;
}

function imageOf(event: OutcomeEvent): ReportImage {
  const { input, kind } = event;
  if (kind === "value") return { input, outcome: "ok" };
  if (kind === "skipped") {
    return { input, outcome: "skipped", reason: event.reason === "exists" ? "the output exists" : "stopped before" };
  }
  if (kind === "failed") {
    const { error } = event;
    const reason = problemAndCure(error, input);
    return { input, outcome: isSluiceError(error, "budget") ? "refused" : "failed", reason };
  }
  const { warnings, sizeBytes, explanation } = event.result;
  const outcome = warnings.length > 0 ? "degraded" : "ok";
  return { input, outcome, sizeBytes, explanation, ...(warnings.length > 0 ? { reason: warnings.join("; ") } : {}) };
}

function withoutReadings({ measured: _, explanation, ...image }: ReportImage): ReportImage {
  if (explanation === undefined) return image;
  const { run: __, ...plan } = explanation;
  const stages = plan.stages.map(({ name, projected, terms }) => ({ name, projected, terms }));
  return { ...image, shared: true, explanation: { ...plan, stages } };
}
