/** Why something cannot be taken back. gone: its row is no more · on-its-way: it may have arrived · built-upon: a later change stands on it. */
export type TooLate = 'gone' | 'on-its-way' | 'built-upon'

/** `local`: it was done in a calendar on this computer, from where nothing is sent. */
export function tooLateWords(why: TooLate, local: boolean): string {
  if (why === 'built-upon') return 'It was changed again since. Take that back first, or change it by hand.'
  if (local) return 'What is done in calendars on this computer is kept for good after ten minutes. Change it by hand.'
  return 'It has already been sent. Change or cancel it instead.'
}
