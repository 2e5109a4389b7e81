import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';
import { LOCALES, loadMessages } from '../messages/locale.ts';
import { pageShell } from './page-shell.tsx';

/**
 * Writes one page per language beside the built script, with the style sheet in it, and `csp.json`: the
 * Content-Security-Policy these pages need, which names that style sheet by its hash.
 */
export function emitPages({ base }: { base: string }): Plugin {
  return {
    name: 'emit-pages',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const chunks = files.filter((file) => file.type === 'chunk');
      const entry = chunks.find((chunk) => chunk.isEntry);
      const style = files.find((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
      const icon = files.find((file) => file.type === 'asset' && /\/visit-(?!ready)/.test(file.fileName));
      if (entry === undefined || style?.type !== 'asset' || icon === undefined) {
        throw new Error('the build lacks its script, its style sheet or its icon');
      }
      const css = String(style.source).trim();
      delete bundle[style.fileName];

      for (const locale of LOCALES) {
        const messages = chunks.find((chunk) => holdsMessagesOf(chunk, locale));
        if (messages === undefined) throw new Error(`the build lacks the messages of ${locale}`);
        const source = pageShell(locale, await loadMessages[locale](), {
          script: base + entry.fileName,
          preloads: [...entry.imports, messages.fileName].map((file) => base + file),
          icon: base + icon.fileName,
          css,
        });
        this.emitFile({ type: 'asset', fileName: `index.${locale}.html`, source });
      }
      this.emitFile({
        type: 'asset',
        fileName: 'csp.json',
        source: `${JSON.stringify(policyFor(css), null, 2)}\n`,
      });
    },
  };
}

function holdsMessagesOf(chunk: Rolldown.OutputChunk, locale: string): boolean {
  return chunk.moduleIds.some((id) => id.endsWith(`/messages/${locale.toLowerCase()}.ts`));
}

/** No script but ours, nothing from elsewhere, in nobody's frame; in-app browsers are handed over by navigation. */
function policyFor(css: string) {
  const styleHash = `sha256-${createHash('sha256').update(css).digest('base64')}`;
  return {
    styleHash,
    contentSecurityPolicy: [
      "default-src 'none'",
      "script-src 'self'",
      `style-src '${styleHash}'`,
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  };
}
