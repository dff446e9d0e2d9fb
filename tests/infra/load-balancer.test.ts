import { describe, expect, test } from 'vitest';
import { samDeployment } from './sam-template.ts';
import { fieldsOf, listOf, readYaml, type Value } from './yaml-template.ts';

interface Rule {
  readonly priority: number;
  readonly methods: readonly string[];
  readonly pattern: string;
  readonly targets: string;
}

const { functions } = samDeployment('staging');
const resources = fieldsOf(fieldsOf(readYaml('infra/sam/load-balancer.yaml'))['Resources']);

function propertiesOf(id: string) {
  return fieldsOf(fieldsOf(resources[id])['Properties']);
}

function idsOf(type: string): readonly string[] {
  return Object.keys(resources).filter((id) => fieldsOf(resources[id])['Type'] === type);
}

function forwardsTo(actions: Value | undefined): string {
  return String(fieldsOf(fieldsOf(listOf(actions)[0])['TargetGroupArn'])['Ref']);
}

const rules = idsOf('AWS::ElasticLoadBalancingV2::ListenerRule')
  .map(propertiesOf)
  .map(({ Priority, Conditions, Actions }): Rule => {
    const [byMethod, byPath] = listOf(Conditions).map(fieldsOf);
    const [pattern] = listOf(fieldsOf(byPath?.['PathPatternConfig'])['Values']);
    return {
      priority: Number(Priority),
      methods: listOf(fieldsOf(byMethod?.['HttpRequestMethodConfig'])['Values']).map(String),
      pattern: String(pattern),
      targets: forwardsTo(Actions),
    };
  })
  .sort((left, right) => left.priority - right.priority);

/** As the balancer chooses: the first rule that fits, of which "*" is anything, "/" as well. */
function functionFor(method: string, path: string): string {
  const rule = rules.find((one) => {
    const expression = one.pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
    return one.methods.includes(method) && new RegExp(`^${expression}$`).test(path);
  });
  const targets = rule?.targets ?? forwardsTo(propertiesOf('Listener')['DefaultActions']);
  const [target] = listOf(propertiesOf(targets)['Targets']).map(fieldsOf);
  return /-(\w+)$/.exec(String(fieldsOf(target?.['Id'])['Fn::Sub']))?.[1] ?? '';
}

describe('the load balancer', () => {
  test.each(functions.flatMap(({ name, routes }) => routes.map((route) => [route, name] as const)))(
    'brings %s to %s',
    (route, name) => {
      const [method = '', path = ''] = route === '$default' ? ['GET', '/none'] : route.split(' ');
      expect(functionFor(method, path.replaceAll(/\{\w+\}/g, 'x'))).toBe(name);
    },
  );

  test('leaves preflights, and methods that nobody has, to the pages', () => {
    expect(functionFor('OPTIONS', '/users/x')).toBe('web_pages');
    expect(functionFor('PATCH', '/users/x')).toBe('web_pages');
  });

  test('has no more rules than AWS gives it, each with a priority of its own', () => {
    expect(rules.length).toBeLessThanOrEqual(100);
    expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
    for (const { pattern } of rules) expect(pattern.split('*').length - 1).toBeLessThanOrEqual(5);
  });

  test('may call each function that it leads to', () => {
    for (const id of idsOf('AWS::ElasticLoadBalancingV2::TargetGroup')) {
      const name = functionNameOf(propertiesOf(String(fieldsOf(resources[id])['DependsOn'])));
      expect(fieldsOf(listOf(propertiesOf(id)['Targets'])[0])).toEqual({
        Id: { 'Fn::Sub': expect.stringMatching(new RegExp(`-${name}$`)) },
      });
    }
  });
});

function functionNameOf({ FunctionName, Principal }: ReturnType<typeof propertiesOf>): string {
  expect(Principal).toBe('elasticloadbalancing.amazonaws.com');
  return String(fieldsOf(FunctionName)['Fn::Sub']).split('-').at(-1) ?? '';
}
