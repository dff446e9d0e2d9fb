import { basename } from 'node:path';
import type { DeployedFunction, Deployment, Stage } from './deployment.ts';
import { type Fields, fieldsOf, listOf, readYaml, type Value } from './yaml-template.ts';

export const SAM_TEMPLATE = 'infra/sam/template.yaml';

export function samDeployment(stage: Stage): Deployment {
  const template = fieldsOf(readYaml(SAM_TEMPLATE));
  const settled = fieldsOf(settle(template['Resources'] ?? {}, stage === 'production'));
  const resources = Object.fromEntries(
    Object.entries(settled).map(([id, resource]) => [id, fieldsOf(resource)]),
  );
  const parameters = fieldsOf(template['Parameters']);
  const globals = fieldsOf(fieldsOf(template['Globals'])['Function']);
  const ids = Object.keys(resources).filter(
    (id) => resources[id]?.['Type'] === 'AWS::Serverless::Function',
  );
  const named = new Map(
    ids.map((id) => [id, functionOf(fieldsOf(resources[id]), globals, parameters)]),
  );
  return {
    functions: [...named.values()],
    resources,
    functionAt(value) {
      const [id = ''] = listOf(fieldsOf(value)['Fn::GetAtt']).map(String);
      return named.get(id)?.name;
    },
  };
}

function functionOf(resource: Fields, globals: Fields, parameters: Fields): DeployedFunction {
  const properties = fieldsOf(resource['Properties']);
  const variables = (of: Fields) => fieldsOf(fieldsOf(of['Environment'])['Variables']);
  return {
    name: basename(String(properties['CodeUri'])),
    environment: withDefaults({ ...variables(globals), ...variables(properties) }, parameters),
    routes: Object.values(fieldsOf(properties['Events'])).flatMap(routeOf),
    statements: listOf(properties['Policies']).flatMap((policy) =>
      listOf(fieldsOf(policy)['Statement']).map(fieldsOf),
    ),
    timeout: Number(properties['Timeout'] ?? globals['Timeout']),
  };
}

/** What refers to a parameter is its default, as text, where it has one. */
function withDefaults(environment: Fields, parameters: Fields): Fields {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value];
      const { Default } = fieldsOf(parameters[String(fieldsOf(value)['Ref'])]);
      return [name, Default === undefined ? value : String(Default)];
    }),
  );
}

function routeOf(event: Value): readonly string[] {
  const { Type, Properties } = fieldsOf(event);
  if (Type !== 'HttpApi') return [];
  const { ApiId, Method, Path } = fieldsOf(Properties);
  if (fieldsOf(ApiId)['Ref'] !== 'Api') throw new Error('A route of another API');
  return [Method === undefined && Path === undefined ? '$default' : `${Method} ${Path}`];
}

/** Chooses by the one condition that the stage settles. */
function settle(value: Value, isProduction: boolean): Value {
  if (Array.isArray(value)) return value.map((one: Value) => settle(one, isProduction));
  if (typeof value !== 'object' || value === null) return value;
  const [condition, then, otherwise] = listOf(fieldsOf(value)['Fn::If']);
  if (condition === 'IsProduction') return (isProduction ? then : otherwise) ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, settle(one, isProduction)]),
  );
}
