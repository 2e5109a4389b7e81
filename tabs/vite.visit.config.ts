import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { emitPages } from './src/visit/shell/emit-pages.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const base = '/visit-assets/';

/** The patient's page: `dist/visit/index.<locale>.html`, `csp.json`, and what is served under `/visit-assets/`. */
export default defineConfig({
  root: here('src/visit'),
  base,
  publicDir: false,
  plugins: [emitPages({ base })],
  build: {
    outDir: here('dist/visit'),
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    // What Teams itself still runs in, and a little older.
    target: ['chrome94', 'edge94', 'firefox93', 'safari15.4'],
    modulePreload: false,
    rolldownOptions: { input: here('src/visit/main.ts') },
  },
});
