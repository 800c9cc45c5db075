import { defineConfig } from 'vite'

/** The page: one bundle for both hosts, with paths relative to itself so that it also opens from a file. */
export default defineConfig({
  root: new URL('../../renderer', import.meta.url).pathname,
  base: './',
  publicDir: false,
  // The page knows tokens.css by role; CSS modules keep readable names so that a picture can be traced to its file.
  css: { modules: { generateScopedName: '[name]_[local]_[hash:base64:4]' } },
  build: {
    outDir: new URL('../out/renderer', import.meta.url).pathname,
    emptyOutDir: true,
    target: 'chrome120',
    modulePreload: { polyfill: false },
    // Fonts stay files: a data: URL would need a looser content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    reportCompressedSize: false,
    // "use client" speaks to servers that render React; there is none here.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
})
