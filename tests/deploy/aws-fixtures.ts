import type { Answer } from './fake-tools.ts';

export const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:kitroom/x-AbCdEf';

const TABLES = [
  ...['Users', 'Claims', 'Sessions', 'Throttles', 'Ads', 'Products', 'Catalogue'],
  ...['StockMovements', 'Carts', 'Orders', 'Outbox', 'Webhooks', 'Deliveries'],
];

export const OUTPUTS: Readonly<Record<string, string>> = {
  ApiUrl: 'https://abc123.execute-api.eu-west-1.amazonaws.com',
  ...Object.fromEntries(TABLES.map((name) => [`${name}TableName`, `kitroom-x-${name}`])),
};

/** What describe-stacks answers of a stack. */
export function stackAnswer(status: string, outputs = OUTPUTS): string {
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
    OutputKey,
    OutputValue,
  }));
  const StackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/kitroom-x/1';
  return JSON.stringify({ Stacks: [{ StackId, StackStatus: status, Outputs }] });
}

export const IDENTITY: Answer = {
  when: 'sts get-caller-identity',
  stdout: JSON.stringify({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/jo' }),
};
export const STACK: Answer = { when: 'describe-stacks', stdout: stackAnswer('UPDATE_COMPLETE') };
export const SECRET: Answer = {
  when: 'describe-secret',
  stdout: JSON.stringify({ ARN: SECRET_ARN, Name: 'kitroom/x' }),
};
export const NO_SECRET: Answer = {
  when: 'describe-secret',
  code: 254,
  stderr:
    "An error occurred (ResourceNotFoundException) when calling the DescribeSecret operation: Secrets Manager can't find the specified secret.",
};
export const NEW_SECRET: Answer = {
  when: 'create-secret',
  stdout: JSON.stringify({ ARN: SECRET_ARN, Name: 'kitroom/x' }),
};
export const NO_STACK: Answer = {
  when: 'describe-stacks',
  code: 254,
  stderr:
    'An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id kitroom-x does not exist',
};
