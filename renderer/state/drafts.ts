import { useCallback, useEffect, useRef, useState } from 'react'

const prefix = 'parley.draft.'

/** Work in progress survives a reload: it is on disk after every change and gone when it was saved or thrown away. */
export function readDraft<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(prefix + name)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    // A draft of an older shape cannot be brought back; starting anew is all there is to do.
    return null
  }
}

export function writeDraft(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value))
  } catch {
    // Storage full or switched off: the draft then lives as long as the page.
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(prefix + name)
}

/** Like useState, kept under `name` between starts; `drop` once it was saved or thrown away. */
export function useDraft<T>(name: string, initial: T): readonly [T, (next: T | ((was: T) => T)) => void, () => void] {
  const [value, setValue] = useState<T>(() => readDraft<T>(name) ?? initial)
  const dropped = useRef(false)
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    if (!dropped.current) writeDraft(name, value)
  }, [name, value])
  const drop = useCallback(() => {
    dropped.current = true
    dropDraft(name)
  }, [name])
  return [value, setValue, drop]
}
