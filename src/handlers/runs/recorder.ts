import type { StepState } from '../../actions/report.ts';
import type { Text } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import type { Message } from '../message.ts';
import type { JournalEntry, JournalPhase, Run } from '../store/runs.ts';
import { type StepView, shownState, viewJournal } from './journal-view.ts';
import { progressMessage } from './progress.ts';

type Details = Pick<JournalEntry, 'memo' | 'outputs' | 'failure'>;

/** Keeps a run's journal and its one live message in step. */
export interface Recorder {
  readonly run: Run;
  views(): readonly StepView[];
  view(step: number): StepView;
  /** Durable when it resolves. Throws when the journal stays unwritable. */
  write(step: number, phase: JournalPhase, details?: Details): Promise<void>;
  /** Shows a step's live state with a note, e.g. what is waited for. */
  show(step: number, state: StepState, note?: Text): void;
}

const patienceMs = 30_000;

export function makeRecorder(
  desk: Desk,
  run: Run,
  before: readonly JournalEntry[],
  publish: (message: Message) => void,
): Recorder {
  const entries = [...before];
  let views = viewJournal(run.plan, entries);
  let live: { readonly step: number; readonly state: StepState; readonly note?: Text } | undefined;

  const states = () =>
    views.map((view, at) =>
      live?.step === at + 1
        ? { state: live.state, ...(live.note === undefined ? {} : { note: live.note }) }
        : { state: shownState(view) },
    );

  return {
    run,
    views: () => views,
    view: (step) => {
      const view = views[step - 1];
      if (view === undefined) throw new Error(`run ${run.runId} has no step ${step}`);
      return view;
    },
    async write(step, phase, details = {}) {
      const entry: JournalEntry = { runId: run.runId, step, phase, atMs: desk.clock.now(), ...details };
      await persist(desk, entry);
      entries.push(entry);
      views = viewJournal(run.plan, entries);
    },
    show(step, state, note) {
      live = { step, state, ...(note === undefined ? {} : { note }) };
      publish(progressMessage(run, states()));
    },
  };
}

/** A full disk may have room again in a moment; a step is never gone on with until it is written down. */
async function persist(desk: Desk, entry: JournalEntry): Promise<void> {
  const deadline = desk.clock.monotonic() + patienceMs;
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 3_000)) {
    try {
      return await desk.store.runs.journal(entry);
    } catch (error) {
      if (desk.clock.monotonic() + pauseMs > deadline) throw error;
      desk.log('error', 'the journal cannot be written; trying again', { runId: entry.runId, error: String(error) });
      await desk.clock.sleep(pauseMs);
    }
  }
}
