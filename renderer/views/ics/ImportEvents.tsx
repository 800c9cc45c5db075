import { useState, type ReactNode } from 'react'
import type { ImportFound, ImportKnown, Imported } from '../../../shared/contract/files.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { importedWords, importMeetingWords } from '../../../shared/wording/files.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Sheet, SheetBody, SheetFoot, SheetHead } from '../../parts/Dialog.tsx'
import { Select } from '../../parts/Field.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { Segmented } from '../../parts/Segmented.tsx'
import { useAccounts } from '../../state/asker.ts'
import { closeImport, useImporting, type Importing } from '../../state/opened-ics.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { countWords, hereWords, importsNothing, knownWords, moreWords, restWords } from './import-model.ts'
import css from './ics.module.css'

/** A file of many events: what is in it, where it goes, what becomes of those that are here already. Nothing is kept before that was seen. */
export function ImportEvents(): ReactNode {
  const shown = useImporting((state) => state.shown)
  return shown ? <Importer key={`${shown.name}${shown.text.length}`} shown={shown} /> : null
}

function Importer({ shown: { text, name, found } }: { readonly shown: Importing }): ReactNode {
  const [calendar, setCalendar] = useState<CollectionId | null>(found.calendar)
  const [known, setKnown] = useState<ImportKnown>('skip')
  const [done, setDone] = useState<Imported | null>(null)
  const take = useCommand('import-events')
  const calendars = useAccounts().flatMap((account) => account.calendars.filter((one) => one.writable).map((one) => ({ value: one.id as string, label: one.name, detail: account.address, hue: one.hue })))
  const act = async (): Promise<void> => {
    if (calendar === null) return
    const result = await take.run({ text, collectionId: calendar, known })
    if (!result.ok) return
    if (result.value.queueIds.length > 0) offerUndo(result.value)
    setDone(result.value)
  }
  const title = done === null ? `Import ${countWords(found.events)}` : 'Imported'
  return (
    <Sheet label={title} isOpen onClose={closeImport} width={540}>
      <SheetHead title={title} onClose={closeImport}>
        <span className="cut fg3 t12">{name}</span>
      </SheetHead>
      <SheetBody>
        <div className={css['items']} role="status">
          {done === null ? <Found found={found} known={known} onKnown={setKnown} /> : <p>{importedWords(done)}</p>}
        </div>
        {done !== null || found.events === 0 ? null : calendar === null ? <p>There is no calendar here that can be written.</p> : <Select label="Into the calendar" value={calendar as string} options={calendars} onChange={(id) => setCalendar(id as CollectionId)} />}
        {take.error ? <AppErrorBlock error={take.error} about={{ what: 'The file' }} /> : null}
      </SheetBody>
      <SheetFoot>
        {done === null ? null : <Button onPress={() => saveFile('import-report.txt', done.report, 'text/plain')}>Save the report</Button>}
        <span className="grow" />
        <Button onPress={closeImport}>{done === null && found.events > 0 ? 'Leave it' : 'Close'}</Button>
        {done === null && calendar !== null && found.events > 0 ? (
          <Button kind="primary" running={take.running} isDisabled={importsNothing(found, known)} onPress={() => void act()}>
            Import
          </Button>
        ) : null}
      </SheetFoot>
    </Sheet>
  )
}

/** By these a person knows the file again. */
function First({ found }: { readonly found: ImportFound }): ReactNode {
  const more = moreWords(found)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard too
    <section className={css['first']} aria-label="In the file" tabIndex={0}>
      <ul>
        {found.first.map((one, place) => (
          <li key={`${place}${one.title}`}>
            <span className="cut" title={one.title}>{one.title || 'No title'}</span>
            {one.here === 'new' ? null : <span className={css['here']}>{hereWords(one.here)}</span>}
            <span className={css['when']}>{one.repeats ? `${one.when}, repeats` : one.when}</span>
          </li>
        ))}
      </ul>
      {more === '' ? null : <p className="fg3">{more}</p>}
    </section>
  )
}

function Found({ found, known, onKnown }: { readonly found: ImportFound; readonly known: ImportKnown; readonly onKnown: (known: ImportKnown) => void }): ReactNode {
  return (
    <>
      {found.first.length > 0 ? <First found={found} /> : null}
      {found.here > 0 ? (
        <section className={css['item']} aria-label="Here already">
          <h3>{found.here === found.events ? 'All' : found.here} of them {found.here === 1 ? 'is' : 'are'} here already{found.same === found.here ? ', just as in the file' : ''}</h3>
          <Segmented
            label="Those that are here already"
            value={known}
            onChange={onKnown}
            options={[
              { value: 'skip', label: 'Leave them' },
              { value: 'update', label: 'Update them' },
              { value: 'both', label: 'Keep both' },
            ]}
          />
          <p className="fg2">{knownWords(found, known)}</p>
        </section>
      ) : null}
      {found.meetings > 0 ? <p>{importMeetingWords(found.meetings)}</p> : null}
      {found.unreadable.length > 0 ? (
        <details>
          <summary>{countWords(found.unreadable.length)} cannot be read; the others are imported all the same</summary>
          <ul className={css['unreadable']}>
            {found.unreadable.map((one, place) => (
              <li key={`${place}${one.title}`}>
                {one.title || 'No title'}: {one.why}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {restWords(found) ? <p className="fg2">{restWords(found)}</p> : null}
    </>
  )
}
