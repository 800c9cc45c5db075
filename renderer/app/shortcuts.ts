/** Every key of the shell, in the order of the list behind "?". The views add their own inside themselves. */
export interface Shortcut {
  readonly keys: string
  readonly does: string
}

export const shortcutGroups: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: 'N', does: 'New meeting' },
      { keys: 'T', does: 'Today' },
      { keys: '1 – 5', does: 'Day, week, month, agenda, people' },
      { keys: '6', does: 'Plan' },
      { keys: 'Page Up, Page Down', does: 'Back, forward' },
      { keys: 'Ctrl K', does: 'Search and go to' },
      { keys: 'Ctrl Z', does: 'Undo the last change' },
      { keys: 'I', does: 'Invitations' },
      { keys: 'B', does: 'Show or hide the sidebar' },
      { keys: 'R', does: 'Ask the servers for news' },
      { keys: '?', does: 'This list' },
    ],
  },
  {
    title: 'Calendar',
    shortcuts: [
      { keys: '← ↑ ↓ →', does: 'From event to event' },
      { keys: 'Enter', does: 'Open' },
      { keys: 'E', does: 'Edit' },
      { keys: 'Alt ← ↑ ↓ →', does: 'Move by a day, by 15 minutes' },
      { keys: 'M C', does: 'Move, copy the open event to a calendar' },
      { keys: '+ −', does: 'More or less of the day' },
      { keys: 'Esc', does: 'Close, or stop a drag' },
    ],
  },
  {
    title: 'People and times',
    shortcuts: [
      { keys: '← →', does: 'Move the meeting' },
      { keys: 'Shift ← →', does: 'Shorter, longer' },
      { keys: 'Ctrl ← →', does: 'A day earlier, later' },
      { keys: '[ ]', does: 'Previous, next free time' },
      { keys: '+ −', does: 'Zoom' },
      { keys: 'V', does: 'Table' },
    ],
  },
  {
    title: 'Plan',
    shortcuts: [
      { keys: '← ↑ ↓ →', does: 'From block to block' },
      { keys: 'Alt ← →', does: 'Move by 15 minutes' },
      { keys: 'Ctrl ← →', does: 'Move by a day' },
      { keys: 'Shift ← →', does: 'Shorter, longer' },
      { keys: 'A', does: 'Add a package' },
      { keys: 'S', does: 'Schedule, plan anew' },
    ],
  },
  {
    title: 'Invitations',
    shortcuts: [
      { keys: 'J K', does: 'Next, previous' },
      { keys: 'A T D', does: 'Accept, maybe, decline' },
      { keys: 'P', does: 'Propose a new time' },
      { keys: 'X', does: 'Choose several, to answer them together' },
      { keys: 'U', does: 'Undo the answer' },
    ],
  },
]

/** What the person is doing has the keys first: typing, a menu, a sheet. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="combobox"], [role="spinbutton"]')) return true
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
}
