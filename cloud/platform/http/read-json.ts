import type { FastifyInstance } from 'fastify'
import { problem } from '../process/problem'

/** Bytes a JSON body may have: a form filled to its limits has a quarter of that. */
export const jsonBytes = 64 * 1024

/** Lists and objects that may lie in one another: no form of the contract has more than a few. */
const deepest = 32

/**
 * Parses JSON bodies, refusing what lies too deep before the parser, which is slow on it, sees it. An empty body is `undefined` instead of
 * an error, because `wx.request` labels every POST as JSON.
 */
export function readJson(server: FastifyInstance): void {
  const strict = server.getDefaultJsonParser('error', 'error')
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined)
    else if (isTooDeep(text)) done(problem('badInput'))
    else void strict(request, text, done)
  })
}

/** True for a text whose lists and objects lie in one another further than allowed; brackets within strings are text. */
export function isTooDeep(text: string): boolean {
  let [depth, inString] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (inString) {
      if (sign === '\\') at += 1
      else inString = sign !== '"'
    } else if (sign === '"') inString = true
    else if (sign === ']' || sign === '}') depth -= 1
    else if ((sign === '[' || sign === '{') && (depth += 1) > deepest) return true
  }
  return false
}
