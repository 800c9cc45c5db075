import { defineConfig } from '@playwright/test'
import type { ServerKind } from './stories/fixtures.ts'

const chromium = process.env['PARLEY_CHROMIUM']
/** `PARLEY_SERVERS="cyrus davical"` chooses real servers; without it the practice organisations are used. */
const kinds = (process.env['PARLEY_SERVERS'] ?? 'practice').split(/\s+/).filter(Boolean) as ServerKind[]

export default defineConfig<object, { servers: ServerKind }>({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
  fullyParallel: false,
  reporter: [['list']],
  use: {
    headless: true,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-first-run'] },
  },
  projects: kinds.map((servers) => ({
    name: servers,
    use: { servers },
    testMatch: servers === 'practice' ? ['**/*.spec.ts'] : servers === 'radicale' || servers === 'xandikos' ? ['acceptance/*.spec.ts'] : ['acceptance/*.spec.ts', 'stories/*.servers.spec.ts'],
  })),
})
