import { openBookingStates } from '@doorstep/contract/bookings/words'
import type { RuleContext } from '../../platform/context/call'
import { importRules, countAffectedBookings, retireService } from '../../openings/api'
import { type ServiceFact, serviceFacts, venueFacts } from '../../services/api'
import type { Difference } from './difference'
import type { DistrictRows } from '../rows/rows'
import { literals } from '../../platform/database/literals'

type Change = Difference['service']['changed'][number]

const moves = ({ columns }: Change) => columns.includes('venue_code')
/** True when a change affects slots: rules, way or venue, because another venue has closures of its own. */
const remakes = (change: Change) => change.columns.includes('rules') || change.columns.includes('way') || moves(change)
const asWanted = (service: ServiceFact, { row }: Change): ServiceFact => ({ ...service, way: row.way, venueCode: row.venue_code })

/** Returns the services whose slots an import changes, as they are now. */
async function touched(context: Pick<RuleContext, 'tx' | 'districtId'>, { service }: Difference) {
  const changed = service.changed.filter(remakes)
  const facts = await serviceFacts(context.tx, context.districtId, [
    ...changed.map(({ row }) => row.code),
    ...service.retired.map(({ code }) => code),
  ])
  return {
    changed: changed.flatMap((change) => {
      const fact = facts.get(change.row.code)
      return fact === undefined ? [] : [{ fact: asWanted(fact, change), rules: change.row.rules }]
    }),
    retired: service.retired.flatMap(({ code }) => facts.get(code) ?? []),
  }
}

/** True when an import changes existing slots. */
export const changesSlots = ({ service }: Difference): boolean => service.retired.length > 0 || service.changed.some(remakes)

/** Applies new rules and retirements of services with their slots; no booking is called off. Runs before the services' rows are retired. */
export async function applyServices(context: RuleContext, changes: Difference): Promise<void> {
  const { changed, retired } = await touched(context, changes)
  for (const { fact, rules } of changed) await importRules(context, fact, rules, '开放时间有调整')
  for (const fact of retired) await retireService(context, fact, '这项服务不再办理')
}

/**
 * Returns warnings about bookings outside the new hours: they stay, and the operator should know before the import. `venues` are those of
 * the files.
 */
export async function bookingsLeft(
  context: Omit<RuleContext, 'deps'>,
  changes: Difference,
  venues: DistrictRows['venue'],
): Promise<string[]> {
  const { changed, retired } = await touched(context, changes)
  const notes = await servicesMoved(context, changes.service.changed.filter(moves), venues)
  const say = (name: string, hit: number, what: string) => {
    if (hit > 0) notes.push(`${name}：有 ${hit} 个预约${what}，都保留，到时照常办理；要取消的请在小程序里办，会告诉本人`)
  }
  for (const { fact, rules } of changed) say(fact.name, await countAffectedBookings(context, fact, rules), '不在新的开放时间里')
  for (const fact of retired) say(fact.name, await countAffectedBookings(context, fact, null), '在停用之后')
  return notes
}

/** Returns warnings about services that move to another venue. Their bookings stay at the old venue unless the booker moves them. */
async function servicesMoved(
  { tx, districtId }: Pick<RuleContext, 'tx' | 'districtId'>,
  moved: readonly Change[],
  venues: DistrictRows['venue'],
): Promise<string[]> {
  if (moved.length === 0) return []
  const before = await venueFacts(
    tx,
    districtId,
    moved.map((change) => change.before.venue_code),
  )
  const open = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where(
      'service_code',
      'in',
      moved.map(({ row }) => row.code),
    )
    .where('state', 'in', literals(openBookingStates))
    .groupBy(['service_code', 'venue_code'])
    .select(['service_code', 'venue_code', (booking) => booking.fn.countAll<number>().as('count')])
    .execute()
  return moved.map(({ row, before: { venue_code: from } }) => {
    const places = `从${before.get(from)?.name ?? from}换到${venues.get(row.venue_code)?.name ?? row.venue_code}`
    const left = open.filter((some) => some.service_code === row.code && some.venue_code !== row.venue_code)
    const count = left.reduce((sum, some) => sum + some.count, 0)
    const said = `，已有的 ${count} 个预约仍在原来的地点办理，改时间后才到新地点；要提前告诉本人的请打电话`
    return `${row.name}：${places}${count === 0 ? '' : said}`
  })
}
