import { type Check, CheckSkipped, expectStatus, expectThat, objectOf } from './check.ts';

/** What a token given by whoever runs the test opens: its own account, read alone. */
export const TOKEN_CHECKS: readonly Check[] = [
  {
    title: 'the token reads its own account',
    async run({ client, token }) {
      if (token === undefined) throw new CheckSkipped('no --token');
      const userId = subjectOf(token);
      const answer = await client.call(`/users/${encodeURIComponent(userId)}`, { token });
      expectStatus(answer, 200);
      expectThat(objectOf(answer)['user_id'] === userId, 'it is the account of somebody else');
      return undefined;
    },
  },
];

/** Unverified: the server does that. */
function subjectOf(token: string): string {
  const payload = token.split('.')[1] ?? '';
  const text = Buffer.from(payload, 'base64url').toString();
  const subject = /"sub":"([^"\\]+)"/.exec(text)?.[1];
  expectThat(subject !== undefined, 'the token given names no account');
  return subject;
}
