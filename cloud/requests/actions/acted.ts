import type { Category, FileRequest, RequestDetail } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import { markTargetRead } from '../../notifications/api'
import type { Acting, Context } from '../../platform/context/call'
import { sideOf } from '../case/rows'
import { openCategories } from '../filing/category-store'
import { fileRequest } from '../filing/file'
import { detailOf } from '../reading/detail'
import { act, type Body, type EndpointAction } from './act'

/** Returns the categories a request can be filed under, in the district's order. */
export async function listCategories({ tx, districtId }: Pick<Context, 'tx' | 'districtId'>): Promise<{ rows: Category[] }> {
  const rows = await openCategories(tx, districtId)
  return {
    rows: rows.map(({ code, name, group_name: group, kinds, hint, emergency, questions, acceptance, handling, rule }) => ({
      code,
      name,
      group,
      kinds,
      hint,
      emergency,
      questions,
      acceptance,
      handling,
      rule,
    })),
  }
}

/** Files a request and returns it as the filer sees it. */
export const fileAndView = async (acting: Acting, form: InferOutput<typeof FileRequest>): Promise<RequestDetail> =>
  detailOf(acting, await fileRequest(acting, form))

/** Takes an action and returns the request as the caller sees it afterwards; marks earlier notifications about it as read. */
export async function actAndView<A extends EndpointAction>(acting: Acting, id: string, action: A, body: Body<A>): Promise<RequestDetail> {
  const after = await act(acting, id, action, body)
  await markTargetRead(acting, { kind: sideOf(acting, after) === 'requester' ? 'request' : 'staffRequest', id })
  return detailOf(acting, after)
}
