import { create } from 'zustand'

/** What a screen reader is told next. `turn` makes two equal sentences two events. */
export const useAnnouncement = create<{ text: string; turn: number }>(() => ({ text: '', turn: 0 }))

export function announce(text: string): void {
  useAnnouncement.setState((was) => ({ text, turn: was.turn + 1 }))
}
