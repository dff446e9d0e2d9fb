import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployedFunction, Deployment, Stage } from './deployment.ts';
import { type Fields, fieldsOf, listOf, ROOT, readYaml, type Value } from './yaml-template.ts';

const FOLDER = 'infra/serverless';

/** The files of the framework joined as it joins them, so far as they use it. */
export function serverlessDeployment(stage: Stage): Deployment {
  const whole = fieldsOf(readYaml(`${FOLDER}/serverless.yml`));
  const read = (value: Value | undefined) => filled(value ?? null, whole, stage);
  const sections = listOf(read(whole['resources'])).map(fieldsOf);
  const resources: Record<string, Fields> = {};
  for (const section of sections) {
    for (const [id, resource] of Object.entries(fieldsOf(section['Resources']))) {
      // The framework would join them into one, in silence.
      if (Object.hasOwn(resources, id)) throw new Error(`${id} is there twice`);
      resources[id] = fieldsOf(resource);
    }
  }
  const provider = fieldsOf(read(whole['provider']));
  const entries = listOf(read(whole['functions'])).flatMap((one) => Object.entries(fieldsOf(one)));
  const named = new Map(
    entries.map(([key, value]) => [key, functionOf(fieldsOf(value), provider, resources)]),
  );
  return {
    functions: [...named.values()],
    resources,
    functionAt(value) {
      const [id = ''] = listOf(fieldsOf(value)['Fn::GetAtt']).map(String);
      const key = id.charAt(0).toLowerCase() + id.slice(1).replace(/LambdaFunction$/, '');
      return named.get(key)?.name;
    },
  };
}

function functionOf(
  one: Fields,
  provider: Fields,
  resources: Readonly<Record<string, Fields>>,
): DeployedFunction {
  const [, name = ''] = /^functions\/(\w+)\/index\.handler$/.exec(String(one['handler'])) ?? [];
  const { patterns } = fieldsOf(one['package']);
  if (patterns === undefined || String(listOf(patterns)[0]) !== `functions/${name}/**`) {
    throw new Error(`${name} is packed from elsewhere`);
  }
  const role = fieldsOf(resources[String(one['role'])]?.['Properties']);
  return {
    name,
    environment: { ...fieldsOf(provider['environment']), ...fieldsOf(one['environment']) },
    routes: listOf(one['events']).flatMap((event) => {
      const call = fieldsOf(event)['httpApi'];
      return call === undefined ? [] : [call === '*' ? '$default' : String(call)];
    }),
    statements: listOf(role['Policies']).flatMap((policy) =>
      listOf(fieldsOf(fieldsOf(policy)['PolicyDocument'])['Statement']).map(fieldsOf),
    ),
    timeout: Number(one['timeout'] ?? provider['timeout']),
  };
}

const WHOLE_VARIABLE = /^\$\{(\w+)[:(]([^{}]*)\}$/;
const VARIABLES = /\$\{(?:self|param|sls|opt|file)[:(][^{}]*\}/g;

/** With the framework's own variables filled in; a setting that has no default is "given <name>". */
function filled(value: Value, whole: Fields, stage: Stage): Value {
  if (Array.isArray(value)) return value.map((one: Value) => filled(one, whole, stage));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, filled(one, whole, stage)]),
    );
  }
  if (typeof value !== 'string') return value;
  const inner = value.replaceAll(/\$\{sls:stage\}/g, stage);
  const [found, source = '', address = ''] = WHOLE_VARIABLE.exec(inner) ?? [];
  if (found !== undefined && /^(self|param|opt|file)$/.test(source)) {
    return filled(lookUp(source, address, whole, stage), whole, stage);
  }
  return inner.replaceAll(VARIABLES, (one) => String(filled(one, whole, stage)));
}

function lookUp(source: string, address: string, whole: Fields, stage: Stage): Value {
  if (source === 'param') {
    return fieldsOf(fieldsOf(whole['params'])['default'])[address] ?? `given ${address}`;
  }
  if (source === 'opt') return `given ${address}`;
  if (source === 'self') return at(whole, address, (value) => filled(value, whole, stage));
  const [, path = '', key] = /^([^)]+)\)(?::(.+))?$/.exec(address) ?? [];
  const file = join(FOLDER, path);
  if (!existsSync(join(ROOT, file))) throw new Error(`There is no ${file}`);
  const content = readYaml(file);
  return key === undefined ? content : at(fieldsOf(content), key, (value) => value);
}

/** "custom.stage.removal"; what stands on the way may be a variable itself. */
function at(fields: Fields, address: string, fill: (value: Value) => Value): Value {
  const [first = '', ...rest] = address.split('.');
  const value = fields[first];
  if (value === undefined) throw new Error(`There is no ${address}`);
  return rest.length === 0 ? value : at(fieldsOf(fill(value)), rest.join('.'), fill);
}
