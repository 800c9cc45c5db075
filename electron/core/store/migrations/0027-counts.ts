/** Those deleted here and still on a server are few: with them aside the events of a calendar are counted without reading one. */
export const counts = `
CREATE INDEX object_deleted ON object(collectionKey) WHERE deletedHere = 1;
`
