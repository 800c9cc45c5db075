import { useEffect } from 'react'
import { isTaken } from './shortcuts.ts'

export type KeyActs = Readonly<Record<string, () => void>>

/** Acts by the key's own letter; with Ctrl or ⌘ as `ctrl+k`. Nothing happens while somebody types or a sheet is open. */
export function useKeys(acts: KeyActs): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.altKey) return
      const name = `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
      const act = acts[name]
      if (!act || isTaken(event)) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [acts])
}
