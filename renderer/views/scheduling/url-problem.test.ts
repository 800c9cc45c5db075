import { expect, it } from 'vitest'
import { urlProblem } from './url-problem.ts'

it.each([
  ['https://freelance.example/frank.vfb', ''],
  ['http://127.0.0.1:4711/frank.ifb?token=x', ''],
  ['', 'Enter the address of the file.'],
  ['frank.vfb', 'This is not a web address. It starts with https://.'],
  ['ftp://x.example/a.vfb', 'Only https:// and http:// addresses can be asked.'],
  ['https://frank:secret@x.example/a.vfb', 'Leave out the user name and password: they would be kept in plain text.'],
])('%s → %s', (text, problem) => {
  expect(urlProblem(text)).toBe(problem)
})
