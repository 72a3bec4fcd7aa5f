import { pythonAnswer } from './python-answer.ts';
import { pythonEntries } from './python-entries.ts';
import { pythonFiles } from './python-files.ts';
import { pythonLines } from './python-lines.ts';
import { pythonRuns } from './python-runs.ts';

/** The reading program in Python 3, of its standard library. */
export const pythonProgram = (): string => [pythonLines, pythonEntries, pythonFiles, pythonRuns, pythonAnswer].join('');
