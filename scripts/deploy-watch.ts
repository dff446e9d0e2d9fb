import { setTimeout as sleep } from 'node:timers/promises';
import { listAlarmNames, readAlarms, refuseRaised } from './aws/alarms.ts';
import { readWatchOptions } from './aws/stage-options.ts';

const EVERY_MS = 30_000;

try {
  const options = readWatchOptions(process.argv.slice(2), process.env, new Date());
  const { stage, since, minutes } = options;
  const names = await listAlarmNames(options);
  const deadline = Date.now() + minutes * 60_000;
  for (;;) {
    refuseRaised(await readAlarms(options, names), stage, since);
    if (Date.now() >= deadline) break;
    await sleep(EVERY_MS);
  }
  console.log(`No alarm of ${stage} was raised since ${since.toISOString()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
