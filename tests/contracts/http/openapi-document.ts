import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Answer, type Api, asObject, type JsonObject } from './api-client.ts';

const FORMATS = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uri: /^[a-z]+:\S+$/,
  password: true,
} as const;

export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly value: JsonObject;
}

/** /openapi.json, and what by it is wrong with answers. */
export interface OpenApi {
  readonly document: JsonObject;
  readonly operations: readonly Operation[];
  operationOf(name: string): Operation;
  /** What the document says is wrong with a value; empty when nothing is. */
  faultsOf(schema: unknown, value: unknown): readonly unknown[];
  faultsOfReply(operation: Operation, answer: Answer): readonly unknown[];
}

export async function readOpenApi(api: Api): Promise<OpenApi> {
  const document = asObject((await api.get('/openapi.json')).body);
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS });
  ajv.addSchema({ $id: 'api:', ...document });
  const operations = Object.entries(asObject(document['paths'])).flatMap(([path, item]) =>
    Object.entries(asObject(item)).map(([method, value]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      value: asObject(value),
    })),
  );
  const faultsOf = (schema: unknown, value: unknown): readonly unknown[] => {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api:#/')) as JsonObject;
    return ajv.validate(absolute, value) ? [] : (ajv.errors ?? []);
  };
  return {
    document,
    operations,
    operationOf(name) {
      const operation = operations.find((one) => one.name === name);
      if (operation === undefined) throw new Error(`No ${name} in /openapi.json`);
      return operation;
    },
    faultsOf,
    faultsOfReply({ name, value }, answer) {
      const reply = asObject(value['responses'])[String(answer.status)];
      if (reply === undefined) return [`${name} does not describe ${answer.status}`];
      const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
      const media = contentOf(reply)[type];
      if (media === undefined) return [`${name} ${answer.status} does not describe ${type}`];
      return faultsOf(asObject(media)['schema'], answer.body);
    },
  };
}

export function contentOf(described: unknown): JsonObject {
  return asObject(asObject(described)['content']);
}

/** Of a request body; undefined where it is a file. */
export function jsonOf(requestBody: unknown): JsonObject | undefined {
  const media = contentOf(requestBody)['application/json'];
  return media === undefined ? undefined : asObject(media);
}
