import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { verifyAll } from '../proof/verify'
import { bad, community, good, type Community } from '../testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const photo = () =>
  sharp({ create: { width: 40, height: 40, channels: 3, background: '#c00' } })
    .jpeg()
    .toBuffer()
const answer = { outcome: 'explained', text: '已经当面说明清楚' } as const
const water = { words: '一楼门口有积水，老人不好走', categoryCode: 'LIGHT' }
const noise = { words: '晚上水泵声音大', categoryCode: 'LIGHT' }
const into = (parts: { words: string; categoryCode: string; fileIds?: string[] }[] = [water], seen = 1_000) => ({
  parts,
  reason: '灯归物业、积水归市政，两家分别办',
  seen,
})

/** Returns an accepted request and what was cut out of it. */
async function cut(parts = [water]) {
  const { files, acts, resident, member } = here
  const request = await files(resident, { text: '楼道灯坏了，一楼还有积水，水泵也吵' })
  await acts(member, request, 'accept', {})
  const whole = await acts(member, request, 'split', into(parts))
  return { whole, parts: whole.splitInto ?? [] }
}

test('what is cut out is hers, at the same place and of the same time, and she is told once and why', async () => {
  const { app, sees, told, resident, member } = here
  const { whole, parts } = await cut([water, noise])
  expect(parts).toMatchObject([
    { title: '一楼门口有积水，老人不好走', state: 'submitted' },
    { title: '晚上水泵声音大', state: 'submitted' },
  ])
  for (const part of parts) {
    const hers = await sees(resident, part)
    expect(hers).toMatchObject({ createdAt: whole.createdAt, happenedAt: whole.happenedAt, place: whole.place, as: ['requester'] })
    expect(hers.splitFrom).toMatchObject({ id: whole.id, number: whole.number, state: 'accepted' })
    expect((await sees(member, part)).requester).toEqual((await sees(member, whole)).requester)
    expect(hers.timeline[0]?.title).toContain(`从 ${whole.number} 分出来办`)
  }
  const titles = await told(resident)
  expect(titles.filter((title) => title === '您的诉求分成几件分别办')).toHaveLength(1)
  const hers = await sees(resident, whole)
  expect(hers.splitInto?.map(({ id }) => id)).toEqual(parts.map(({ id }) => id))
  const event = hers.timeline.find(({ did }) => did === 'split')
  expect(event?.text).toBe('灯归物业、积水归市政，两家分别办')
  expect(event?.title).toContain(parts.map(({ number }) => number).join('、'))
  const { rows } = await app.does(resident, 'GET /v1/requests', { query: { side: 'resident', view: 'open', limit: '50' } })
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(parts.map(({ id }) => id)))
})

test('each is answered and rated apart', async () => {
  const { acts, sees, rates, resident, member } = here
  const { whole, parts } = await cut([water, noise])
  for (const part of parts) {
    await acts(member, part, 'accept', {})
    await acts(member, part, 'reply', answer)
  }
  await acts(member, whole, 'reply', answer)
  await rates(resident, parts[0] ?? whole, bad)
  await rates(resident, whole, good)
  expect((await sees(resident, parts[0] ?? whole)).state).toBe('rework')
  expect((await sees(resident, parts[1] ?? whole)).state).toBe('replied')
  expect((await sees(resident, whole)).state).toBe('closed')
})

test('its times run from when the whole was filed: nothing is gained, waits for her counted, and no promise is later', async () => {
  const { app, files, acts, sees, resident, member } = here
  const request = await files(resident)
  const { promisedAt: first } = await acts(member, request, 'accept', {})
  const filed = app.clock.now()
  await acts(member, request, 'askMore', { question: '是几单元' })
  app.clock.advance({ hours: 2 })
  const { promisedAt } = await acts(resident, request, 'supply', { text: '二单元' })
  expect(promisedAt).not.toBe(first)
  app.clock.advance({ hours: 1 })
  const [part] = (await acts(member, request, 'split', into())).splitInto ?? []
  const { clocks } = await sees(resident, part ?? request)
  const whole = (await sees(resident, request)).clocks.find(({ kind }) => kind === 'whole')
  for (const clock of clocks) expect(clock.startedAt).toBe(filed.toISOString())
  expect(clocks.find(({ kind }) => kind === 'whole')?.dueAt).toBe(whole?.dueAt)
  expect(clocks.every(({ pausedAt, stoppedAt }) => pausedAt === null && stoppedAt === null)).toBe(true)
})

test('what is born late is late at once and rings its highest step only', async () => {
  const { app, files, acts, sees, told, resident, member } = here
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  app.clock.advance({ days: 20 })
  await app.jobs.runDue()
  const [part] = (await acts(member, request, 'split', into([noise]))).splitInto ?? []
  const late = part ?? request
  expect(await sees(member, late)).toMatchObject({ overdue: true, state: 'submitted' })
  await told(member)
  const rung = (await sees(member, late)).timeline.filter(({ did }) => did === 'rang')
  const clocks = (await sees(member, late)).clocks.length
  expect(rung.length).toBeGreaterThan(0)
  expect(rung.length).toBeLessThanOrEqual(clocks)
})

test('a file of the whole shows in the part it is shared with, and no other file does', async () => {
  const { app, files, acts, sees, tries, resident, neighbour, member } = here
  const [mine, hers] = await Promise.all(
    [resident, neighbour].map(async (who) => (await app.upload(who, await photo(), 'a.jpg', 'image/jpeg')).body.id),
  )
  const request = await files(resident, { fileIds: [mine ?? ''] })
  const other = await files(neighbour, { fileIds: [hers ?? ''] })
  expect(await tries(member, request, 'split', into([{ ...water, fileIds: [hers ?? ''] }]))).toBe('badInput')
  const [part] = (await acts(member, request, 'split', into([{ ...water, fileIds: [mine ?? ''] }]))).splitInto ?? []
  expect((await sees(resident, part ?? request)).files.map(({ id }) => id)).toEqual([mine])
  expect((await sees(member, part ?? request)).files.map(({ id }) => id)).toEqual([mine])
  expect((await sees(resident, request)).files).toHaveLength(1)
  expect(await tries(neighbour, part ?? request, 'comment', { text: '我看看' })).toBe('notFound')
  expect((await sees(neighbour, other)).files).toHaveLength(1)
})

test('a wrong split is taken back while nobody has answered: the whole goes on with it and says so, and she reads the truth', async () => {
  const { acts, tries, sees, told, resident, member } = here
  const { whole, parts } = await cut([water, noise])
  const [part, answered] = [parts[0] ?? whole, parts[1] ?? whole]
  await acts(member, part, 'unsplit', { reason: '物业两样都修，一起办' })
  const hers = await sees(resident, part)
  expect(hers).toMatchObject({ state: 'withdrawn', next: '已并回原来那一件一起办', promisedAt: null })
  expect(hers.timeline.at(-1)).toMatchObject({ did: 'unsplit', text: '物业两样都修，一起办' })
  expect((await sees(resident, whole)).timeline.at(-1)?.title).toContain(`把分出去的 ${part.number} 收回来`)
  expect(await told(resident)).toContain('分出来的一件并回去一起办')
  expect(await tries(member, part, 'unsplit', { reason: '再来一次' })).toBe('notNow')
  await acts(member, answered, 'accept', {})
  await acts(member, answered, 'reply', answer)
  expect(await tries(member, answered, 'unsplit', { reason: '一起办' })).toBe('notNow')
  await acts(member, answered, 'correct', { text: '说错了' })
  expect(await tries(member, answered, 'unsplit', { reason: '一起办' })).toBe('notNow')
  await acts(member, answered, 'merge', { number: whole.number, reason: '还是一起办' })
  expect((await sees(member, whole)).mergedHere.map(({ id }) => id)).toEqual([answered.id])
})

test('once the whole is answered, what was cut out of it is not taken back into it', async () => {
  const { acts, tries, sees, member } = here
  const { whole, parts } = await cut()
  await acts(member, whole, 'reply', answer)
  expect(await tries(member, parts[0] ?? whole, 'unsplit', { reason: '一起办' })).toBe('originOver')
  expect((await sees(member, parts[0] ?? whole)).furtherActions).not.toContain('unsplit')
  expect(await tries(member, whole, 'unsplit', { reason: '一起办' })).toBe('notNow')
})

test('a retry splits once, of two at once the second is told, and there is an end to it', async () => {
  const { app, files, acts, tries, sees, resident, member, dispatcher } = here
  const request = await files(resident)
  const sent = { params: { id: request.id }, body: into([water], 1), key: randomUUID() }
  const [one, two] = [
    await app.call(member, 'POST /v1/requests/{id}/split', sent),
    await app.call(member, 'POST /v1/requests/{id}/split', sent),
  ]
  expect([one.status, two.status]).toEqual([200, 200])
  expect((await sees(member, request)).splitInto).toHaveLength(1)
  expect(await tries(dispatcher, request, 'split', into([water], 1))).toBe('splitMeanwhile')
  const other = await files(resident)
  const both = await Promise.all([tries(dispatcher, other, 'split', into([water], 1)), tries(member, other, 'split', into([noise], 1))])
  expect([...both].sort()).toEqual([null, 'splitMeanwhile'].sort())
  expect((await sees(member, other)).splitInto).toHaveLength(1)
  const four = [water, noise, water, noise]
  await acts(member, request, 'split', into(four))
  expect(await tries(member, request, 'split', into(four))).toBe('splitsOver')
  await acts(member, request, 'split', into([water, water, water]))
  expect((await sees(member, request)).furtherActions).not.toContain('split')
  expect(await tries(member, request, 'split', into())).toBe('splitsOver')
})

test('it is refused for another kind, an emergency, an unknown category, no words, and whoever has no part in it', async () => {
  const { files, tries, resident, neighbour, stranger, member, deputy, acts } = here
  const request = await files(resident)
  const as = (categoryCode: string) => tries(member, request, 'split', into([{ ...water, categoryCode }]))
  expect([await as('TIPOFF'), await as('GAS'), await as('PENSION'), await as('NONE')]).toEqual(Array(4).fill('badInput'))
  expect(await tries(member, request, 'split', into([]))).toBe('badInput')
  expect(await tries(member, request, 'split', into([{ ...water, words: ' ' }]))).toBe('badInput')
  expect(await tries(neighbour, request, 'split', into())).toBe('notYourRole')
  expect(await tries(stranger, request, 'split', into())).toBe('notFound')
  await acts(member, request, 'accept', {})
  expect(await tries(deputy, request, 'split', into())).toBe('notHandler')
  await acts(member, request, 'reply', answer)
  expect(await tries(member, request, 'split', into())).toBe('notNow')
})

test('a 举报 is split into 举报 only, and nobody of the team reads of either', async () => {
  const { app, files, acts, tries, sees, told, resident, member, dispatcher, district } = here
  const report = await files(resident, {
    kind: 'report',
    categoryCode: district.categories.report,
    buildingCode: district.grids[0].buildings[1].code,
    text: '小店占道，还卖过期食品',
  })
  const before = await told(member)
  expect(await tries(dispatcher, report, 'split', into())).toBe('badInput')
  const whole = await acts(dispatcher, report, 'split', into([{ words: '卖过期食品', categoryCode: district.categories.report }]))
  const [part] = whole.splitInto ?? []
  const secret = part ?? report
  expect(part?.number).toMatch(/-J\d{6}$/)
  expect(await sees(dispatcher, secret)).toMatchObject({ anonymous: true, requester: null, kind: 'report' })
  expect((await sees(resident, secret)).splitFrom?.id).toBe(report.id)
  const written = JSON.stringify([(await sees(dispatcher, secret)).timeline, (await sees(dispatcher, report)).timeline])
  expect(written).not.toContain(secret.number)
  expect(written).not.toContain(report.number)
  expect(await tries(member, secret, 'note', { text: '看看' })).toBe('notFound')
  expect(await told(member)).toEqual(before)
  const team = (await app.does(member, 'GET /v1/requests', { query: { side: 'team', view: 'all', limit: '50' } })).rows.map(({ id }) => id)
  expect(team).not.toContain(secret.id)
})

test('every chain of what was split verifies, as its export does', async () => {
  const { app, resident } = here
  const { parts } = await cut()
  const { events, head } = await app.does(resident, 'GET /v1/requests/{id}/export', { params: { id: parts[0]?.id ?? '' } })
  expect(events.at(-1)?.hash).toBe(head)
  for await (const verdict of verifyAll(app.db, app.deps.files)) expect(verdict.breaks).toEqual([])
})
