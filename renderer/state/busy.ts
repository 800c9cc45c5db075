import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { BusyQuestion } from '../../shared/contract/calls.ts'
import type { BusyRow } from '../../shared/contract/freebusy.ts'
import type { AppError } from '../../shared/contract/app-error.ts'
import { useLink } from './connection.ts'
import { useQuery } from './live-query.ts'
import { runCommand } from './use-command.ts'

export interface Busy {
  readonly rows: readonly BusyRow[]
  readonly asking: boolean
  readonly error: AppError | null
  /** Asks the servers anew, for everybody or for one. */
  readonly askAgain: (address?: string) => void
}

/** Free/busy of some people: what is stored at once, and their servers are asked as soon as the question changes. */
export function useBusy(question: BusyQuestion | null): Busy {
  const answers = useQuery('free-busy', question)
  const [running, setRunning] = useState(0)
  const [error, setError] = useState<AppError | null>(null)
  const latest = useRef(question)
  latest.current = question
  const ask = useCallback((asked: BusyQuestion, fresh: boolean) => {
    setRunning((count) => count + 1)
    void runCommand('look-up-free-busy', { ...asked, fresh }).then((result) => {
      setRunning((count) => count - 1)
      setError(result.ok ? null : result.error)
    })
  }, [])
  const key = useMemo(() => (question === null ? null : JSON.stringify(question)), [question])
  useEffect(() => {
    const asked = latest.current
    if (key !== null && asked && asked.people.length > 0) ask(asked, false)
  }, [key, ask])
  // A look-up that went with the core, or with the way to it: asked again once there is one.
  const link = useLink((state) => state.link)
  const cut = error?.cause === 'core-unreachable' || error?.cause === 'core-restarted'
  useEffect(() => {
    const asked = latest.current
    if (link === 'up' && cut && asked && asked.people.length > 0) ask(asked, false)
  }, [link, cut, ask])
  const askAgain = useCallback(
    (address?: string) => {
      const asked = latest.current
      if (!asked) return
      const people = address === undefined ? asked.people : asked.people.filter((person) => person.address === address)
      ask({ ...asked, people }, true)
    },
    [ask],
  )
  return { rows: answers.value?.rows ?? none, asking: running > 0, error: error ?? answers.error, askAgain }
}

const none: readonly BusyRow[] = []
