import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { chown, type FileHandle, link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;
const GROUP_AND_OTHERS = 0o077;
const IS_POSIX = process.platform !== 'win32';
/** A rotation takes milliseconds; what holds its lock this long has died. */
const STALE_LOCK_MS = 60_000;

export interface KeyFile {
  readonly text: string;
  /** Another one whenever the file was changed or replaced. */
  readonly version: string;
}

/**
 * Undefined when there is no such file.
 * @throws Error in one sentence when it cannot be read, or can be by others
 */
export async function readKeyFile(file: string): Promise<KeyFile | undefined> {
  try {
    await using handle = await open(file, 'r');
    const stats = await handle.stat();
    if (IS_POSIX && (stats.mode & GROUP_AND_OTHERS) !== 0) {
      throw new Error(`others than its owner may use it; run chmod 600 ${file}`);
    }
    return { text: await handle.readFile('utf8'), version: versionOf(stats) };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw sentence(`Cannot read the token keys ${file}`, error);
  }
}

/** @throws Error in one sentence when there is none */
export async function keyFileVersion(file: string): Promise<string> {
  try {
    return versionOf(await stat(file));
  } catch (error) {
    throw sentence(`Cannot read the token keys ${file}`, error);
  }
}

/** Makes the file unless there is one; of several processes that do so at once, one does. */
export async function makeKeyFile(file: string, text: string): Promise<void> {
  let written: string | undefined;
  try {
    written = await writeBeside(file, text);
    // Unlike a rename, a link never replaces what another process has put there.
    await link(written, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw sentence(`Cannot make the token keys ${file}`, error);
  } finally {
    if (written !== undefined) await rm(written, { force: true });
  }
  await syncFolderOf(file);
}

/**
 * Puts the changed text in its place, all at once or not at all, one process at a time.
 * @throws Error in one sentence when there is no file, or another process is changing it
 */
export async function changeKeyFile<Change extends { readonly text: string }>(
  file: string,
  change: (text: string) => Change,
): Promise<Change> {
  // Behind a link, since a rename would replace the link itself.
  const place = await realpath(file).catch(() => file);
  const none = `There are no token keys in ${file} yet; the first start of the server makes them`;
  if ((await readKeyFile(place)) === undefined) throw new Error(none);
  await using lock = await takeLock(`${place}.lock`);
  const before = await readKeyFile(place);
  if (before === undefined) throw new Error(none);
  const changed = change(before.text);
  let written: string | undefined;
  try {
    written = await writeBeside(place, changed.text);
    await keepOwner(place, written);
    if (!(await lock.isHeld())) throw new Error('it took so long that another rotation began');
    await rename(written, place);
    written = undefined;
  } catch (error) {
    throw sentence(`Cannot change the token keys ${file}`, error);
  } finally {
    if (written !== undefined) await rm(written, { force: true });
  }
  await syncFolderOf(place);
  return changed;
}

async function writeBeside(file: string, text: string): Promise<string> {
  const beside = `${file}.${randomUUID()}.tmp`;
  await using handle = await open(beside, 'wx', OWNER_ONLY);
  try {
    await handle.writeFile(text);
    await handle.sync();
    return beside;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** The name is only safe from a loss of power once its folder is. */
async function syncFolderOf(file: string): Promise<void> {
  if (!IS_POSIX) return;
  await using folder = await open(dirname(file), 'r');
  await folder.sync();
}

/** Root may rotate the keys of a server that runs as another user and must still read them. */
async function keepOwner(from: string, to: string): Promise<void> {
  const [{ uid, gid }, made] = await Promise.all([stat(from), stat(to)]);
  if (uid !== made.uid) await chown(to, uid, gid);
}

interface Lock extends AsyncDisposable {
  isHeld(): Promise<boolean>;
}

async function takeLock(path: string): Promise<Lock> {
  const handle = (await openLock(path)) ?? (await openLock(path));
  if (handle === undefined) {
    throw new Error(`Another rotation holds ${path}; try again in a minute`);
  }
  const isHeld = async () => {
    const [ours, there] = await Promise.all([handle.stat(), stat(path).catch(() => undefined)]);
    return ours.ino === there?.ino;
  };
  return {
    isHeld,
    async [Symbol.asyncDispose]() {
      if (await isHeld()) await rm(path, { force: true });
      await handle.close();
    },
  };
}

/** Undefined when another holds it; one that was left behind is moved away first. */
async function openLock(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'wx', OWNER_ONLY);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw sentence(`Cannot lock ${path}`, error);
  }
  const held = await stat(path).catch(() => undefined);
  if (held !== undefined && Date.now() - held.mtimeMs > STALE_LOCK_MS) {
    const away = `${path}.${randomUUID()}.tmp`;
    // Of two that find it, one moves it. Who lost a lock so will notice before it changes the file.
    await rename(path, away).catch(() => undefined);
    await rm(away, { force: true });
  }
  return undefined;
}

function versionOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join('-');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function sentence(what: string, error: unknown): Error {
  return new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error });
}
