// Finds a Chromium for the browser tests: an installed one, else Debian's package as root, else Playwright's own download.
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { must, run } from './steps.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function installed() {
  if (process.env.PARLEY_CHROMIUM) return process.env.PARLEY_CHROMIUM
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(dir, name)
      try {
        accessSync(path, constants.X_OK)
        return path
      } catch {
        // not here, look on
      }
    }
  }
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null
}

/** Path of a Chromium; installs one when there is none, or ends with a sentence. */
export async function needChromium() {
  const found = installed()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium from Debian’s packages for the browser tests…')
    await must('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', 'update'], { quiet: true })
    await must('apt-get', ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends', 'install', 'chromium', 'fonts-dejavu-core'], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } })
  } else {
    console.log('Fetching Playwright’s Chromium for the browser tests…')
    await run('npx', ['playwright', 'install', 'chromium'])
  }
  const now = installed()
  if (now) return now
  console.error('The browser tests need Chromium and none could be installed. Install one and name it in PARLEY_CHROMIUM.')
  process.exit(1)
}
