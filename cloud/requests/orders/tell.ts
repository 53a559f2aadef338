import type { CoreContext, Acting } from '../../platform/context/call'
import { clipped, sentence, timeMark } from '../../platform/time/words'
import type { Case } from '../case/case-store'
import { notifyRequester, notifyStaff, workingOn, type NotifyContext } from '../case/notify'
import { staffLabelOf, supervisorsOf, unitHeadsOf, worksWithoutHandler } from '../people/people'
import type { StoredOrder } from './orders-store'

const about = ({ number, title }: Pick<Case, 'number' | 'title'>) => `${number} ${title}`

/** Returns who has a request now, as its requester may know them. */
async function publicName({ tx, districtId }: CoreContext, row: Case): Promise<string> {
  const label = row.handler_code === null ? null : await staffLabelOf(tx, districtId, row.handler_code, row.grid_code)
  return label?.publicName ?? (await worksWithoutHandler(tx, districtId, row))
}

/** Tells whom an order is for, with the head of their unit, and the requester that there is one. */
export async function tellOrdered(context: NotifyContext, row: Case, order: StoredOrder): Promise<void> {
  const due = order.clocks.at(-1)?.dueAt
  const said = {
    kind: 'task' as const,
    title: '督办：请回应并办理',
    text: `${about(row)}：${sentence(clipped(order.text, 60))}${due === undefined ? '' : `请在${timeMark(due)} 前回应怎样办`}`,
  }
  const codes = [...(await workingOn(context, row)), ...(await unitHeadsOf(context.tx, context.districtId, row))]
  await notifyStaff(context, row, codes, said, `order:${order.id}`)
  const why = order.issued_by === null ? '超时没有办好，已发督办' : '监督员发了督办'
  const hers = {
    kind: 'state' as const,
    title: '您的诉求已督办',
    text: `${about(row)}：${why}，要${await publicName(context, row)}尽快办理`,
  }
  await notifyRequester(context, row, hers, `order:${order.id}`)
}

/** Tells the requester who answered an order, and whoever issued it what: of one by the system the supervisors. */
export async function tellAnswered(acting: Acting, row: Case, order: StoredOrder): Promise<void> {
  const { tx, districtId } = acting
  const code = order.acknowledged_by
  const label = code === null ? null : await staffLabelOf(tx, districtId, code, row.grid_code)
  const hers = { kind: 'state' as const, title: '督办有回应了', text: `${about(row)}：${label?.publicName ?? '办理人'}已回应督办` }
  await notifyRequester(acting, row, hers, `answered:${order.id}`)
  const text = `${about(row)}：${label?.name ?? ''}说“${clipped(order.acknowledgement ?? '', 80)}”`
  const codes = order.issued_by === null ? await supervisorsOf(tx, districtId, row) : [order.issued_by]
  await notifyStaff(acting, row, codes, { kind: 'reply', title: '督办有回应了', text }, `answered:${order.id}`)
}
