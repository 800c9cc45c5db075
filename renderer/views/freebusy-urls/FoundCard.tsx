import type { CSSProperties, ReactNode } from 'react'
import type { FoundUrl } from '../../../shared/contract/freebusy-urls.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { momentInSentence } from '../../../shared/wording/dates.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { say } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { barDays, barInWords, barParts, coverageInWords, domainOf } from './finder-model.ts'
import css from './freebusy-urls.module.css'

interface Props {
  readonly found: FoundUrl
  readonly person: string | null
  /** What it was tried with. */
  readonly signIn: { readonly user: string; readonly password: string } | null
  readonly zone: Zone
}

/** What came back, drawn, before anything is kept. */
export function FoundCard({ found, person, signIn, zone }: Props): ReactNode {
  const nowUtc = useNow()
  const save = useCommand('set-freebusy-address')
  const keep = async (scope: 'person' | 'domain', subject: string, url: string): Promise<void> => {
    const result = await save.run({ scope, subject, url, user: signIn?.user ?? '', password: signIn?.password ?? null, token: null })
    if (!result.ok) return
    say(scope === 'person' ? `Kept for ${subject}` : `Kept for everybody at ${subject}`, 'Their rows are asked there from now on.')
    await runCommand('end-freebusy-finding', {})
  }
  return (
    <article className={css['found']} aria-label={`Free/busy at ${found.host}`}>
      <header>
        <b>{person ?? found.host}</b>
        <span className="fg3">
          {found.title} · {found.host}
        </span>
      </header>
      <Bar found={found} zone={zone} />
      <ul className={css['facts']}>
        <li>{coverageInWords(found, zone)}.</li>
        {found.stampUtc === null ? null : <li>Made {momentInSentence(found.stampUtc, nowUtc, zone)}.</li>}
        <li>{found.rememberable ? 'Next time only what has changed is fetched.' : 'It is fetched whole each time; the server does not say whether it changed.'}</li>
        {found.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {save.error ? <AppErrorBlock error={save.error} about={{ what: 'The address' }} /> : null}
      <footer>
        {person ? (
          <Button kind="primary" running={save.running} onPress={() => void keep('person', person, found.url)}>
            Keep for {person}
          </Button>
        ) : (
          <p className="fg3">Say whose it is above, and test again, to keep it.</p>
        )}
        {person && found.template ? (
          <Button running={save.running} onPress={() => void keep('domain', domainOf(person), found.template ?? found.url)}>
            Keep for everybody at {domainOf(person)}
          </Button>
        ) : null}
      </footer>
    </article>
  )
}

function Bar({ found, zone }: { readonly found: FoundUrl; readonly zone: Zone }): ReactNode {
  return (
    <div className={css['barBox']}>
      <div className={css['days']} aria-hidden="true">
        {barDays(found.window, zone).map((day) => (
          <span key={day.at} style={{ '--from': day.at } as CSSProperties} data-monday={day.isWeekStart || undefined}>
            {day.label}
          </span>
        ))}
      </div>
      <div className={css['bar']} role="img" aria-label={`The next two weeks. ${barInWords(found, zone)}`}>
        {barParts(found, zone).map((part) => (
          <i key={part.from} data-kind={part.kind} title={part.words} style={{ '--from': part.from, '--to': part.to } as CSSProperties} />
        ))}
      </div>
    </div>
  )
}
