import type { RequestDetail } from '@doorstep/contract/requests/views'
import { isBad } from '@doorstep/contract/ratings'
import { addDays, dayOf, minuteMs } from '../../platform/time/calendar'
import type { Person } from '../people'
import type { Episode } from '../timeline'
import type { CaseWords } from '../words/cases/case-words'
import { ordinary } from '../words/cases/ordinary'
import type { World } from '../world'

/** A request on its way: who filed it, and who handles it by the last answer about it. */
export interface Filed {
  id: string
  by: Person
  handler: string | null
}

/** Returns a request on its way as its filer was answered. */
export const filedBy = (by: Person, { id, handler }: RequestDetail): Filed => ({ id, by, handler: handler?.code ?? null })

type Filing = Omit<CaseWords, 'by' | 'filed' | 'doing' | 'solved' | 'rated'>

/** What a category asks about danger before anything else; in the demo there is none. */
const dangers: Readonly<Record<string, string>> = { ebike: 'smoking', facade: 'hurt', lift: 'trapped', power: 'smoke' }

/** The acts of a request's life, each by whoever takes it. */
export function casesOf({ client, people, photoOf, time }: World) {
  /** Returns who handles it now: a leave may have handed it on since the last act. */
  const handlerOf = async ({ id, by, handler: last }: Filed): Promise<Person> => {
    const { handler } = await client.does(by, 'GET /v1/requests/{id}', { params: { id } })
    const code = handler?.code ?? last
    if (code === null) throw new Error(`Nobody handles ${id}`)
    return people.staff(code)
  }
  /** Notes who handles it after an act. */
  const after = async (of: Filed, answer: Promise<RequestDetail>): Promise<void> => {
    of.handler = (await answer).handler?.code ?? null
  }
  const askedFirst = (category: string): { code: string; value: string }[] => {
    const danger = dangers[category]
    if (danger !== undefined) return [{ code: danger, value: '没有' }]
    return category === 'water' ? [{ code: 'since', value: addDays(dayOf(time.clock.now()), -1) }] : []
  }
  return {
    handlerOf,
    after,
    async files(by: Person, { kind, category, buildingCode, text, place, answers = [], photo }: Filing): Promise<Filed> {
      const fileIds = photo === undefined ? [] : [await photoOf(by, photo)]
      const where = { ...(buildingCode && { buildingCode }), ...(place && { placeDetail: place }) }
      const body = { kind, categoryCode: category, text, answers: [...askedFirst(category), ...answers], fileIds, ...where }
      return filedBy(by, await client.does(by, 'POST /v1/requests', { body }))
    },
    async accepts(of: Filed, note?: string) {
      const body = { ...(note && { note }) }
      await after(of, client.does(await handlerOf(of), 'POST /v1/requests/{id}/accept', { params: { id: of.id }, body }))
    },
    async handles(of: Filed, text: string, visitAt?: Date) {
      const body = { text, ...(visitAt && { visitAt: visitAt.toISOString() }) }
      await after(of, client.does(await handlerOf(of), 'POST /v1/requests/{id}/handle', { params: { id: of.id }, body }))
    },
    async replies(of: Filed, text: string, { outcome = 'solved', photo }: Replying = {}) {
      const handler = await handlerOf(of)
      const fileIds = photo === undefined ? [] : [await photoOf(handler, photo)]
      await client.does(handler, 'POST /v1/requests/{id}/reply', { params: { id: of.id }, body: { outcome, text, fileIds } })
    },
    async asks(of: Filed, question: string) {
      await client.does(await handlerOf(of), 'POST /v1/requests/{id}/askMore', { params: { id: of.id }, body: { question } })
    },
    async hands(of: Filed, handlerCode: string, reason: string) {
      const body = { handlerCode, reason }
      await after(of, client.does(await handlerOf(of), 'POST /v1/requests/{id}/reassign', { params: { id: of.id }, body }))
    },
    async putsRight(of: Filed) {
      const params = { id: of.id }
      const handler = await handlerOf(of)
      await client.does(handler, 'POST /v1/requests/{id}/remedy/contacted', { params, body: { text: '打电话道了歉，问清了哪里没办好' } })
      await client.does(handler, 'POST /v1/requests/{id}/remedy', { params, body: { way: 'fixNow', text: '今天再去一次现场' } })
    },
    async rates(of: Filed, satisfied: number, text = '') {
      // Whoever is content taps a face and answers nothing else (未答).
      const tells = satisfied <= 3
      const form = { contacted: tells ? satisfied > 1 : null, solved: tells ? satisfied > 2 : null, satisfied, text }
      const body = { ...form, reasons: isBad(form) ? [satisfied === 1 ? ('slow' as const) : ('notFixed' as const)] : [] }
      await after(of, client.does(of.by, 'POST /v1/requests/{id}/ratings', { params: { id: of.id }, body }))
    },
  }
}
interface Replying {
  outcome?: 'solved' | 'partly'
  photo?: 'fixed' | 'yard'
}

/** Returns the episode of each request that goes the ordinary way. */
export const ordinaryCases = (world: World): Episode[] =>
  ordinary.map((words, n) => ({ name: `case ${words.text}`, live: () => ordinaryCase(world, words, n) }))

async function ordinaryCase(world: World, words: CaseWords, n: number): Promise<void> {
  const { time, people } = world
  const acts = casesOf(world)
  await time.on(words.filed[0], words.filed[1])
  const of = await acts.files(people.resident(words.by), words)
  await time.inWork(18 + (n % 5) * 11)
  await acts.accepts(of)
  await time.inWork(35 + (n % 4) * 20)
  const visit = new Date(time.clock.now().getTime() + (90 + (n % 3) * 60) * minuteMs)
  await acts.handles(of, words.doing, n % 3 === 0 ? visit : undefined)
  await time.inWork(150 + (n % 6) * 70)
  const photo = words.photo === undefined ? {} : { photo: words.photo === 'yard' ? ('yard' as const) : ('fixed' as const) }
  await acts.replies(of, words.solved, photo)
  if (words.rated === undefined) return
  await time.awake(120 + (n % 7) * 95)
  const [satisfied, text] = words.rated
  await acts.rates(of, satisfied, text)
  if (satisfied > 2) return
  await time.inWork(60)
  await acts.putsRight(of)
  await time.inWork(140)
  await acts.handles(of, '换我来办，先向您道歉，今天再去一次现场')
  await time.inWork(400)
  await acts.replies(of, '重新核实后已当面说清并签了约定，楼栋长每天去看一次', { photo: 'fixed' })
  await time.awake(300)
  await acts.rates(of, 4, '这回办到位了')
}
