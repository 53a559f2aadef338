import type { Answer, WxAnswer, WxRequest } from './fake-wx'
import { replies, type Replies } from './replies'

const patternsOf = (all: Replies) =>
  Object.entries<unknown>(all).map(([key, reply]) => {
    const [method = '', path = ''] = key.split(' ')
    return { method, path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), reply }
  })

const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '').split('?')[0] ?? ''

/** Answers from replies.ts, with `over` taking precedence; a request found in neither is noted in `unknown` and answered with 404. */
export function canned(over: Replies = {}) {
  const patterns = [...patternsOf(over), ...patternsOf(replies)]
  const unknown: string[] = []
  const answer: Answer = ({ method, url }: WxRequest): Promise<WxAnswer> => {
    const known = patterns.find((one) => one.method === method && one.path.test(pathOf(url)))
    if (!known) {
      unknown.push(`${method} ${pathOf(url)}`)
      return Promise.resolve({ statusCode: 404, data: { type: '', title: '', status: 404, code: 'notFound', detail: '没有找到' } })
    }
    // A copy made of JSON, so that no object of the test's own realm gets in.
    const data: unknown = known.reply === undefined ? '' : JSON.parse(JSON.stringify(known.reply))
    return Promise.resolve({ statusCode: known.reply === undefined ? 204 : 200, data })
  }
  return { answer, unknown }
}
