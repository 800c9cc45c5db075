/**
 * What the open pages say of the network: a browser hears of it at once, a program without one only by trying. Offline is believed when
 * every page says so; a page that has said nothing, and no page at all, mean online. Then the servers are asked, and the truth shows.
 */
export function pageNetwork(setOnline: (online: boolean) => void): { open(page: object): void; say(page: object, online: boolean): void; close(page: object): void } {
  const pages = new Map<object, boolean>()
  const tell = (): void => setOnline(pages.size === 0 || [...pages.values()].some(Boolean))
  return {
    open: (page) => void pages.set(page, true),
    say(page, online) {
      pages.set(page, online)
      tell()
    },
    close(page) {
      pages.delete(page)
      tell()
    },
  }
}
