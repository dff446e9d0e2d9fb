import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Deployment } from './deployment.ts';
import { TEMPLATES } from './deployments.ts';
import { type Fields, fieldsOf, listOf, ROOT } from './yaml-template.ts';

const WORKFLOWS = {
  UserRegistrationWorkflow: 'src/workflows/user-registration.asl.json',
  UpdateUserWorkflow: 'src/workflows/update-user.asl.json',
} as const;

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

function propertiesOf({ resources }: Deployment, id: string): Fields {
  return fieldsOf(resources[id]?.['Properties']);
}

describe.each(TEMPLATES)('%s', (_, read) => {
  const deployment = read('staging');

  test.each(Object.entries(WORKFLOWS))('makes %s of the file that servers run', (id, file) => {
    const { DefinitionUri, Definition } = propertiesOf(deployment, id);
    if (DefinitionUri !== undefined) expect(DefinitionUri).toBe(`../../${file}`);
    else expect(Definition).toEqual(JSON.parse(textOf(file)));
  });

  test.each(Object.entries(WORKFLOWS))('leads the tasks of %s to their functions', (id, file) => {
    const substitutions = fieldsOf(propertiesOf(deployment, id)['DefinitionSubstitutions']);
    const tasks = [...textOf(file).matchAll(/"\$\{(\w+)\}"/g)].map(([, task = '']) => task);
    expect(Object.keys(substitutions).sort()).toEqual([...new Set(tasks)].sort());
    for (const [task, arn] of Object.entries(substitutions)) {
      expect(deployment.functionAt(arn), task).toBe(task);
    }
  });

  test.each(Object.keys(WORKFLOWS))('lets %s call its tasks and nothing else', (id) => {
    const role = propertiesOf(deployment, `${id.replace(/Workflow$/, '')}WorkflowRole`);
    const statements = listOf(role['Policies']).flatMap((policy) =>
      listOf(fieldsOf(fieldsOf(policy)['PolicyDocument'])['Statement']).map(fieldsOf),
    );
    const { Action, Resource } = statements[0] ?? {};
    expect(statements).toHaveLength(1);
    expect(Action).toBe('lambda:InvokeFunction');
    const tasks = Object.values(fieldsOf(propertiesOf(deployment, id)['DefinitionSubstitutions']));
    expect(listOf(Resource)).toEqual(tasks);
  });

  test.each(Object.keys(WORKFLOWS))('runs %s express, and logs failures without data', (id) => {
    const properties = propertiesOf(deployment, id);
    expect(properties['Type'] ?? properties['StateMachineType']).toBe('EXPRESS');
    expect(properties['Tracing'] ?? properties['TracingConfiguration']).toEqual({ Enabled: true });
    expect(properties['Logging'] ?? properties['LoggingConfiguration']).toMatchObject({
      Level: 'ERROR',
      IncludeExecutionData: false,
    });
  });
});
