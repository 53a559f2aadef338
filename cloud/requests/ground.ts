import type { Context } from '../platform/call'

/** What a rule needs that acts for nobody in particular: a transaction, its district, the present. */
export type Ground = Pick<Context, 'tx' | 'districtId' | 'clock'>
