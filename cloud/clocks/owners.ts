/** What has clocks, by which room answers for it: `rooms.ts` says what that room does when one rings. */
export type OwnerKind = 'request' | 'part' | 'extension'
export type OwnerKind = 'request' | 'part' | 'dispute'
export type OwnerKind = 'request' | 'part' | 'dispute' | 'order'
export type OwnerKind = 'request' | 'part' | 'whistleCall'

export interface Owner {
  kind: OwnerKind
  id: string
}
