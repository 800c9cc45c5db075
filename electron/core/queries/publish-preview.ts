import { toTimeline } from '../../../shared/freebusy/timeline.ts'
import { contentOf } from '../publishing/content.ts'
import type { QueryOf } from './deps.ts'

/** Exactly what would leave with these settings: the same content is published. */
export const query: QueryOf<'publish-preview'> = ({ read, clock }) => async ({ settings }) => {
  const said = contentOf(read, 'preview', settings, clock.now())
  if (said.kind === 'withheld') return { window: said.window, spans: toTimeline([], null, said.window), text: '', withheld: said.words }
  const { window, spans, text } = said.content
  return { window, spans: [...spans], text, withheld: null }
}
