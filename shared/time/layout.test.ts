import { expect, test } from 'vitest'
import { layOutDay, type LayoutItem } from './layout.ts'

const minute = 60_000
const item = (key: string, from: number, to: number): LayoutItem => ({ key, startUtc: from * minute, endUtc: to * minute })
const short = (items: LayoutItem[]): string[] => layOutDay(items).map((p) => `${p.key} ${p.column}/${p.columns} >${p.indent}${p.more.length > 0 ? ` +${p.more.join('')}` : ''}${p.hidden ? ' hidden' : ''}`)

test.each<{ name: string; items: LayoutItem[]; out: string[] }>([
  { name: 'alone and one after the other', items: [item('a', 0, 60), item('b', 60, 120)], out: ['a 0/1 >0', 'b 0/1 >0'] },
  { name: 'two of one start stand side by side, the longer first', items: [item('b', 0, 30), item('a', 0, 60)], out: ['a 0/2 >0', 'b 1/2 >0'] },
  { name: 'three that start within 30 minutes stand side by side', items: [item('a', 0, 60), item('b', 15, 60), item('c', 29, 90)], out: ['a 0/3 >0', 'b 1/3 >0', 'c 2/3 >0'] },
  { name: 'a start 30 minutes later is indented', items: [item('a', 0, 90), item('b', 30, 90)], out: ['a 0/1 >0', 'b 0/1 >1'] },
  { name: 'what has ended no longer indents', items: [item('a', 0, 40), item('b', 30, 90), item('c', 95, 120)], out: ['a 0/1 >0', 'b 0/1 >1', 'c 0/1 >0'] },
  { name: 'four of one start make a cascade', items: [item('a', 0, 60), item('b', 0, 60), item('c', 0, 60), item('d', 0, 60)], out: ['a 0/1 >0', 'b 0/1 >1', 'c 0/1 >2', 'd 0/1 >3'] },
  {
    name: 'five of one start: five places',
    items: ['a', 'b', 'c', 'd', 'e'].map((key) => item(key, 0, 60)),
    out: ['a 0/1 >0', 'b 0/1 >1', 'c 0/1 >2', 'd 0/1 >3', 'e 0/1 >4'],
  },
  {
    name: 'seven of one start: the fifth place says three more',
    items: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => item(key, 0, 60)),
    out: ['a 0/1 >0', 'b 0/1 >1', 'c 0/1 >2', 'd 0/1 >3', 'e 0/1 >4 +efg', 'f 0/1 >4 hidden', 'g 0/1 >4 hidden'],
  },
  { name: 'side by side within a cascade', items: [item('a', 0, 180), item('b', 60, 120), item('c', 70, 120)], out: ['a 0/1 >0', 'b 0/2 >1', 'c 1/2 >1'] },
  { name: 'empty events take the room they are drawn in', items: [item('a', 0, 0), item('b', 5, 5)], out: ['a 0/2 >0', 'b 1/2 >0'] },
])('$name', ({ items, out }) => expect(short(items)).toEqual(out))

test('40 in a day: each is placed or told once', () => {
  const items = Array.from({ length: 40 }, (_, i) => item(`k${i}`, (i % 13) * 20, (i % 13) * 20 + 30 + (i % 5) * 25))
  const placed = layOutDay(items)
  expect(placed.length).toBe(40)
  const told = placed.flatMap((p) => (p.hidden ? [] : p.more.length > 0 ? p.more : [p.key]))
  expect([...told].sort()).toEqual(items.map((i) => i.key).sort())
  expect(placed.every((p) => p.indent <= 4 && p.column < p.columns && p.columns <= 3)).toBe(true)
})
