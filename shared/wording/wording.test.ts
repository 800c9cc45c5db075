import { describe, expect, test } from 'vitest'
import { appError, type AppError } from '../contract/app-error.ts'
import { answerCountsInWords, countAnswers } from './counts.ts'
import { errorDetails, explainError } from './errors.ts'
import { intentOf, type Deed } from './queue.ts'

const error = (e: Partial<AppError>): AppError => ({ kind: 'refused', effect: 'nothing-changed', retry: 'never', host: 'cal.example.org', ...e })

describe('explainError: what happened, what is safe, what to do', () => {
  const cases: [string, AppError, { what?: string }, string][] = [
    ['a wrong password', error({ kind: 'sign-in', cause: 'wrong-password' }), {}, 'cal.example.org does not accept this user name and password | Nothing was changed. | Type the password again, or an app password if the server wants one.'],
    ['a URL that is not CalDAV', error({ kind: 'bad-data', cause: 'not-caldav' }), {}, 'cal.example.org is not a calendar server | Nothing was changed. | Check the address, or ask who runs it for the CalDAV address.'],
    ['a certificate that does not fit', error({ kind: 'refused', cause: 'certificate' }), {}, 'The certificate of cal.example.org does not fit | Nothing was changed. | Do not sign in until who runs it has fixed it.'],
    ['a server that is down', error({ kind: 'offline', effect: 'saved-here', retry: 'later' }), { what: 'Your answer to “Design review”' }, 'cal.example.org cannot be reached | Your answer to “Design review” is saved on this computer. | It goes out by itself once the server can be reached.'],
    ['an object that cannot be read', { kind: 'bad-data', effect: 'nothing-changed', retry: 'never' }, {}, 'This cannot be read | Nothing was changed. | Its text is kept; look at it under details.'],
    ['refused', error({ effect: 'saved-here', httpStatus: 403, retry: 'now' }), { what: 'Your answer to “Design review”' }, 'cal.example.org refused this | Your answer to “Design review” is saved on this computer. | Try again.'],
    ['T-C08', error({ kind: 'forbidden', precondition: 'allowed-attendee-scheduling-object-change' }), {}, 'cal.example.org lets only the organizer change this | Nothing was changed. | Change it, or discard it.'],
    ['a pause asked for', error({ httpStatus: 429, effect: 'saved-here', retry: 'later', retryAfterMs: 90_000 }), {}, 'cal.example.org asks for a pause | Your change is saved on this computer. | Parley tries again in 2 min.'],
    ['changed there', error({ kind: 'conflict', effect: 'saved-here' }), {}, 'It was changed on the server at the same time | Your change is saved on this computer. | Choose which version to keep.'],
    ['half sent', error({ kind: 'offline', effect: 'partly-sent', retry: 'later' }), {}, 'cal.example.org cannot be reached | Your change is saved on this computer, and some of it has reached cal.example.org. | It goes out by itself once the server can be reached.'],
  ]
  test.each(cases)('%s', (_, e, ctx, out) => {
    const { title, safe, next } = explainError(e, ctx)
    expect([title, safe, next].join(' | ')).toBe(out)
  })
  test('every kind, effect and retry has three sentences without codes, blame or shouting', () => {
    const shape = appError.shape
    for (const kind of shape.kind.options)
      for (const effect of shape.effect.options)
        for (const retry of shape.retry.options) {
          const words = explainError({ kind, effect, retry, httpStatus: 500, host: 'h.example' })
          for (const sentence of [words.title, words.safe]) expect(sentence).toMatch(/^[A-Zh].*[^!]$/)
          expect(Object.values(words).join(' ')).not.toMatch(/\b\d{3}\b|oops|went wrong|undefined|!/i)
        }
  })
  test('details keep what the sentence leaves out', () => {
    expect(errorDetails(error({ httpStatus: 403, precondition: 'need-privileges', detail: 'said so' }))).toEqual(['Server: cal.example.org', 'HTTP status: 403', 'Reason given: need-privileges', 'said so'])
  })
})

describe('intentOf', () => {
  const cases: [Deed, string][] = [
    [{ kind: 'create', title: 'Lunch', invited: 0 }, 'Add “Lunch”'],
    [{ kind: 'create', title: ' ', invited: 3 }, 'Invite 3 people to “No title”'],
    [{ kind: 'move', title: 'Design review', when: 'Wed 14 Oct, 15:00' }, 'Move “Design review” to Wed 14 Oct, 15:00'],
    [{ kind: 'change', title: 'X', fields: ['title', 'place'] }, 'Change the title and place of “X”'],
    [{ kind: 'change', title: 'X', fields: ['other'] }, 'Change “X”'],
    [{ kind: 'delete', title: 'X', repeats: true, scope: 'this', cancels: 2 }, 'Cancel “X” (this date)'],
    [{ kind: 'delete', title: 'X', repeats: false, scope: 'all', cancels: 0 }, 'Delete “X”'],
    [{ kind: 'answer', title: 'X', answer: 'tentative', repeats: true, scope: 'following' }, 'Answer maybe to “X” (this and following dates)'],
    [{ kind: 'resend', title: 'X', names: ['Bob', 'Carol'] }, 'Send “X” again to Bob, Carol'],
  ]
  test.each(cases)('%o', (deed, out) => expect(intentOf(deed)).toBe(out))
})

test('counts name every kind that occurs', () => {
  const list = (['accepted', 'accepted', 'tentative', 'needs-action', 'delegated', 'declined'] as const).map((answer) => ({ answer, undelivered: false }))
  expect(answerCountsInWords(countAnswers([...list, { answer: 'needs-action', undelivered: true }]))).toBe('2 yes · 1 maybe · 1 no · 2 no answer · 1 not delivered')
  expect(answerCountsInWords(countAnswers([]))).toBe('nobody invited')
})
