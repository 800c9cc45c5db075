import { useState } from 'react'
import { flushSync } from 'react-dom'

export interface Typed {
  /** What is in the field while it is not the value itself. */
  readonly text: string | null
  /** What was typed cannot be read: it stays until it is mended, put back, or the value is set elsewhere. */
  readonly unread: boolean
  readonly type: (text: string) => void
  /** Reads what was typed; false when it cannot be. */
  readonly take: () => boolean
  readonly putBack: () => void
}

interface Held<V> {
  readonly text: string
  readonly over: V
  readonly unread: boolean
}

/** Words typed over a value of which they are another form, e.g. `fri` over a day. `read` gives null for what it cannot read. */
export function useTyped<V>({ value, read, onRead }: { readonly value: V; readonly read: (text: string) => V | null; readonly onRead: (value: V) => void }): Typed {
  const [kept, setKept] = useState<Held<V> | null>(null)
  const held = kept !== null && kept.over === value ? kept : null
  return {
    text: held?.text ?? null,
    unread: held?.unread ?? false,
    // Once said, it is taken back as soon as the text can be read, and not before.
    type: (text) => setKept({ text, over: value, unread: (held?.unread ?? false) && read(text) === null }),
    take() {
      if (held === null) return true
      const parsed = read(held.text)
      if (parsed === null) {
        setKept({ ...held, unread: true })
        return false
      }
      setKept(null)
      if (parsed !== value) onRead(parsed)
      return true
    },
    putBack: () => setKept(null),
  }
}

/**
 * Ctrl+Enter in a field means the act of the form, with what was just typed: it is taken first, and the key goes on once the form has it.
 * What cannot be read keeps the key. False: there is nothing to take, and the key is not held back.
 */
export function takeThenPassOn(typed: Typed, event: React.KeyboardEvent<HTMLElement>): boolean {
  if (typed.text === null) return false
  event.preventDefault()
  event.stopPropagation()
  const { currentTarget, key, ctrlKey, metaKey } = event
  const taken = flushSync(() => typed.take())
  if (taken) currentTarget.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, metaKey, bubbles: true, cancelable: true }))
  return true
}

/** Goes to the first field whose text cannot be read, and says whether there is one: nothing is done with what stands behind such a field. */
export function stopAtUnread(): boolean {
  const field = document.querySelector<HTMLElement>('[data-unread]')
  field?.focus()
  return field !== null
}
