/** Where servers of the world keep free/busy (11.4). Templates of FBU-3, as paths on the server's own origin. */
export interface UrlShape {
  /** In words, after "As". */
  readonly who: string
  /** As `capabilities.product` names it; null: not told apart there. */
  readonly product: string | null
  readonly template: string
}

export const urlShapes: readonly UrlShape[] = [
  { who: 'Cyrus keeps it', product: 'cyrus', template: '/freebusy/user/{userid}' },
  { who: 'DAViCal keeps it', product: 'davical', template: '/freebusy.php/{userid}' },
  { who: 'DAViCal keeps it, in a folder', product: 'davical', template: '/davical/freebusy.php/{userid}' },
  { who: 'CC/S 0903 shows it', product: null, template: '/freebusy/{userid}' },
  { who: 'Kolab keeps it', product: null, template: '/freebusy/{userid}.ifb' },
  { who: 'Zimbra keeps it', product: null, template: '/service/pubcal/freebusy.ifb?acct={userid}' },
  { who: 'Zimbra keeps it, at home', product: null, template: '/home/{userid}/Calendar?fmt=ifb' },
  { who: 'SOGo keeps it', product: 'sogo', template: '/SOGo/dav/public/{user}/freebusy.ifb' },
  { who: 'Calendar Server keeps it', product: 'calendarserver', template: '/calendars/users/{user}/freebusy' },
  { who: 'Horde keeps it', product: null, template: '/horde/kronolith/fb.php?u={user}' },
  { who: 'Horde keeps it, without a folder', product: null, template: '/kronolith/fb.php?u={user}' },
  { who: 'IceWarp keeps it', product: null, template: '/freebusy/?{userid}' },
  { who: 'imip-agent keeps it', product: null, template: '/freebusy/mailto%3A{userid}/freebusy' },
  { who: 'Sun Calendar Server keeps it', product: null, template: '/get_freebusy.wcap?calid=mailto:{userid}&busyonly=1&fmt-out=text/calendar' },
  { who: 'Outlook Web Access keeps it', product: null, template: '/public/?cmd=freebusy&u=SMTP:{userid}' },
]

/** That of the product first, where it is known. */
export const shapesFor = (product: string): readonly UrlShape[] => [...urlShapes.filter((shape) => shape.product === product && product !== ''), ...urlShapes.filter((shape) => shape.product !== product || product === '')]
