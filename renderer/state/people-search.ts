import { useEffect, useMemo, useState } from 'react'
import type { PersonView } from '../../shared/contract/freebusy.ts'
import { useLink } from './connection.ts'
import { useQuery } from './live-query.ts'
import { runCommand } from './use-command.ts'

/** Typing pauses this long before a directory on a server is asked. */
const pauseMs = 250
const limit = 8

export interface PeopleFound {
  readonly people: readonly PersonView[]
  readonly searching: boolean
  /** Why a directory could not be asked; empty when it could. */
  readonly note: string
}

/** People and rooms that fit `text`: those seen before at once, those of the directories as they answer. */
export function usePeopleSearch(text: string, without: readonly string[]): PeopleFound {
  const wanted = text.trim()
  const link = useLink((state) => state.link)
  const found = useQuery('people', wanted === '' ? null : { text: wanted, limit: limit + without.length > 100 ? 100 : limit + without.length })
  const [asked, setAsked] = useState<{ readonly text: string; readonly note: string | null }>({ text: '', note: '' })
  useEffect(() => {
    if (wanted.length < 2 || link !== 'up') return undefined
    let current = true
    const timer = window.setTimeout(() => {
      setAsked({ text: wanted, note: null })
      void runCommand('look-up-people', { text: wanted }).then((result) => {
        if (current) setAsked({ text: wanted, note: result.ok ? (result.value.unavailable ?? '') : 'The directory cannot be asked now. Any address can be typed in full.' })
      })
    }, pauseMs)
    return () => {
      current = false
      window.clearTimeout(timer)
    }
  }, [wanted, link])
  const here = wanted.length >= 2 && asked.text === wanted
  const searching = here && asked.note === null
  const note = here ? (asked.note ?? '') : ''
  const people = useMemo(() => {
    const taken = new Set(without.map((address) => address.toLowerCase()))
    return wanted === '' ? [] : (found.value?.people ?? []).filter((person) => !taken.has(person.address.toLowerCase())).slice(0, limit)
  }, [found.value, without, wanted])
  const nobody = wanted.length >= 2 && people.length === 0 && found.value !== null && !searching && !wanted.includes('@')
  return { people, searching, note: note || (nobody ? 'Nobody else of that name is known here. Any address can be typed in full.' : '') }
}
