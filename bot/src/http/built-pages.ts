import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readStaticFiles } from './static-files.ts';

const VisitPolicy = z.object({ contentSecurityPolicy: z.string() });

/** What is served as files: the pages of `tabs/` as they were built, and the style of those drawn here. */
export async function builtPages() {
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  const policy: unknown = JSON.parse(await readFile(path('../../../tabs/dist/visit/csp.json'), 'utf8'));
  return {
    visit: await readStaticFiles(path('../../../tabs/dist/visit')),
    visitContentSecurityPolicy: VisitPolicy.parse(policy).contentSecurityPolicy,
    portal: await readStaticFiles(path('../../../tabs/dist/portal')),
    ownPages: await readStaticFiles(path('./pages')),
  };
}
