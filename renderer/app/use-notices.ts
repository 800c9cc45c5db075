import { useEffect } from 'react'
import type { Notice } from '../../shared/contract/wire.ts'
import { announce } from '../state/announce.ts'
import { client } from '../state/connection.ts'
import { openPlace } from '../state/open-place.ts'

/** Shows the notices that the host leaves to the page (a browser), and opens what was chosen outside of it (the desktop). */
export function useNotices(zone: string): void {
  useEffect(
    () =>
      client().onChange(({ notice, open }) => {
        if (notice) show(notice, zone)
        if (open) void openPlace(open, zone)
      }),
    [zone],
  )
}

function show(notice: Notice, zone: string): void {
  // Who looks at the window sees the counts and the lists move; a notice of the system beside it would say it twice.
  if (document.hasFocus()) return announce(`${notice.title}. ${notice.body}`)
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const shown = new Notification(notice.title, { body: notice.body, tag: notice.id, icon: './icon.svg' })
  shown.onclick = () => {
    window.focus()
    shown.close()
    void openPlace(notice.opens, zone)
  }
}
