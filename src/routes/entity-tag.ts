import type { User } from '../domain/user.ts';

/** The strong entity tag of an account at one version. */
export function userEtag({ version }: Pick<User, 'version'>): string {
  return `"${version}"`;
}

/**
 * The versions an If-Match header names; undefined when any will do. Weak and foreign tags never
 * match (RFC 9110 section 13.1.1), so a header of only those gives an empty list.
 */
export function versionsOf(ifMatch: string | null): readonly number[] | undefined {
  if (ifMatch === null || ifMatch.trim() === '*') return undefined;
  return ifMatch.split(',').flatMap((tag) => {
    const version = /^\s*"(0|[1-9]\d{0,14})"\s*$/.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Whether an If-None-Match header names the tag (compared weakly, RFC 9110 section 13.1.2). */
export function namesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
