import { useCallback, useEffect, useRef, type FocusEvent, type RefObject } from 'react'

interface Held {
  readonly row: string
  readonly place: number
}

/** A row goes away with the button that was pressed in it: the focus goes to the row itself if it only moved, else to the one that takes its place, else to the list. */
export function useFocusKept(rows: unknown): { readonly ref: RefObject<HTMLDivElement | null>; readonly onFocus: (event: FocusEvent) => void; readonly onBlur: (event: FocusEvent) => void } {
  const ref = useRef<HTMLDivElement>(null)
  const held = useRef<Held | null>(null)
  useEffect(() => {
    const list = ref.current
    if (list === null || held.current === null || document.activeElement !== document.body) return
    const { row, place } = held.current
    const shown = rowsIn(list)
    ;(shown.find((one) => one.dataset['row'] === row) ?? shown[Math.min(place, shown.length - 1)] ?? list).focus()
  }, [rows])
  // A dialog of the row is no child of it in the document, so what is noted here stays noted while it is open.
  const onFocus = useCallback(({ target }: FocusEvent) => {
    const row = target.closest<HTMLElement>('[data-row]')
    if (row !== null && ref.current !== null) held.current = { row: row.dataset['row']!, place: rowsIn(ref.current).indexOf(row) }
  }, [])
  // Somebody clicked beside everything; React tells nothing of what it removes itself.
  const onBlur = useCallback(({ relatedTarget }: FocusEvent) => {
    if (relatedTarget === null) held.current = null
  }, [])
  return { ref, onFocus, onBlur }
}

const rowsIn = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-row]')]
