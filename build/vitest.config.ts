import { defineConfig } from 'vitest/config'

/** Unit, property and contract tests: everything that needs neither a browser nor an installed server. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // No test waits for the clock, so only a stuck one takes this long; a property on a busy machine may well take twenty seconds.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
