import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// A build started from a test would inherit `test`, and ship React's development half: twice the size.
process.env.NODE_ENV = 'production';

/** The Teams tab, served by the service at `/tabs/`. */
export default defineConfig({
  root: here('src/portal'),
  base: '/tabs/',
  plugins: [react()],
  build: {
    outDir: here('dist/portal'),
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows neither inline scripts nor `data:` scripts and styles.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Changes seldom and is wanted everywhere: stays in the browser's cache over releases of ours.
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }],
        },
      },
    },
  },
});
