import '@fontsource-variable/inter/wght.css'
import '../styles/tokens.css'
import '../styles/reset.css'
import '../styles/words.css'
import { createRoot } from 'react-dom/client'
import { App } from '../app/App.tsx'
import { connect } from '../state/connection.ts'
import { useLooking } from '../state/looking.ts'
import { setClock } from '../state/use-now.ts'
import { startTheme } from '../styles/theme.ts'
import { must } from '../../shared/model/result.ts'
import { fixtureClient } from './fixture-client.ts'
import { schedulingAnswers } from './scheduling-story.ts'
import { crowdedDay, manyEvents, storyApp, storyNowUtc, storyOccurrences } from './story.ts'

// The page on fixtures: `?theme=dark`, `?world=empty|crowded|many|none`, `?crowd=490` more people, `?differ=1` sources that differ. Served by vite's own server only, never bundled.
const wish = new URLSearchParams(location.search)
const theme = wish.get('theme') === 'dark' ? 'dark' : 'light'
const world = wish.get('world')
const started = performance.now()
setClock(() => storyNowUtc + Math.floor(performance.now() - started))
startTheme()
const app = { ...storyApp, settings: { ...storyApp.settings, theme } } as const
const client = fixtureClient(
  world === 'none'
    ? { app: { ...app, accounts: 0, practice: { running: true, people: [{ address: 'alice@north.example', name: 'Alice Hartmann' }] } }, accounts: [] }
    : { app, ...(world === 'empty' ? { occurrences: [], queue: [] } : world === 'crowded' ? { occurrences: [...storyOccurrences, ...crowdedDay('2026-10-15')] } : world === 'many' ? { occurrences: manyEvents(10_000, '2026-05-01') } : {}) },
  schedulingAnswers({ crowd: Number(wish.get('crowd') ?? 0), sourcesDiffer: wish.get('differ') === '1' }),
)
connect(client, window)
Object.assign(window, { looking: useLooking, world: client })
createRoot(must(document.getElementById('app'), 'the element to draw into')).render(<App />)
