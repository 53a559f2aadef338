import { nameOfStaff } from '../grids/api'
import type { CoreContext } from '../platform/context/call'
import { callersOf } from './access'
import { aboutWhistle, tell } from './notify'
import { openWhistlesOf } from './whistles-store'

/**
 * Tells whoever follows the open whistles of somebody up from now on, who is on leave or has left: their stand-in, or the street. Whose whistle
 * it is stays as it was. `because` says it once for each time.
 */
export async function passWhistlesOn(context: CoreContext, staffCode: string, because: string): Promise<void> {
  const { tx, districtId } = context
  const whistles = await openWhistlesOf(tx, districtId, staffCode)
  if (whistles.length === 0) return
  const name = await nameOfStaff(tx, districtId, staffCode)
  for (const whistle of whistles) {
    const heirs = (await callersOf(context, whistle)).filter((code) => code !== staffCode)
    const text = `${whistle.number} ${aboutWhistle(whistle)}。${name}不在，请接着跟进`
    await tell(context, whistle, heirs, { kind: 'task', title: '有吹哨由您接着跟进', text }, `passedOn:${because}`)
  }
}
