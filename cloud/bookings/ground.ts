import type { Context } from '../platform/call'

/** What a rule of bookings needs: a transaction, its district, the present, the keys, and open sockets where there are any. */
export type Ground = Pick<Context, 'tx' | 'districtId' | 'clock' | 'deps'> & Partial<Pick<Context, 'hint'>>
