import { expect, it } from 'vitest'
import type { PlanNewsView } from '../contract/watches.ts'
import { planNewsInWords } from './watching.ts'

const news = (patch: Partial<PlanNewsView>): PlanNewsView => ({ planId: 'p', name: 'Relaunch', kind: 'taken', blocks: 1, nextUtc: Date.UTC(2026, 10, 26, 9), who: [{ address: 'bob@north.example', name: 'Bob Lindqvist' }], endsOn: null, couldEndOn: null, foundUtc: 0, ...patch })

it.each<[string, PlanNewsView, string]>([
  ['one person, one block', news({}), 'Bob is now busy during the block on Thu 26 Nov, 09:00.'],
  ['two people, several blocks', news({ blocks: 3, who: [...news({}).who, { address: 'carol@north.example', name: '' }] }), 'Bob and carol@north.example are now busy during 3 blocks, the first on Thu 26 Nov, 09:00.'],
  ['an earlier end', news({ kind: 'earlier', endsOn: '2026-11-26', couldEndOn: '2026-11-24' }), 'Time opened: it could end on Tue 24 Nov instead of Thu 26 Nov.'],
])('%s', (_, one, words) => expect(planNewsInWords(one, 'UTC')).toBe(words))
