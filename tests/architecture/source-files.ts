import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the root of the project: "src/domain/user.ts". */
  readonly path: string;
  readonly text: string;
  /** Without comments and strings, line by line as it was. */
  readonly code: string;
  readonly imports: readonly ImportedModule[];
}

export interface ImportedModule {
  /** A path as above for a file of the project, or else a package: "hono", "node:fs". */
  readonly target: string;
  readonly isPackage: boolean;
  readonly isTypeOnly: boolean;
}

/** Every code file under the folder, tests beside the sources left out. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|js)$/.test(name) && !/\.test\.ts$/.test(name))
    .map((name) => posix.join(folder, name))
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, code: codeOf(text), imports: importsOf(path, text) };
    });
}

/** What follows "from" or "import", statically or not; `import type` and `export type` are marked. */
const IMPORT =
  /(?<![\w.])(?:(?<keyword>import|export)(?<type>\s+type)?\s+[\w*{}\s,$]*?\bfrom\s*|import\s*\(?\s*)(?<quote>['"])(?<specifier>[^'"\n]+)\k<quote>/g;

export function importsOf(path: string, text: string): readonly ImportedModule[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(({ groups = {} }) => {
    const { specifier = '', type } = groups;
    const isPackage = !specifier.startsWith('.');
    return {
      target: isPackage ? packageOf(specifier) : posix.join(dirname(path), specifier),
      isPackage,
      isTypeOnly: type !== undefined,
    };
  });
}

/** "hono/aws-lambda" is of "hono", "@aws-sdk/x/y" is of "@aws-sdk/x". */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const COMMENT_OR_STRING =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

function withoutComments(text: string): string {
  return text.replaceAll(COMMENT_OR_STRING, (found) => (found.startsWith('/') ? ' ' : found));
}

/** Template strings keep what is computed inside them. */
export function codeOf(text: string): string {
  return text.replaceAll(COMMENT_OR_STRING, (found) => {
    if (found.startsWith('`')) {
      return [...found.matchAll(/\$\{([^}]*)\}/g)].map((match) => `(${match[1]})`).join(' ');
    }
    return found.startsWith('/') ? ' ' : "''";
  });
}
