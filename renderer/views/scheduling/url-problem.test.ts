import { expect, it } from 'vitest'
import { urlProblem } from './url-problem.ts'

it.each([
  ['https://freelance.example/frank.vfb', ''],
  ['http://127.0.0.1:4711/frank.ifb?token=x', ''],
  ['', 'Enter the address of the file.'],
  ['frank.vfb', 'This is not a web address. It starts with https://.'],
  ['ftp://x.example/a.vfb', 'Only https:// and http:// addresses can be asked.'],
  // The core takes the secrets out and seals them.
  ['https://frank:secret@x.example/a.vfb', ''],
  ['https://{domain}/fb/{user}?t={token}', ''],
  ['http://www.%SERVER%/~%NAME%/%u@%d.vfb', ''],
  ['webcal://x.example/a.ics', ''],
])('%s → %s', (text, problem) => {
  expect(urlProblem(text)).toBe(problem)
})
