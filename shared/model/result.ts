/** Expected faults are values; mistakes of ours throw. */
export type Result<T, P> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
export const fail = <P>(problem: P): Result<never, P> => ({ ok: false, problem })

/** Proves to the compiler that every case was handled; throws if it was wrong. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}

/** For what must be there by construction; its absence is our bug. */
export function must<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`missing: ${what}`)
  return value
}
