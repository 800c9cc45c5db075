import { useEffect, useState } from 'react'
import type { Instant } from '../../shared/model/time.ts'

let nowOf: () => Instant = () => Date.now()

/** Lets a test or a picture stand still at one moment. */
export function setClock(now: () => Instant): void {
  nowOf = now
}
export const nowUtc = (): Instant => nowOf()

/** The time, told anew on each full multiple of `everyMs`, also after the computer slept. */
export function useNow(everyMs = 60_000): Instant {
  const [now, setNow] = useState(nowUtc)
  useEffect(() => {
    let timer = 0
    const tick = (): void => {
      setNow(nowUtc())
      timer = window.setTimeout(tick, everyMs - (Date.now() % everyMs) + 20)
    }
    timer = window.setTimeout(tick, everyMs - (Date.now() % everyMs) + 20)
    const wake = (): void => setNow(nowUtc())
    window.addEventListener('focus', wake)
    return () => {
      window.clearTimeout(timer)
      window.removeEventListener('focus', wake)
    }
  }, [everyMs])
  return now
}
