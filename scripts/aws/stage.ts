export const STAGES = ['dev', 'staging', 'production'] as const;
export type Stage = (typeof STAGES)[number];

/** What every name begins with. */
export const PREFIX = 'kitroom';

/** Both tools deploy the same stack, and so never two systems over the same tables. */
export function stackName({ prefix, stage }: { prefix: string; stage: Stage }): string {
  return `${prefix}-${stage}`;
}

/** Of the secret that nobody may see; restored tables need the one they were written with. */
export function secretName(stage: Stage): string {
  return `${PREFIX}/${stage}/settings`;
}

export const TOOLS = ['sam', 'serverless'] as const;
export type Tool = (typeof TOOLS)[number];
