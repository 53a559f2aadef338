import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { testHall, type TestHall } from '../../queue/testing/queue'

let here: TestHall
beforeEach(async () => {
  here = await testHall()
})
afterEach(() => here.app.close())

const place = { code: 'V1' }
const sheet = (who: SignedIn = here.keeper, day?: string) =>
  here.app.call(who, 'GET /v1/staff/venues/{code}/sheet', { params: place, query: day === undefined ? {} : { day } })
const printed = async (what: 'sheet' | 'poster', change: Record<string, string> = {}) => {
  const { url } = await here.app.does(here.keeper, 'POST /v1/staff/venues/{code}/prints', { params: place, body: { what } })
  const query = { ...Object.fromEntries(new URL(url, 'http://here').searchParams), ...change } as {
    what: 'sheet'
    day: string
    exp: string
    sig: string
  }
  return here.app.call(null, 'GET /v1/prints/{code}', { params: place, query })
}

test('the sheet shows every slot of a day with who comes, who waits, and places for people who just come', async () => {
  const slotId = await here.slot('2026-11-23 09:30', { capacity: 1, walkIn: 1 })
  await here.slot('2026-11-23 10:00')
  const she = await here.resident()
  const { code } = await here.books(she, slotId, { note: '腿脚不便' })
  await here.waits(await here.resident(), slotId)
  const { body } = await sheet()
  const service = body.services.find((one) => one.code === here.venue.services.slot)
  expect(service?.slots).toMatchObject([
    {
      id: slotId,
      places: 2,
      walkIn: 1,
      capacity: 1,
      taken: 1,
      waiting: 1,
      bookings: [{ code, name: '王阿姨', note: '腿脚不便', state: 'booked' }],
    },
    { places: 2, taken: 0, waiting: 0, bookings: [] },
  ])
  expect((await sheet(here.keeper, '2026-10-01')).body.says).toBe('国庆节')
})

test('only those who keep a place read its sheet or print it', async () => {
  const stranger = await signedIn(here.district, { staff: 'M3' })
  expect((await sheet(stranger)).problem?.code).toBe('notFound')
  const print = await here.app.call(stranger, 'POST /v1/staff/venues/{code}/prints', { params: place, body: { what: 'poster' } })
  expect(print.problem?.code).toBe('notFound')
  expect((await here.app.does(stranger, 'GET /v1/staff/venues')).rows).toEqual([])
})

test('a printed sheet shows what people wrote as text, runs nothing of theirs, and its link ends after ten minutes', async () => {
  const she = await signedIn(here.district, 'resident', { name: '<b>王</b>' })
  await here.books(she, await here.slot('2026-11-23 09:30'), { note: '<script>alert(1)</script> "x" & 谢谢' })
  const { url } = await here.app.does(here.keeper, 'POST /v1/staff/venues/{code}/prints', { params: place, body: { what: 'sheet' } })
  const answer = await here.app.server.inject({ url })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(answer.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot; &amp; 谢谢')
  expect(answer.body).toContain('&lt;b&gt;王&lt;/b&gt;')
  expect(answer.body).not.toContain('<script>alert')
  expect(answer.headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'nonce-[^']+'; script-src 'nonce-[^']+'; connect-src 'self'/,
  )
  here.app.clock.advance({ minutes: 10 })
  expect((await here.app.server.inject({ url })).statusCode).toBe(410)
})

test('a link is good for exactly what it was made for', async () => {
  const expired = String(here.app.clock.now().getTime() / 1000 + 86_400)
  const changes: Record<string, string>[] = [{ what: 'poster' }, { day: '2026-11-24' }, { exp: expired }]
  for (const change of changes) expect((await printed('sheet', change)).problem?.code).toBe('notFound')
})

test('a visiting professional prints the sheet of what they give, and nothing else of the place', async () => {
  const professional = await signedIn(here.district, 'handler')
  const { slot, professional: given } = here.venue.services
  for (const [service, name] of [
    [slot, '钱量压'],
    [given, '孙咨询'],
  ] as const)
    await here.books(await signedIn(here.district, 'resident', { name }), await here.slot('2026-11-23 09:30', { service }))
  expect((await here.app.does(professional, 'GET /v1/staff/venues')).rows.map(({ only }) => only)).toEqual([[given]])
  expect((await here.app.does(here.keeper, 'GET /v1/staff/venues')).rows.map(({ only }) => only)).toEqual([null])
  const ask = (what: 'sheet' | 'poster') =>
    here.app.call(professional, 'POST /v1/staff/venues/{code}/prints', { params: place, body: { what } })
  const { url } = (await ask('sheet')).body
  const { body } = await here.app.server.inject({ url })
  expect(body).toContain('孙咨询')
  expect(body).not.toContain('钱量压')
  for (const forged of [
    url.replace(`&only=${given}`, ''),
    url.replace(`only=${given}`, `only=${slot}`),
    url.replace('what=sheet', 'what=poster'),
  ])
    expect((await here.app.server.inject({ url: forged })).statusCode).toBe(404)
  expect((await ask('poster')).problem?.code).toBe('notFound')
})

test('the poster holds the check-in code as the scanner of the mini-program reads it', async () => {
  const { url } = await here.app.does(here.keeper, 'POST /v1/staff/venues/{code}/prints', { params: place, body: { what: 'poster' } })
  const { body } = await here.app.server.inject({ url })
  expect(body).toContain('<svg')
  expect(body).toContain('槐树社区党群服务站')
  // The rule of src/platform/device/scan.ts.
  const { checkInText } = await import('../../services/places/check-in-qr')
  expect(/(?:^|[/=])([0-9A-Za-z]{22})(?![0-9A-Za-z])/.exec(checkInText(here.venue.token))?.[1]).toBe(here.venue.token)
})

test('whom the place called off stays on the sheet and on paper, struck through; who cancelled is gone', async () => {
  const slotId = await here.slot('2026-11-23 09:30', { capacity: 5 })
  const [off, gone] = [
    await signedIn(here.district, 'resident', { name: '钱取消' }),
    await signedIn(here.district, 'resident', { name: '孙自退' }),
  ]
  const called = await here.books(off, slotId)
  await here.cancels(gone, await here.books(gone, slotId))
  await here.app.does(here.keeper, 'POST /v1/staff/bookings/{id}/callOff', { params: { id: called.id }, body: { reason: '停电' } })
  const [row] = (await sheet()).body.services.find(({ code }) => code === here.venue.services.slot)?.slots ?? []
  expect(row).toMatchObject({ taken: 0, bookings: [{ name: '钱取消', state: 'cancelled' }] })
  const { url } = await here.app.does(here.keeper, 'POST /v1/staff/venues/{code}/prints', { params: place, body: { what: 'sheet' } })
  const { body } = await here.app.server.inject({ url })
  expect(body).toContain('<td class="off">钱取消</td>')
  expect(body).not.toContain('孙自退')
})

test('the paper of a home visit says where to go, and who goes', async () => {
  const slotId = await here.slot('2026-11-23 14:00', { service: here.venue.services.home, minutes: 120, capacity: 2 })
  const visit = await here.books(await here.resident(), slotId, { address: '槐树里 1 号楼 1 单元 101', phone: '13800000000' })
  await here.books(await here.resident(), slotId, { address: '槐树里 2 号楼 402', phone: '13800000001' })
  await here.app.does(here.keeper, 'POST /v1/staff/bookings/{id}/assign', { params: { id: visit.id }, body: { staffCode: 'M1' } })
  const { url } = await here.app.does(here.keeper, 'POST /v1/staff/venues/{code}/prints', { params: place, body: { what: 'sheet' } })
  const { body } = await here.app.server.inject({ url })
  for (const cell of ['槐树里 1 号楼 1 单元 101', '李明1', '槐树里 2 号楼 402', '还没有安排']) expect(body).toContain(`<td>${cell}</td>`)
  const home = (await sheet()).body.services.find(({ code }) => code === here.venue.services.home)
  expect(home?.slots[0]?.bookings).toMatchObject([
    { address: '槐树里 1 号楼 1 单元 101', helper: { code: 'M1', name: '李明1' } },
    { address: '槐树里 2 号楼 402', helper: null },
  ])
})

test('a day with several closures says each, the whole day first', async () => {
  const secretary = await signedIn(here.district, 'branchSecretary')
  const closes = async (hours: { from: string; to: string } | undefined, reason: string) => {
    const day = { fromDay: '2026-11-24', untilDay: '2026-11-24' }
    const closure = { venueCode: 'V1', ...day, ...(hours && { hours }), reason }
    const { digest } = await here.app.does(secretary, 'POST /v1/staff/closure-checks', { body: closure })
    await here.app.does(secretary, 'POST /v1/staff/closures', { body: { closure, digest, hits: 'keep', reason } })
  }
  await closes({ from: '15:30', to: '16:30' }, '停电')
  await closes(undefined, '装修')
  await closes({ from: '09:00', to: '10:00' }, '开会')
  expect((await sheet(here.keeper, '2026-11-24')).body.says).toBe('停办：装修；停办 09:00–10:00：开会；停办 15:30–16:30：停电')
})

test('the list of places counts the day and what waits', async () => {
  const today = await here.slot('2026-11-23 09:30', { capacity: 5 })
  const arrived = await here.resident()
  await here.checksIn(arrived, await here.books(arrived, today))
  await here.books(await here.resident(), today)
  await here.books(await here.resident(), await here.slot('2026-11-24 09:00', { service: here.venue.services.ask }))
  const home = await here.slot('2026-11-24 09:00', { service: here.venue.services.home })
  await here.books(await here.resident(), home, { address: '槐树里 1 号楼 1 单元 101', phone: '13800000000' })
  const { rows } = await here.app.does(here.keeper, 'GET /v1/staff/venues')
  expect(rows).toMatchObject([
    {
      venue: place,
      today: { booked: 1, arrived: 1, done: 0, missed: 0 },
      todo: { pending: 1, appeals: 0, unassigned: 1, calls: 0, ratings: 0 },
    },
  ])
})
