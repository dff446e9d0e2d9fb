import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { type CryptoKey, exportSPKI, importJWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { sessionIdAt } from '../domain/session.ts';
import { jwtAccessTokens } from './jwt-access-tokens.ts';
import { keySetText, newKey, type StoredKey } from './key-set.ts';
import { pinoLog } from './pino-log.ts';
import { openSigningKeys } from './signing-keys.ts';

const clock = () => new Date();
const ours = newKey(clock());
const { kty, crv, x, kid } = ours;
const tokens = await tokensOf(ours);
const token = await tokens.sign({
  userId: 'user-1',
  sessionId: sessionIdAt(clock(), randomUUID()),
  role: 'customer',
});
const [, payload = '', signature = ''] = token.split('.');
const HEADER = { alg: 'EdDSA', typ: 'at+jwt', kid };
const PAYLOAD = JSON.parse(Buffer.from(payload, 'base64url').toString());

async function tokensOf(key: StoredKey) {
  const source = { kind: 'inline', json: keySetText([key]) } as const;
  const keys = await openSigningKeys(source, { clock, log: pinoLog('silent') });
  return jwtAccessTokens({ keys, issuer: 'kitroom', audience: 'shop', clock, newId: randomUUID });
}

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  );
}

async function signedWith(key: StoredKey, changes: object): Promise<string> {
  return new SignJWT(PAYLOAD)
    .setProtectedHeader({ ...HEADER, ...changes } as JWTHeaderParameters)
    .sign(await importJWK({ ...key }, 'EdDSA'));
}

/** Signed as it is, so that the header and the payload need not be what jose would write. */
function signedText(headerText: string, payloadText: string): string {
  const input = `${encode(headerText)}.${encode(payloadText)}`;
  const key = createPrivateKey({ key: { ...ours }, format: 'jwk' });
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
}

async function expectRefused(forged: string): Promise<void> {
  expect(await tokens.verify(forged), forged.slice(0, 300)).toBeUndefined();
}

test('the token these attacks start from is valid', async () => {
  expect(await tokens.verify(token)).toMatchObject({ userId: 'user-1' });
  const again = signedText(JSON.stringify(HEADER), JSON.stringify(PAYLOAD));
  expect(await tokens.verify(again)).toMatchObject({ userId: 'user-1' });
});

describe('another algorithm is refused:', () => {
  test.each(['none', 'None', 'NONE', '', 'HS256', 'ES256', 'Ed25519', 'eddsa', null, ['EdDSA'], 7])(
    '%j, with no signature, ours and one of nothing',
    async (alg) => {
      const head = encode({ ...HEADER, alg });
      for (const end of ['', signature, 'A'.repeat(86)]) {
        await expectRefused(`${head}.${payload}.${end}`);
        await expectRefused(`${head}.${encode({ ...PAYLOAD, role: 'admin' })}.${end}`);
      }
    },
  );

  test('HMAC with the public key in any form as its secret', async () => {
    const publicKey = await importJWK({ kty, crv, x }, 'EdDSA', { extractable: true });
    const pem = await exportSPKI(publicKey as CryptoKey);
    const jwk = { kty, crv, kid, x, alg: 'EdDSA', use: 'sig' };
    const texts = [x, pem, pem.trim(), JSON.stringify({ kty, crv, x }), JSON.stringify(jwk), kid];
    const secrets = [...texts.map((text) => Buffer.from(text)), Buffer.from(x, 'base64url')];
    for (const secret of secrets) {
      for (const alg of ['HS256', 'HS384', 'HS512']) {
        const hmac = new SignJWT(PAYLOAD).setProtectedHeader({ ...HEADER, alg });
        await expectRefused(await hmac.sign(secret));
      }
    }
  });

  test('ECDSA and RSA with a key of the attacker', async () => {
    const pairs = [
      ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
      ['RS256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
      ['PS256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ] as const;
    for (const [alg, { privateKey }] of pairs) {
      const made = new SignJWT(PAYLOAD).setProtectedHeader({ ...HEADER, alg });
      await expectRefused(await made.sign(privateKey));
    }
  });
});

describe('another key is refused:', () => {
  const theirs = newKey(clock());
  const jwk = { kty: theirs.kty, crv: theirs.crv, x: theirs.x };

  test('of another instance, under its own name and under ours', async () => {
    await expectRefused(await signedWith(theirs, { kid: theirs.kid }));
    await expectRefused(await signedWith(theirs, {}));
    expect(await (await tokensOf(theirs)).verify(token)).toBeUndefined();
  });

  const carried = {
    jwk,
    jku: 'https://attacker.example/keys.json',
    x5u: 'https://attacker.example/cert.pem',
    x5c: ['MIIB'],
    crit: ['exp'],
    b64: true,
  };
  test.each(Object.entries(carried))('that the header brings as %s', async (name, value) => {
    for (const change of [{ [name]: value }, { [name]: value, kid: theirs.kid }]) {
      const forged = `${encode({ ...HEADER, ...change })}.${payload}.`;
      await expectRefused(forged + signature);
    }
    const named = JSON.stringify({ ...HEADER, [name]: value });
    await expectRefused(signedText(named, JSON.stringify(PAYLOAD)));
    if (name === 'jwk') await expectRefused(await signedWith(theirs, { jwk, kid: theirs.kid }));
  });

  const names = ['', ' ', '../../etc/passwd', '/dev/null', "' OR 1=1 --", 'https://a.example/k'];
  const wrong = [undefined, null, 0, true, [kid], { kid }, `${kid} `, kid.toLowerCase(), 'x'];
  test.each([...names, ...wrong, '__proto__', 'constructor', 'k'.repeat(10_000), 'k'.repeat(900)])(
    'under the kid %.40j',
    async (name) => {
      await expectRefused(await signedWith(theirs, { kid: name }));
      await expectRefused(await signedWith(ours, { kid: name }));
    },
  );
});
