import type { Deployment, Stage } from './deployment.ts';
import { samDeployment } from './sam-template.ts';
import { serverlessDeployment } from './serverless-template.ts';

/** Both templates, by the tool that deploys them. */
export const TEMPLATES: readonly (readonly [tool: string, read: (stage: Stage) => Deployment])[] = [
  ['SAM', samDeployment],
  ['Serverless', serverlessDeployment],
];
