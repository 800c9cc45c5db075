/** It does not take place, or not with me. */
export const isCalledOff = (one: { readonly status: string; readonly myAnswer: string | null }): boolean => one.status === 'cancelled' || one.myAnswer === 'declined'
