import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../runtimes/run-command.ts';

/** One call of a tool. */
export interface Call {
  readonly tool: string;
  readonly folder: string;
  readonly args: readonly string[];
}

/** What a tool answers to a call that contains a text; the first that fits. */
export interface Answer {
  readonly when: string;
  /** It holds until a call that contains this was made. */
  readonly until?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
}

/** Real executables that record their calls and answer as they are told. */
export class FakeTools {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes one of each name, in a folder of their own. */
  static async make(names: readonly string[], answers: readonly Answer[]): Promise<FakeTools> {
    const folder = await mkdtemp(join(tmpdir(), 'kitroom-tools-'));
    await writeFile(join(folder, 'calls'), '');
    for (const name of names) {
      await writeFile(join(folder, name), toolScript(name, folder, answers), { mode: 0o755 });
    }
    return new FakeTools(folder);
  }

  async calls(): Promise<readonly Call[]> {
    const text = await readFile(join(this.folder, 'calls'), 'utf8');
    const records = text.split('\x1e').slice(0, -1);
    return records.map((record) => {
      const [tool = '', folder = '', ...args] = record.split('\x1f').slice(0, -1);
      return { tool, folder, args };
    });
  }

  /** Each call as one would type it. */
  async lines(): Promise<readonly string[]> {
    return (await this.calls()).map(({ tool, args }) => [tool, ...args].join(' '));
  }

  /** The file that a tool was given last, as it was at that time. */
  async givenFile(): Promise<{ readonly mode: number; readonly text: string }> {
    const path = join(this.folder, 'given');
    return { mode: (await stat(path)).mode & 0o777, text: await readFile(path, 'utf8') };
  }

  /** Runs a script with these tools and no others on its PATH. */
  run(script: string, args: readonly string[], { input = '', region = 'eu-west-1' } = {}) {
    return runCommand(script, {
      arguments: args,
      input,
      settings: { PATH: this.folder, TMPDIR: this.folder, AWS_REGION: region },
    });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** In the shell's language, since a deployment makes ten calls and Node takes its time to start. */
function toolScript(name: string, folder: string, answers: readonly Answer[]): string {
  const calls = quoted(join(folder, 'calls'));
  const cases = answers.map(({ when, until, stdout = '', stderr = '', code = 0 }) => {
    const holds = until === undefined ? '' : ` && ! /bin/grep -q -- ${quoted(until)} ${calls}`;
    return [
      `if contains ${quoted(when)}${holds}; then`,
      `  record; printf '%s' ${quoted(stdout)}; printf '%s' ${quoted(stderr)} >&2; exit ${code}`,
      'fi',
    ].join('\n');
  });
  return `#!/bin/sh
line="${name} $*"
contains() { case "$line" in *"$1"*) ;; *) return 1 ;; esac; }
record() { printf '%s\\037' ${name} "$PWD" "$@" >> ${calls}; printf '\\036' >> ${calls}; }
for one in "$@"; do
  case "$one" in file://*) /bin/cp -p "\${one#file://}" ${quoted(join(folder, 'given'))} ;; esac
done
${cases.join('\n').replaceAll('record;', 'record "$@";')}
record "$@"
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
