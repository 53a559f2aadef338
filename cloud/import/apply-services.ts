import type { Ground } from '../bookings/ground'
import { adoptRules, bookingsHit, giveUp } from '../services/adopt-rules'
import { type ServiceFact, serviceFacts } from '../services/facts'
import type { Difference } from './difference'

type Change = Difference['service']['changed'][number]

/** What slots are made from. */
const remakes = ({ columns }: Change) => columns.includes('rules') || columns.includes('way')
const inWay = (service: ServiceFact, { row }: Change): ServiceFact => ({ ...service, way: row.way })

/** The services whose slots an import changes, as they are now. */
async function touched(ground: Pick<Ground, 'tx' | 'districtId'>, { service }: Difference) {
  const changed = service.changed.filter(remakes)
  const facts = await serviceFacts(ground.tx, ground.districtId, [
    ...changed.map(({ row }) => row.code),
    ...service.retired.map(({ code }) => code),
  ])
  return {
    changed: changed.flatMap((change) => {
      const fact = facts.get(change.row.code)
      return fact === undefined ? [] : [{ fact: inWay(fact, change), rules: change.row.rules }]
    }),
    retired: service.retired.flatMap(({ code }) => facts.get(code) ?? []),
  }
}

/** True when an import changes slots that are there already. */
export const changesSlots = ({ service }: Difference): boolean => service.retired.length > 0 || service.changed.some(remakes)

/** New rules with their slots, and services given up with theirs; no booking is called off. Before the services' rows are retired. */
export async function applyServices(ground: Ground, changes: Difference): Promise<void> {
  const { changed, retired } = await touched(ground, changes)
  for (const { fact, rules } of changed) await adoptRules(ground, fact, rules, '开放时间有调整')
  for (const fact of retired) await giveUp(ground, fact, '这项服务不再办理')
}

/** Bookings that stand outside of what the files want: they stay, and somebody should know before it is done. */
export async function bookingsLeft(ground: Omit<Ground, 'deps'>, changes: Difference): Promise<string[]> {
  const { changed, retired } = await touched(ground, changes)
  const notes: string[] = []
  const say = (name: string, hit: number, what: string) => {
    if (hit > 0) notes.push(`${name}:有 ${hit} 个预约${what},都保留,到时照常办理;要取消的请在小程序里办,会告诉本人`)
  }
  for (const { fact, rules } of changed) say(fact.name, await bookingsHit(ground, fact, rules), '不在新的开放时间里')
  for (const fact of retired) say(fact.name, await bookingsHit(ground, fact, null), '在停用之后')
  return notes
}
