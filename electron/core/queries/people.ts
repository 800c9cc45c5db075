import type { QueryOf } from './deps.ts'

/** What is known here: me, people found in directories, people seen in meetings. The network is asked by 'look-up-people'. */
export const query: QueryOf<'people'> = ({ read }) => async ({ text, limit }) => ({
  people: read.searchPeople(text.trim(), limit).map((p) => ({
    address: p.address,
    name: p.name,
    kind: p.kind,
    source: p.source,
    detail: p.detail,
    freebusyUrl: p.freebusyUrl,
  })),
})
