/** What was typed into a field for a day or a time and cannot be read; `still` is what goes on to hold. */
export const dayNotRead = (typed: string, still: string): string => `${asTyped(typed)} cannot be read as a day. It stays ${still}. Type it like 14 Oct, 14.10. or fri.`
export const timeNotRead = (typed: string, still: string): string => `${asTyped(typed)} cannot be read as a time. It stays ${still}. Type it like 15:30 or 3pm.`

const asTyped = (typed: string): string => (typed.trim() === '' ? 'An empty field' : `“${typed.trim()}”`)
