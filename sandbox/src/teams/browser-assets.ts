import { readFile } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { Express } from 'express';

/** Where pages find their scripts and styles. */
export const ASSETS = '/teams/assets';

const FILE_NAME = /^[a-z0-9-]+\.(ts|css)$/;

/**
 * Serves the browser's TypeScript with the types taken out, the styles, and the published `adaptivecards`
 * renderer. There is no build step: what is edited is what runs.
 */
export function mountBrowserAssets(app: Express): void {
  const adaptiveCards = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

  app.get(`${ASSETS}/adaptivecards.js`, (_request, response) => {
    response.sendFile(adaptiveCards);
  });

  app.get(`${ASSETS}/:file`, async (request, response, next) => {
    const { file } = request.params;
    const kind = FILE_NAME.exec(file)?.[1];
    if (kind === undefined) return next();
    const folder = kind === 'ts' ? 'browser' : 'styles';
    const text = await readFile(join(import.meta.dirname, folder, file), 'utf8').catch(() => null);
    if (text === null) return next();
    response.set('Cache-Control', 'no-cache').type(kind === 'ts' ? 'text/javascript' : 'text/css');
    response.send(kind === 'ts' ? stripTypeScriptTypes(text) : text);
  });
}
