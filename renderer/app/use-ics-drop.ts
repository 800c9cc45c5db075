import { useEffect, useState } from 'react'
import { isIcsFile, isIcsText, openIcsFile, openIcsText } from '../state/opened-ics.ts'

/** An .ics or a mail may be dropped anywhere on the window, and pasted wherever nobody is typing. True while one hovers. */
export function useIcsDrop(): boolean {
  const [hovers, setHovers] = useState(false)
  useEffect(() => {
    let depth = 0
    const holdsFiles = (event: DragEvent): boolean => [...(event.dataTransfer?.types ?? [])].includes('Files')
    const leave = (): void => {
      depth = 0
      setHovers(false)
    }
    const onEnter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      depth += 1
      setHovers(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (holdsFiles(event) && --depth <= 0) leave()
    }
    const onOver = (event: DragEvent): void => {
      // Without this the browser would open the file in place of the calendar.
      if (holdsFiles(event)) event.preventDefault()
    }
    const onDrop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      leave()
      const file = [...(event.dataTransfer?.files ?? [])].find(isIcsFile)
      if (file) void openIcsFile(file)
    }
    const onPaste = (event: ClipboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('input, textarea, [contenteditable="true"]')) return
      const file = [...(event.clipboardData?.files ?? [])].find(isIcsFile)
      const text = event.clipboardData?.getData('text/calendar') || event.clipboardData?.getData('text/plain') || ''
      if (file) void openIcsFile(file)
      else if (isIcsText(text)) void openIcsText(text, 'What you pasted')
      else return
      event.preventDefault()
    }
    const events = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop, paste: onPaste } as const
    for (const [name, act] of Object.entries(events)) window.addEventListener(name, act as EventListener)
    return () => {
      for (const [name, act] of Object.entries(events)) window.removeEventListener(name, act as EventListener)
    }
  }, [])
  return hovers
}
