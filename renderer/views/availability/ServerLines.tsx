import type { ReactNode } from 'react'
import type { AvailabilityAtServer, AvailabilityView } from '../../../shared/contract/availability.ts'
import { explainError } from '../../../shared/wording/errors.ts'
import { Button } from '../../parts/Button.tsx'
import { Chip, type Tone } from '../../parts/Chip.tsx'
import { useCommand } from '../../state/use-command.ts'
import css from './availability.module.css'

const words: Readonly<Record<AvailabilityAtServer['state'], { readonly chip: string; readonly tone: Tone; readonly text: string }>> = {
  none: { chip: 'Nothing there', tone: 'plain', text: 'It holds no hours of yours.' },
  kept: { chip: 'Kept', tone: 'good', text: 'It has your hours, and tells them to who asks.' },
  stored: { chip: 'Kept', tone: 'plain', text: 'It has your hours; whether it tells them could not be asked.' },
  partly: { chip: 'In part', tone: 'warn', text: 'It has your hours, but tells only some of them: “What others see” shows which.' },
  ignored: { chip: 'No effect', tone: 'warn', text: 'It keeps your hours, but its answers do not change: who asks it sees your nights as free.' },
  waiting: { chip: 'Waiting', tone: 'plain', text: 'It will be told as soon as it can be reached.' },
  refused: { chip: 'Not kept', tone: 'warn', text: 'It would not take your hours. They work here and in what you publish.' },
  unsupported: { chip: 'Cannot', tone: 'plain', text: 'It cannot tell hours. They work here and in what you publish.' },
  differs: { chip: 'Differs', tone: 'warn', text: 'Other hours stand there, made by another program or computer.' },
}

/** Nothing was saved here yet, and the editor shows what this server holds: then nothing differs. */
const asShown = { chip: 'There already', tone: 'plain', text: 'It holds the hours you see above, made by another program or computer.' } as const

const wordsFor = (server: AvailabilityAtServer, view: AvailabilityView): (typeof words)[AvailabilityAtServer['state']] =>
  server.state === 'differs' && !view.saved && JSON.stringify(server.theirs) === JSON.stringify(view.plan) ? asShown : words[server.state]

/** What each of my servers made of the plan. */
export function ServerLines({ view }: { readonly view: AvailabilityView }): ReactNode {
  const look = useCommand('look-at-availability')
  return (
    <ul className={css['servers']}>
      {view.servers.map((server) => (
        <li key={server.accountId}>
          <div>
            {server.label} <Chip tone={wordsFor(server, view).tone}>{wordsFor(server, view).chip}</Chip>
            <small>{server.problem ? `${explainError(server.problem).title}. ${wordsFor(server, view).text}` : wordsFor(server, view).text}</small>
          </div>
          {server.state === 'differs' ? (
            <div className={css['acts']}>
              {server.theirs ? (
                <Button size="small" isDisabled={look.running} onPress={() => void look.run({ personId: view.personId, choose: { kind: 'take', accountId: server.accountId as never } })}>
                  Use those
                </Button>
              ) : null}
              {view.saved ? (
                <Button size="small" isDisabled={look.running} onPress={() => void look.run({ personId: view.personId, choose: { kind: 'overwrite' } })}>
                  Keep mine
                </Button>
              ) : null}
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
