import { answerOf } from './aws-answers.ts';
import { aws } from './deploy-plan.ts';
import { listResources } from './stack-resources.ts';
import { type Stage, stackName } from './stage.ts';
import type { StageOptions } from './stage-options.ts';
import { runStep, type Step, StepFailure } from './step.ts';

export interface Alarm {
  readonly name: string;
  readonly raised: boolean;
  /** When it came to be as it is. */
  readonly since: Date;
}

interface AlarmAnswer {
  readonly AlarmName: string;
  readonly StateValue: string;
  readonly StateUpdatedTimestamp: string;
  readonly StateTransitionedTimestamp?: string;
}

/**
 * The names of the alarms that the stack has.
 * @throws StepFailure when it has none: silence would then mean nothing
 */
export async function listAlarmNames(options: StageOptions): Promise<readonly string[]> {
  const names = await listResources(options, 'AWS::CloudWatch::Alarm');
  if (names.length > 0) return names;
  throw new StepFailure(`The stack ${stackName(options)} has no alarm to watch.`);
}

/** How the alarms are now. */
export async function readAlarms(
  { region }: StageOptions,
  names: readonly string[],
): Promise<readonly Alarm[]> {
  const step: Step = {
    title: `${names.length} alarms are looked at`,
    command: aws(region, 'cloudwatch', 'describe-alarms', '--alarm-names', ...names),
    otherwise: 'The alarms could not be looked at.',
  };
  const { MetricAlarms } = answerOf<{ MetricAlarms: readonly AlarmAnswer[] }>(
    step,
    await runStep(step),
  );
  if (MetricAlarms.length !== names.length) {
    throw new StepFailure(`Only ${MetricAlarms.length} of ${names.length} alarms were found.`);
  }
  return MetricAlarms.map((alarm) => ({
    name: alarm.AlarmName,
    raised: alarm.StateValue === 'ALARM',
    since: new Date(alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp),
  }));
}

/** @throws StepFailure when an alarm was raised since then; one from before is only told */
export function refuseRaised(alarms: readonly Alarm[], stage: Stage, since: Date): void {
  const raised = alarms.filter((alarm) => alarm.raised);
  for (const alarm of raised.filter((one) => one.since < since)) {
    console.log(`  ${alarm.name} is raised since ${alarm.since.toISOString()}, from before`);
  }
  const fresh = raised.filter((one) => one.since >= since).map(({ name }) => name);
  if (fresh.length > 0) throw new StepFailure(`Raised in ${stage}: ${fresh.join(', ')}`);
}
