import { describe, expect, test } from 'vitest';
import type { Deployment } from './deployment.ts';
import { TEMPLATES } from './deployments.ts';
import { type Fields, fieldsOf, listOf } from './yaml-template.ts';

/** What an alarm takes. */
const MAX_METRICS = 10;

function alarmsOf({ resources }: Deployment): readonly Fields[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => fieldsOf(Properties));
}

describe.each(TEMPLATES)('%s', (_, read) => {
  const deployment = read('production');
  const alarms = alarmsOf(deployment);

  test('watches the errors of each function once', () => {
    const watched = alarms.flatMap(({ Metrics }) =>
      listOf(Metrics).flatMap((metric) => {
        const stat = fieldsOf(fieldsOf(fieldsOf(metric)['MetricStat'])['Metric']);
        const id = fieldsOf(fieldsOf(listOf(stat['Dimensions'])[0])['Value'])['Ref'];
        return id === undefined ? [] : [deployment.functionAt({ 'Fn::GetAtt': [id, 'Arn'] })];
      }),
    );
    expect(watched.sort()).toEqual(deployment.functions.map(({ name }) => name).sort());
    for (const { Metrics } of alarms) {
      // One of them is the sum.
      expect(listOf(Metrics).length - 1).toBeLessThanOrEqual(MAX_METRICS);
    }
  });

  test('watches throttles, latency, failures, dead letters and the keys of tokens', () => {
    const names = alarms.map(({ MetricName }) => MetricName);
    expect(names).toEqual(
      expect.arrayContaining(['Throttles', 'Latency', '5xx', 'TokenKeyWarnings']),
    );
    const queues = alarms.filter(({ Namespace }) => Namespace === 'AWS/SQS');
    const made = Object.values(deployment.resources).filter(
      ({ Type }) => Type === 'AWS::SQS::Queue',
    );
    expect(queues).toHaveLength(made.length);
  });

  test('tells each alarm to the topic', () => {
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: 'Alarms' }]);
  });

  test('gives each function a log that ends', () => {
    const logs = Object.values(deployment.resources).filter(
      ({ Type }) => Type === 'AWS::Logs::LogGroup',
    );
    expect(logs.length).toBeGreaterThan(0);
    for (const { Properties } of logs) expect(fieldsOf(Properties)['RetentionInDays']).toBeTruthy();
  });

  test('shows its buckets to nobody', () => {
    const buckets = Object.values(deployment.resources).filter(
      ({ Type }) => Type === 'AWS::S3::Bucket',
    );
    expect(buckets).toHaveLength(2);
    for (const { Properties } of buckets) {
      expect(fieldsOf(Properties)['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });
});
