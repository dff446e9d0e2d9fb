import { describe, expect, test } from 'vitest';
import { type ImportedModule, type SourceFile, sourceFiles } from './source-files.ts';

const files = sourceFiles('src');

/** Which layers a layer may import beside its own files; see docs/decisions. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ports: ['domain'],
  usecases: ['ports', 'domain'],
  routes: ['usecases', 'ports', 'domain'],
  workflows: ['usecases', 'ports', 'domain'],
  stores: ['ports', 'domain'],
  services: ['ports', 'domain'],
  config: [],
  wiring: ['config', 'domain', 'ports', 'routes', 'services', 'stores', 'usecases', 'workflows'],
  entry: ['wiring', 'config'],
  functions: ['entry', 'wiring'],
};

/** Where a package may be used: folders or files of src; a type is less than code. */
interface Fence {
  readonly packages: RegExp;
  readonly code: readonly string[];
  readonly types?: readonly string[];
}

const FENCES: readonly Fence[] = [
  { packages: /^(hono|@hono\/)/, code: ['routes', 'entry'], types: ['wiring.ts'] },
  { packages: /^node:sqlite$/, code: ['stores/sqlite'] },
  { packages: /^zod$/, code: ['routes'] },
  { packages: /^pino$/, code: ['services'] },
  { packages: /^jose$/, code: ['services'] },
  { packages: /^(@aws-sdk|@smithy)\//, code: ['stores/dynamodb', 'services'] },
  { packages: /^aws-local-stepfunctions$/, code: ['services', 'entry/warm-compile-cache.js'] },
  { packages: /^@zxcvbn-ts\//, code: ['services'] },
  { packages: /^bcryptjs$/, code: ['services'] },
  { packages: /^aws4fetch$/, code: ['services'] },
  { packages: /^ipaddr\.js$/, code: ['routes', 'services'] },
  { packages: /^sharp$/, code: ['services'] },
  { packages: /^swagger-ui-dist$/, code: ['routes'] },
];

function layerOf(path: string): string {
  return (
    path
      .replace(/^src\//, '')
      .replace(/\.ts$/, '')
      .split('/')[0] ?? ''
  );
}

function isWithin(path: string, places: readonly string[]): boolean {
  return places.some((place) => path === `src/${place}` || path.startsWith(`src/${place}/`));
}

function faults(rule: (file: SourceFile, imported: ImportedModule) => boolean): readonly string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((imported) => !rule(file, imported))
      .map((imported) => `${file.path} imports ${imported.target}`),
  );
}

describe('imports', () => {
  test('stay inside src', () => {
    expect(faults((_, { isPackage, target }) => isPackage || target.startsWith('src/'))).toEqual(
      [],
    );
  });

  test('follow the direction of the layers', () => {
    const wrong = faults((file, { isPackage, target }) => {
      if (isPackage) return true;
      const [from, to] = [layerOf(file.path), layerOf(target)];
      return from === to || (MAY_IMPORT[from] ?? []).includes(to);
    });
    expect(wrong).toEqual([]);
  });

  test('are ruled for every layer there is', () => {
    const layers = new Set(files.map(({ path }) => layerOf(path)));
    expect([...layers].filter((layer) => !Object.hasOwn(MAY_IMPORT, layer))).toEqual([]);
  });

  test('of packages and of Node are none in the domain, the ports and the use cases', () => {
    const pure = ['domain', 'ports', 'usecases'];
    expect(faults((file, { isPackage }) => !isPackage || !isWithin(file.path, pure))).toEqual([]);
  });

  test('of packages stay within their fences', () => {
    const wrong = faults((file, { isPackage, isTypeOnly, target }) => {
      if (!isPackage || target.startsWith('node:')) {
        if (target !== 'node:sqlite') return true;
      }
      const fence = FENCES.find(({ packages }) => packages.test(target));
      if (fence === undefined) return false;
      const places = isTypeOnly ? [...fence.code, ...(fence.types ?? [])] : fence.code;
      return isWithin(file.path, places);
    });
    expect(wrong).toEqual([]);
  });

  test('of one use case by another do not exist', () => {
    const wrong = faults(
      (file, { target }) =>
        !isWithin(file.path, ['usecases']) ||
        !target.startsWith('src/usecases/') ||
        file.path === 'src/usecases/use-cases.ts',
    );
    expect(wrong).toEqual([]);
  });

  test('of one store by the other do not exist', () => {
    const storeOf = (path: string) => /^src\/stores\/([^/]+)\//.exec(path)?.[1];
    const wrong = faults((file, { target }) => {
      const [from, to] = [storeOf(file.path), storeOf(target)];
      return from === undefined || to === undefined || from === to;
    });
    expect(wrong).toEqual([]);
  });

  test('of ports into routes and workflows are types', () => {
    const wrong = faults(
      (file, { target, isTypeOnly }) =>
        !isWithin(file.path, ['routes', 'workflows']) ||
        !target.startsWith('src/ports/') ||
        isTypeOnly,
    );
    expect(wrong).toEqual([]);
  });

  test('turn in no circle of code', () => {
    expect(circles()).toEqual([]);
  });
});

/** Each circle of imports that are more than types, once. */
function circles(): readonly string[] {
  const imports = new Map(
    files.map(({ path, imports: all }) => [
      path,
      all.filter((one) => !one.isPackage && !one.isTypeOnly).map(({ target }) => target),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' > '));
      return;
    }
    if (done.has(path)) return;
    for (const target of imports.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return found;
}
