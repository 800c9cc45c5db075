/** Words for the RFC 5545 parameters CUTYPE, ROLE and PARTSTAT, as the product uses them. */
export type PersonKind = 'individual' | 'group' | 'room' | 'resource' | 'unknown'
export type AttendeeRole = 'chair' | 'required' | 'optional' | 'non-participant'
export type Answer = 'needs-action' | 'accepted' | 'tentative' | 'declined' | 'delegated'
