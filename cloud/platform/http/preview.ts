import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { problem } from '../process/problem'
import { parse } from './validation'

/** The people of the demo district that can be signed in as; `samples/personas.json`. */
export const Personas = v.array(
  v.object({
    key: v.string(),
    openid: v.string(),
    name: v.string(),
    /** One Chinese line that describes the person. */
    what: v.string(),
    /** The staff identity this person is bound to, if any. */
    staffCode: v.optional(v.string()),
  }),
)
export type Personas = v.InferOutput<typeof Personas>

export interface Demo {
  personas: Personas
  /** Gets a wx.login code of this person from the WeChat stand-in. */
  mintCode: (openid: string) => string
}

const Ask = v.object({ persona: v.string() })

/** Demo sign-in for the browser preview, where there is no wx.login. Never registered in production. */
export function servePreview(server: FastifyInstance, { personas, mintCode }: Demo): void {
  server.get('/preview/personas', () => ({ rows: personas.map(({ key, name, what }) => ({ key, name, what })) }))
  server.post('/preview/login-codes', (request) => {
    const { persona } = parse(Ask, request.body ?? {})
    const found = personas.find(({ key }) => key === persona)
    if (found === undefined) throw problem('notFound')
    return { code: mintCode(found.openid) }
  })
}
