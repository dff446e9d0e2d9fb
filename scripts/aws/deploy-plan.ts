import { secretName, stackName, type Tool } from './stage.ts';
import type { DeployOptions, StageOptions } from './stage-options.ts';
import type { Step } from './step.ts';

const TEMPLATE = 'infra/sam/template.yaml';
export const SERVERLESS = 'infra/serverless';

/** Packaging needs some ARN, and a first deployment has none before its secret is made. */
const NO_SECRET_YET = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:not-made-yet';

const GET_AWS =
  'The AWS command line is needed: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';
const GET_SAM =
  'The AWS SAM command line is needed: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html';

/** That the command line which answers every question is there. */
export const AWS_STEP: Step = {
  title: 'The AWS command line is there',
  command: ['aws', '--version'],
  otherwise: GET_AWS,
};

/** That the tool is there which deploys. */
export function toolStep(tool: Tool): Step {
  return tool === 'sam'
    ? {
        title: 'The SAM command line is there',
        command: ['sam', '--version'],
        otherwise: GET_SAM,
      }
    : {
        title: `The Serverless Framework is installed in ${SERVERLESS}`,
        command: ['npm', 'ci', '--no-audit', '--no-fund'],
        folder: SERVERLESS,
        otherwise: `The packages of ${SERVERLESS} could not be installed. Nothing was changed.`,
      };
}

/** Who would deploy. Its answer is JSON. */
export function identityStep({ region }: StageOptions): Step {
  return {
    title: 'The credentials are valid',
    command: aws(region, 'sts', 'get-caller-identity'),
    otherwise:
      'AWS refuses the credentials, or there are none: sign in with aws sso login, or set AWS_PROFILE.',
  };
}

/** Whether there is a stack, and in what state. Its answer is JSON, or that there is none. */
export function stackStep(options: StageOptions): Step {
  const name = stackName(options);
  return {
    title: `The stack ${name} is looked up`,
    command: aws(options.region, 'cloudformation', 'describe-stacks', '--stack-name', name),
    otherwise: `The stack ${name} could not be looked up.`,
  };
}

/** Whether there is a secret; it is never read. Its answer is JSON, or that there is none. */
export function secretStep({ stage, region }: StageOptions): Step {
  const name = secretName(stage);
  return {
    title: `The secret ${name} is looked up`,
    command: aws(region, 'secretsmanager', 'describe-secret', '--secret-id', name),
    otherwise: `The secret ${name} could not be looked up.`,
  };
}

/** All that can fail on this machine does so before anything is changed on AWS. */
export function buildSteps(options: DeployOptions, secretArn: string | undefined): readonly Step[] {
  const build: Step = {
    title: 'The functions are built',
    command: ['npm', 'run', '--silent', 'build:functions', '--', '--for-aws', '--no-times'],
    otherwise: 'The functions could not be built. Nothing was changed.',
    shows: true,
  };
  const { tool, region } = options;
  const check: Step =
    tool === 'sam'
      ? {
          title: 'The template is valid',
          command: ['sam', 'validate', '--lint', '--template-file', TEMPLATE, '--region', region],
          otherwise: `${TEMPLATE} is not valid. Nothing was changed.`,
        }
      : {
          title: 'The functions are packaged',
          command: oslsWithParameters('package', options, secretArn ?? NO_SECRET_YET),
          folder: SERVERLESS,
          otherwise: `${SERVERLESS}/serverless.yml could not be packaged. Nothing was changed.`,
        };
  return [build, check];
}

/** Makes the secret from a file that holds its text; its answer is JSON. */
export function createSecretStep({ stage, region }: StageOptions, file: string): Step {
  const name = secretName(stage);
  return {
    title: `The secret ${name} is made`,
    command: aws(
      region,
      ...['secretsmanager', 'create-secret', '--name', name],
      ...['--description', `Token keys, password pepper and workflow key of Kitroom ${stage}`],
      ...['--secret-string', `file://${file}`],
    ),
    otherwise: `The secret ${name} could not be made. Nothing else was changed.`,
  };
}

export function deployStep(options: DeployOptions, secretArn: string): Step {
  const { tool, region } = options;
  const name = stackName(options);
  return {
    title: `The stack ${name} is deployed in ${region}`,
    ...(tool === 'sam'
      ? { command: samDeploy(options, secretArn) }
      : { command: oslsWithParameters('deploy', options, secretArn), folder: SERVERLESS }),
    otherwise: `The stack ${name} was not deployed: CloudFormation has put back what it changed.`,
    shows: true,
  };
}

function oslsWithParameters(
  verb: string,
  options: DeployOptions,
  secretArn: string,
): Step['command'] {
  const all = [`SettingsSecretArn=${secretArn}`, ...options.parameters];
  // The same parameters as those of the other template, as this one spells them.
  const named = all.map((one) => `--param=${one.charAt(0).toLowerCase()}${one.slice(1)}`);
  return [...osls(verb, options), ...named];
}

function samDeploy(options: DeployOptions, secretArn: string): Step['command'] {
  const { stage, region, prefix, parameters } = options;
  const name = stackName(options);
  const own = [`Stage=${stage}`, `NamePrefix=${prefix}`, `SettingsSecretArn=${secretArn}`];
  return [
    ...(['sam', 'deploy', '--template-file', TEMPLATE, '--stack-name', name] as const),
    ...['--region', region, '--resolve-s3', '--s3-prefix', name],
    ...['--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    ...['--no-confirm-changeset', '--no-fail-on-empty-changeset', '--no-progressbar'],
    ...['--tags', 'project=kitroom', `stage=${stage}`],
    ...['--parameter-overrides', ...own, ...parameters],
  ];
}

/** A verb of the framework, which finds its stack by stage and prefix. */
export function osls(verb: string, { stage, region, prefix }: StageOptions): Step['command'] {
  return [
    // Without --no, npm would fetch a package of the name from wherever it finds one.
    ...(['npm', 'exec', '--no', '--', 'osls', verb, '--stage', stage] as const),
    ...['--region', region, `--param=namePrefix=${prefix}`],
  ];
}

export function aws(region: string, ...args: readonly string[]): Step['command'] {
  return ['aws', ...args, '--region', region, '--output', 'json'];
}
