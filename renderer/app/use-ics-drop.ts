import { useEffect, useState } from 'react'
import { isIcsFile, isIcsText, openIcsFile, openIcsText } from '../state/opened-ics.ts'
import { say } from '../state/undo.ts'

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
      // A view may take files of its own, such as contact cards.
      const taken = event.defaultPrevented
      event.preventDefault()
      leave()
      if (!taken) void takeDropped([...(event.dataTransfer?.files ?? [])])
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

/** What is let go over the window is opened, or is said not to be: a drop that does nothing looks like one that was kept. */
async function takeDropped(files: readonly File[]): Promise<void> {
  const file = files.find(isIcsFile)
  if (file) await openIcsFile(file)
  else if (files[0]) say(`${files[0].name} was not taken`, 'Parley opens calendar files (.ics) and mails (.eml).')
  if (file && files.length > 1) say(`Only ${file.name} was opened`, 'Parley opens one file at a time.')
}
