import { describe, expect, test } from 'vitest';
import { apiClient, type HttpTarget } from './api-client.ts';

const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js', 'favicon-32x32.png'];

/** The page that shows the API must work without any other host. */
export function documentationContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('the documentation page', () => {
    test('it is HTML that loads its own parts only, each of which is served', async () => {
      const answer = await api.get('/docs');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const references = [...answer.text.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(
        ([, reference = '']) => reference,
      );
      expect(references.sort()).toEqual(
        [...ASSETS.map((asset) => `/docs/${asset}`), '/openapi.json'].sort(),
      );
      for (const reference of references) {
        expect((await api.get(reference)).status, reference).toBe(200);
      }
      expect(answer.text).not.toMatch(/https?:|["'(]\/\//);
    });

    test('its policy lets the browser ask no other host', async () => {
      const policy = (await api.get('/docs')).headers.get('content-security-policy') ?? '';
      const directives = policy.split('; ').map((directive) => directive.split(' '));
      expect(directives).toContainEqual(['default-src', "'none'"]);
      expect(directives).toContainEqual(['script-src', "'self'"]);
      expect(directives).toContainEqual(['connect-src', "'self'"]);
      const sources = directives.flatMap(([, ...values]) => values);
      const own = ["'none'", "'self'", "'unsafe-inline'", 'data:'];
      expect(sources.filter((source) => !own.includes(source))).toEqual([]);
    });

    test('its start script asks for our OpenAPI and no validator elsewhere', async () => {
      const { text } = await api.get('/docs/start.js');
      expect(text).toContain("url: '/openapi.json'");
      expect(text).toContain('validatorUrl: null');
      expect(text).not.toMatch(/https?:|\/\/\w/);
    });

    test('its style sheet loads nothing from elsewhere', async () => {
      const { text } = await api.get('/docs/swagger-ui.css');
      expect(text).not.toMatch(/url\(\s*["']?(?:https?:)?\/\//i);
      expect(text).not.toContain('@import');
    });
  });
}
