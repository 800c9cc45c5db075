// First sync, parsed and stored, beside the plain fetch with a bare insert and beside tsdav; then one change among all.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createDAVClient } from 'tsdav'
import { top } from '../scripts/steps.mjs'
import { cpuMs, firstSync, lineOf, peakMb, startApp, startFastDav, timed } from './app.mjs'

const latencyMs = 40

export async function benchSync({ server, count, runs }) {
  const floorMs = []
  const floorMb = []
  const floorCpu = []
  const tsdavMs = []
  const oursMs = []
  const oursCpu = []
  const oursMb = []
  let app
  for (let round = 0; round < runs; round += 1) {
    // One after the other in each round, so that a busy moment of the machine meets all of them.
    const floor = await runFloor(server)
    if (floor.count !== count) throw new Error(`the plain fetch saw ${floor.count} of ${count}`)
    floorMs.push(floor.fetchMs + floor.insertMs)
    floorMb.push(floor.peakMb)
    floorCpu.push(floor.cpuMs)
    tsdavMs.push((await timed(() => tsdavFetch(server))).ms)
    await app?.stop()
    app = await startApp()
    const before = cpuMs(app.corePid)
    oursMs.push((await timed(() => firstSync(app, server, count))).ms)
    oursCpu.push(cpuMs(app.corePid) - before)
    oursMb.push(peakMb(app.corePid))
  }
  const changes = await oneChange(app, server)
  await app.stop()
  const far = await farAway(count, runs)
  return [
    { what: 'limit: plain fetch and bare insert, nothing parsed', unit: 'ms', samples: floorMs },
    { what: 'tsdav, fetched into memory only', unit: 'ms', samples: tsdavMs, beside: floorMs },
    { what: `Parley, ${count} found, parsed, indexed and stored`, unit: 'ms', samples: oursMs, beside: floorMs, aim: 2 },
    { what: 'limit: processor time of that process', unit: 'ms', samples: floorCpu },
    { what: 'processor time of the core for it', unit: 'ms', samples: oursCpu, beside: floorCpu },
    { what: 'limit: peak memory of the plain fetch', unit: 'MB', samples: floorMb },
    { what: 'peak memory of the core', unit: 'MB', samples: oursMb, beside: floorMb, aim: 1.3 },
    { what: 'limit: two requests, one after the other', unit: 'ms', samples: changes.floorMs },
    { what: `one change among ${count}, until it is stored`, unit: 'ms', samples: changes.ms, beside: changes.floorMs },
    { what: 'requests for it', unit: '', samples: [changes.requests], aim: 2 },
    { what: `limit: plain multigets where each answer comes ${latencyMs} ms later`, unit: 'ms', samples: far.floorMs },
    { what: 'Parley there, all found, parsed, indexed and stored', unit: 'ms', samples: far.ms, beside: far.floorMs, aim: 2 },
  ]
}

async function runFloor(server, ...how) {
  const child = spawn(process.execPath, [join(top, 'build/bench/floor.mjs'), server.origin + server.calendar, ...how], { stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(await lineOf(child))
}

/** The same first sync from a server that is as far away as one in another country. */
async function farAway(count, runs) {
  const server = await startFastDav(count, latencyMs)
  const floorMs = []
  const ms = []
  try {
    for (let round = 0; round < runs; round += 1) {
      const floor = await runFloor(server, 'multigets')
      if (floor.count !== count) throw new Error(`the plain multigets saw ${floor.count} of ${count}`)
      floorMs.push(floor.fetchMs)
      const app = await startApp()
      ms.push((await timed(() => firstSync(app, server, count))).ms)
      await app.stop()
    }
    return { floorMs, ms }
  } finally {
    server.stop()
  }
}

async function tsdavFetch({ origin }) {
  const client = await createDAVClient({ serverUrl: `${origin}/`, credentials: { username: 'u', password: 'p' }, authMethod: 'Basic', defaultAccountType: 'caldav' })
  const [calendar] = await client.fetchCalendars()
  return client.fetchCalendarObjects({ calendar })
}

async function oneChange(app, server) {
  const rounds = 15
  const ms = []
  const floorMs = []
  const before = await server.requests()
  for (let round = 0; round < rounds; round += 1) {
    await server.touch()
    ms.push((await timed(() => app.call('sync-now', { accountId: null }))).ms)
  }
  const requests = ((await server.requests()) - before) / rounds
  const ask = async () => (await fetch(server.origin + server.calendar, { method: 'PROPFIND', headers: { depth: '0' } })).text()
  for (let round = 0; round < rounds; round += 1) floorMs.push((await timed(async () => [await ask(), await ask()])).ms)
  return { ms, floorMs, requests }
}
