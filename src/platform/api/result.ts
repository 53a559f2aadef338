import type { Api, ApiKey } from '@doorstep/contract/api'
import type { Endpoint, Reply, Sent } from '@doorstep/contract/endpoints'
import type { Problem as ApiProblem } from '@doorstep/contract/problems'

type Of<K extends ApiKey> = Api[K] extends Endpoint ? Api[K] : never
/** The input of an endpoint: `{ params, query, body }`, each only where it has one. */
export type Input<K extends ApiKey> = Sent<Of<K>>
/** The success value of an endpoint. */
export type Value<K extends ApiKey> = Reply<Of<K>>
export type ReadKey = Extract<ApiKey, `GET ${string}`>
export type SendKey = Exclude<ApiKey, ReadKey>

/** A failure before the API could answer. */
export interface ClientProblem {
  code: 'offline' | 'timeout' | 'garbled' | 'cancelled' | 'notAllowed' | 'signedOut' | 'doneBefore'
  status: 0
  detail: string
  errors?: undefined
  phones?: undefined
}
export type Problem = ApiProblem | ClientProblem
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const failed = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem })

const details = {
  offline: '现在没有网络，这次还没有办成，连上后请再点一次',
  timeout: '网络太慢，请稍后再试',
  garbled: '没看懂服务器的回答，请稍后再试',
  cancelled: '已取消',
  notAllowed: '没有得到允许，可在设置里打开后再试',
  signedOut: '您已退出登录，请登录后再试',
  doneBefore: '这一步已经办好了，请刷新看最新情况',
} as const satisfies Record<ClientProblem['code'], string>

/** A change that is made: with its answer, or, when an earlier try of the same send made it, with the words that say so. */
export type Done<T> = { ok: true; value: T } | { ok: false; problem: ClientProblem & { code: 'doneBefore' } }

/** Returns true for a change that is made; what was written for it is then no draft any more. */
export const isDone = <T>(result: Result<T>): result is Done<T> => result.ok || result.problem.code === 'doneBefore'

/** Returns a problem the client itself detected; never sent by the API. */
export const clientProblem = (code: ClientProblem['code'], detail: string = details[code]): ClientProblem => ({ code, status: 0, detail })

/** Returns true for a problem that ends once the network is back. */
export const isOffline = (problem: Problem) => problem.code === 'offline' || problem.code === 'timeout'
