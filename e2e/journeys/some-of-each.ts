import { randomUUID } from 'node:crypto'
import { uuidv7 } from '../../cloud/platform/process/ids'
import { dayOf } from '../../cloud/platform/time/calendar'
import { fileOf, subPackages, tabs } from '../../src/platform/navigation/pages'

const grid = '990101001001003'
const community = '990101001001'
const venue = 'HS-HUT'
const service = 'HUT-PRESSURE'
const laterService = 'HUT-DOCTOR'

type Answer = Record<string, unknown> & { id: string }

async function call(base: string, token: string | undefined, endpoint: string, body?: unknown): Promise<Answer> {
  const [method = 'GET', path = ''] = endpoint.split(' ')
  const answer = await fetch(base + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const said = (answer.status === 204 ? {} : await answer.json()) as Answer
  if (!answer.ok) throw new Error(`${endpoint} answered ${answer.status}: ${JSON.stringify(said)}`)
  return said
}

/** Signs somebody in over HTTP; returns the function with which they call the API. */
export async function signIn(base: string, persona: string) {
  const { code } = await call(base, undefined, 'POST /preview/login-codes', { persona })
  const { token } = await call(base, undefined, 'POST /v1/sessions', { code, device: 'journeys' })
  return (endpoint: string, body?: unknown) => call(base, String(token), endpoint, body)
}
const rowsOf = (answer: Answer) => answer.rows as Answer[]

/** Makes some of each thing a page is about, each through the API by whom it takes. Returns what pages are opened with. */
async function someOfEach(base: string) {
  const [her, him, secretary, second] = await Promise.all(
    ['resident', 'gridMember', 'branchSecretary', 'secretary2'].map((persona) => signIn(base, persona)),
  )
  if (!her || !him || !secretary || !second) throw new Error('Four people sign in')
  const file = (categoryCode: string, text: string, answers: unknown[]) =>
    her('POST /v1/requests', { kind: 'help', categoryCode, text, answers })
  const waiting = await file('light', '楼道灯坏了三天，老人晚上下楼看不见', [{ code: 'where', value: '楼道' }])
  const replied = await file('elderly', '腿疼下不了楼，想请人帮忙取药', [{ code: 'kind', value: ['取药买菜'] }])
  await him(`POST /v1/requests/${replied.id}/accept`, {})
  await him(`POST /v1/requests/${replied.id}/reply`, { outcome: 'solved', text: '药已经买好，今天上午送到您家里了' })
  const talk = await her('POST /v1/conversations', { gridCode: grid })
  await her(`POST /v1/conversations/${talk.id}/messages`, { clientId: uuidv7(), kind: 'text', text: '我家水管好像有点渗水' })
  const { name } = (await secretary('GET /v1/session')).staff as { name: string }
  const own = rowsOf(await secretary(`GET /v1/branches?grid=${grid}`)).find((branch) => branch.secretary === name)
  const branchCode = String(own?.code)
  const write = (title: string) =>
    secretary('POST /v1/notices', { title, text: '检修水管期间请提前接水，恢复后先放一会儿再用。', branchCode, audience: [community] })
  const notice = await write('停水检修')
  await secretary(`POST /v1/notices/${notice.id}/submit`)
  await second(`POST /v1/notices/${notice.id}/approve`)
  const unread = await write('电梯年检')
  await secretary(`POST /v1/notices/${unread.id}/submit`)
  const book = async (code: string) => {
    const about = await her(`GET /v1/services/${code}`)
    const slots = rowsOf(await her(`GET /v1/services/${code}/slots?day=${dayOf(new Date(String(about.nextFree)))}`))
    const [first] = slots.filter(({ free }) => Number(free) > 0)
    const hold = await her('POST /v1/holds', { slotId: first?.id })
    return her('POST /v1/bookings', { holdId: hold.id })
  }
  const booking = await book(laterService)
  // Whoever has come has a number.
  const { code } = await book(service)
  const { ticket } = await him('POST /v1/staff/check-ins', { venueCode: venue, code })
  const units = rowsOf(await secretary(`GET /v1/staff/whistle-units?grid=${grid}`))
  const unitCodes = units.slice(0, 2).map((unit) => String(unit.code))
  const place = { gridCode: grid, place: '3 号楼北侧路口', purpose: '路面塌了一块，要一起看怎么修' }
  const whistle = await secretary('POST /v1/staff/whistles', { ...place, unitCodes })
  return { waiting, talk, notice, unread, booking, ticket: ticket as Answer, branchCode, whistle }
}

/** Every page of the app with what it is opened with: those of residents and those of staff. */
export async function everyPage(base: string) {
  const { waiting, talk, notice, unread, booking, ticket, branchCode, whistle } = await someOfEach(base)
  const opened: Record<string, Record<string, string>> = {
    'resident/bookings/detail/index': { id: booking.id },
    'resident/bookings/move/index': { id: booking.id },
    'resident/branches/detail/index': { code: branchCode },
    'resident/grids/card/index': { code: grid },
    'resident/messages/chat/index': { id: talk.id },
    'resident/notices/detail/index': { id: notice.id },
    'resident/queue/ticket/index': { id: ticket.id },
    'resident/requests/detail/index': { id: waiting.id },
    'resident/requests/verify/index': { id: waiting.id },
    'resident/services/detail/index': { code: service },
    'resident/services/list/index': { group: 'health' },
    'staff/bookings/book/index': { venue },
    'staff/bookings/detail/index': { id: booking.id },
    'staff/bookings/feeds/index': { venue },
    'staff/bookings/figures/index': { venue },
    'staff/bookings/list/index': { venue },
    'staff/bookings/sheet/index': { venue },
    'staff/counter/index': { venue },
    'staff/messages/chat/index': { id: talk.id },
    'staff/notices/review/index': { id: unread.id },
    'staff/openings/closure/index': { venue },
    'staff/openings/list/index': { venue },
    'staff/openings/service/index': { venue, code: service },
    'staff/requests/detail/index': { id: waiting.id },
    'staff/whistles/detail/index': { id: whistle.id },
  }
  const addressed = (path: string) => {
    const query = new URLSearchParams(opened[path] ?? {}).toString()
    return query === '' ? path : `${path}?${query}`
  }
  const pagesOf = (root: keyof typeof subPackages) =>
    Object.entries<readonly string[]>(subPackages[root]).flatMap(([room, pages]) =>
      pages.map((page) => addressed(`${root}/${fileOf(room, page)}`)),
    )
  return {
    resident: [...Object.keys(tabs).map((tab) => `tabs/${tab}/index`), ...pagesOf('resident')],
    branchSecretary: pagesOf('staff'),
  } as const
}
