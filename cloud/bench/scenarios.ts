import { randomUUID } from 'node:crypto'
import type { Neighbour, Town } from './town'

/** One HTTP request, with its caller and input; different every time, as real requests are. */
export interface Asked {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Scenario {
  name: string
  /** Returns the next request: of any resident of the town, or of this one. */
  asks: (town: Talking, who?: Neighbour) => Asked
}

/** A town in which every resident has written to their grid. */
export interface Talking extends Town {
  conversations: ReadonlyMap<Neighbour, string>
}

const anyOf = <T>(list: readonly T[]): T => {
  const one = list[Math.floor(Math.random() * list.length)]
  if (one === undefined) throw new Error('Nothing to choose from')
  return one
}

const get = (path: string, token?: string): Asked => ({
  method: 'GET',
  path,
  headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
})

const post = (path: string, token: string, body: object): Asked => ({
  method: 'POST',
  path,
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  body: JSON.stringify(body),
})

const message = (town: Talking, who: Neighbour, token: string, text: string) =>
  post(`/v1/conversations/${town.conversations.get(who) ?? ''}/messages`, token, { clientId: randomUUID(), kind: 'text', text })

export const scenarios = {
  cases: {
    name: 'list of my cases (20 rows)',
    asks: (town, who = anyOf(town.residents)) => get('/v1/requests?limit=20', who.token),
  },
  gridAt: {
    name: 'grid by point among 10,000 polygons',
    asks: (town) => {
      const { lng, lat } = anyOf(town.points)
      return get(`/v1/grid-at?lng=${lng.toFixed(6)}&lat=${lat.toFixed(6)}`)
    },
  },
  answer: {
    name: 'post a message, as the grid member',
    asks: (town, who = anyOf(town.residents)) => message(town, who, who.memberSignedIn.token, '收到，我下午两点去看，请在家等一下。'),
  },
  write: {
    name: 'post a message, as a resident (WeChat checks the text)',
    asks: (town, who = anyOf(town.residents)) => message(town, who, who.token, '三单元二楼的楼道灯坏了三天，晚上看不见路。'),
  },
  file: {
    name: 'file a request',
    asks: (town, who = anyOf(town.residents)) =>
      post('/v1/requests', who.token, { kind: 'help', categoryCode: 'LIGHT', text: '三单元二楼的楼道灯坏了三天，晚上看不见路。' }),
  },
} satisfies Record<string, Scenario>

export type ScenarioKey = keyof typeof scenarios
export const scenarioKeys = Object.keys(scenarios) as ScenarioKey[]
