import { defineConfig } from 'vitest/config'

/** Unit, property and contract tests: everything that needs neither a browser nor an installed server. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
