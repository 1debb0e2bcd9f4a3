// Two pages in one build: the desk (`/`) and the phone (`/phone/`). Every text file of the build is also
// written as .br and .gz, because the server embeds and serves the bytes as they are.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { precompress } from './vite/precompress.ts';

const server = process.env.XIEZHI_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [precompress()],
  resolve: { alias: { '@': resolve(import.meta.dirname, 'src') } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // a `data:` font would be refused by the content security policy
    chunkSizeWarningLimit: 1600,
    reportCompressedSize: false,
    rollupOptions: {
      onwarn: (warning, tell) => { if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') tell(warning); },
      input: {
        desk: resolve(import.meta.dirname, 'index.html'),
        phone: resolve(import.meta.dirname, 'phone/index.html'),
      },
    },
  },
  server: { proxy: { '/api': server, '/public': server, '/c': server } },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
} as Parameters<typeof defineConfig>[0]);
