import type { CallAction } from '@doorstep/contract/whistles/machine'
import type { Acting } from '../platform/context/call'
import { clipped } from '../platform/time/words'
import { callersOf } from './access'
import { aboutWhistle, staffOfCall, tell, unitName } from './notify'
import type { StoredCall, StoredWhistle } from './whistles-store'

type Told = Exclude<CallAction, 'rateUnit' | 'rateCall'>

/** Who is told of each action on a unit's call, as what, and in which words. */
const told: Record<Told, { who: 'street' | 'unit'; kind: 'task' | 'state'; title: (unit: string) => string }> = {
  respond: { who: 'street', kind: 'state', title: (unit) => `${unit}马上到` },
  arrive: { who: 'street', kind: 'state', title: (unit) => `${unit}已到场` },
  result: { who: 'street', kind: 'task', title: (unit) => `${unit}报了结果，请确认` },
  cannot: { who: 'street', kind: 'task', title: (unit) => `${unit}不能到场` },
  confirm: { who: 'unit', kind: 'state', title: () => '街道确认办成了' },
  sendBack: { who: 'unit', kind: 'task', title: () => '吹哨的事没办好，请再办' },
  excuse: { who: 'unit', kind: 'state', title: () => '这次吹哨不用来了' },
}

/** Tells the other side of what was done with a unit's call. */
export async function tellOfCall(
  acting: Acting,
  whistle: StoredWhistle,
  call: StoredCall,
  { action, text }: { action: CallAction; text: string },
): Promise<void> {
  if (action === 'rateUnit' || action === 'rateCall') return
  const { who, kind, title } = told[action]
  const codes = await (who === 'street' ? callersOf(acting, whistle) : staffOfCall(acting, whistle, call))
  const said = {
    kind,
    title: title(await unitName(acting, call.unit_code)),
    text: [aboutWhistle(whistle), clipped(text, 80)].filter(Boolean).join('。'),
  }
  await tell(acting, whistle, codes, said, `${action}:${call.id}:${whistle.last_seq}`)
}
