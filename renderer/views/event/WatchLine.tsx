import { CalendarClock, Eye, EyeOff, RefreshCw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ObjectId } from '../../../shared/model/ids.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { momentInSentence } from '../../../shared/wording/dates.ts'
import { betterInWords, watchNewsInWords } from '../../../shared/wording/watching.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { announce } from '../../state/announce.ts'
import { useQuery } from '../../state/live-query.ts'
import { lookAtTimes } from '../../state/look-at-times.ts'
import { sayError } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import css from './watch-line.module.css'

/** On a meeting of mine: what happened to it since, and the switch that ends the watching. Nothing for what is not watched at all. */
export function WatchLine({ objectId, zone, nowUtc }: { readonly objectId: ObjectId; readonly zone: Zone; readonly nowUtc: number }): ReactNode {
  const watch = useQuery('meeting-watch', { objectId }).value?.watch ?? null
  const look = useCommand('look-now')
  if (watch === null) return null
  const { news, on } = watch
  const run = async (work: ReturnType<typeof runCommand<'set-watch' | 'dismiss-watch-news' | 'look-now'>>, told = ''): Promise<void> => {
    const done = await work
    if (!done.ok) sayError(done.error)
    else if (told) announce(told)
  }
  return (
    <div className={css['watch']}>
      {news ? (
        <div className={css['news']} data-kind={news.kind} role="status">
          <p>
            {watchNewsInWords(news, zone)} {betterInWords(news, zone)}
          </p>
          <span className={css['acts']}>
            <Button size="small" icon={<CalendarClock size={13} />} onPress={() => void lookAtTimes(news, zone, news.kind === 'better' ? news.better : null)}>
              Look at times
            </Button>
            <IconButton size="small" label="Put aside" onPress={() => void run(runCommand('dismiss-watch-news', { objectId }))}>
              <X size={13} />
            </IconButton>
          </span>
        </div>
      ) : null}
      <div className={css['line']}>
        {on ? <Eye size={14} aria-hidden="true" /> : <EyeOff size={14} aria-hidden="true" />}
        <span>{on ? (watch.askedAtUtc === null ? 'Watched: you are told if somebody becomes busy' : `Watched, last asked ${momentInSentence(watch.askedAtUtc, nowUtc, zone)}`) : 'Not watched'}</span>
        {on ? (
          <Button kind="quiet" size="small" icon={<RefreshCw size={12} />} running={look.running} onPress={() => void run(look.run({ objectId }), 'The people of this meeting were asked just now')}>
            Look now
          </Button>
        ) : null}
        <Button kind="quiet" size="small" aria-pressed={on} onPress={() => void run(runCommand('set-watch', { objectId, on: !on }))}>
          {on ? 'Stop' : 'Watch'}
        </Button>
      </div>
    </div>
  )
}
