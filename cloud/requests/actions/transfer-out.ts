import { callForHelp, tellsOfDanger } from '@doorstep/contract/danger'
import type { requestMachine } from '@doorstep/contract/requests/machine'
import { transfers } from '@doorstep/contract/requests/words'
import type * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import { clipped, sentence } from '../../platform/time/words'
import type { Case } from '../case/case-store'
import { endParts, openJoining } from '../units/parts'

type Body = v.InferOutput<typeof requestMachine.transferOut.body>

/**
 * 转其他渠道: says where a request goes, why, under which number and what to do there. Where words tell of danger, whom to call is said with
 * it (北京市接诉即办工作条例第11条): no other road is fast enough.
 */
export async function transferOut({ acting, row }: { acting: Acting; row: Case }, body: Body) {
  const { to, reference, explanation, route = transfers[to].route } = body
  await endParts(acting, openJoining(row), 'withdrawn')
  const urgent = tellsOfDanger([row.title, row.text, explanation].join(' '))
  const way = urgent ? `${sentence(route)}${callForHelp}` : route
  const { name } = transfers[to]
  return {
    content: { to: name, reference, text: explanation, route: way },
    // A notification is cut where it is long: whom to call stands first.
    text: [...(urgent ? [callForHelp] : []), `转到${name}`, route, clipped(explanation, 40)].map(sentence).join(''),
    changes: { transferred_to: to },
  }
}
