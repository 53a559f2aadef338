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

const details = {
  offline: '现在没有网络，这次还没有办成，连上后请再点一次',
  timeout: '网络太慢，请稍后再试',
  garbled: '没看懂服务器的回答，请稍后再试',
  cancelled: '已取消',
  /** WeChat's or the browser's own permission is refused: only its settings change that. */
  notAllowed: '没有得到允许，可在设置里打开后再试',
  /** The privacy notice was refused: the next tap shows it again. */
  noticeRefused: '您没有同意隐私说明，所以没有用；想用的话再点一次，看过说明点同意就行',
  /** A page was opened by a link that lacks what it is about. */
  incompleteLink: '链接没有复制完整，请返回再打开',
  /** The device has no such function. */
  cannot: '这个功能在这台设备上用不了，可以换一种方式',
  /** The browser preview was opened as somebody the demo does not have. */
  noSuchPerson: '演示里没有这个人，请改一改网址里 as= 后面的名字，例如 as=resident',
  loginFailed: '微信登录没有成功，请再试一次；还不行，请把小程序关掉重新打开',
  /** WeChat holds the server's address to be none of this mini-program's. */
  wrongAddress: '小程序的设置有问题，连不上服务器，已经记下；着急的事请打网格员电话',
  /** The connection is not what it claims to be: a false date, a shared network that looks in. */
  unsafe: '连接不安全，已经停下；请看手机的日期时间对不对，或者换个网络再试',
  tooShort: '说得太短，没有录上，请按住多说一会儿',
  signedOut: '您已退出登录，请登录后再试',
  doneBefore: '这一步已经办好了，请刷新看最新情况',
} as const

/** A failure before the API could answer. */
export interface ClientProblem {
  code: keyof typeof details
  status: 0
  detail: string
  errors?: undefined
  phones?: undefined
}
export type Problem = ApiProblem | ClientProblem
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const failed = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem })

/** A change that is made: with its answer, or, when an earlier try of the same send made it, with the words that say so. */
export type Done<T> = { ok: true; value: T } | { ok: false; problem: ClientProblem & { code: 'doneBefore' } }

/** Returns true for a change that is made; what was written for it is then no draft any more. */
export const isDone = <T>(result: Result<T>): result is Done<T> => result.ok || result.problem.code === 'doneBefore'

/** Returns a problem the client itself detected; never sent by the API. */
export const clientProblem = (code: ClientProblem['code'], detail: string = details[code]): ClientProblem => ({ code, status: 0, detail })

/** Returns true for a problem that ends once the network is back. */
export const isOffline = (problem: Problem) => problem.code === 'offline' || problem.code === 'timeout'
