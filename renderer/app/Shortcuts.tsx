import type { ReactNode } from 'react'
import { Dialog } from '../parts/Dialog.tsx'
import { useLooking } from '../state/looking.ts'
import { shortcutGroups } from './shortcuts.ts'
import css from './app.module.css'

export function Shortcuts(): ReactNode {
  return (
    <Dialog title="Keyboard" isOpen onClose={() => useLooking.setState({ shortcutsOpen: false })} width={620}>
      <div className={css['keys']}>
        {shortcutGroups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.keys} style={{ display: 'contents' }}>
                  <dt>{shortcut.keys}</dt>
                  <dd>{shortcut.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
