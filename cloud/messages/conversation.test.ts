import { randomUUID } from 'node:crypto'
import { signedIn } from '../testing/people/signed-in'
import { wav } from '../platform/files/sound-samples'
import { conversationWorld, type ConversationWorld } from './testing/two-sides'

let sides: ConversationWorld

beforeAll(async () => {
  sides = await conversationWorld()
})
afterAll(() => sides.app.close())

test('a resident has one conversation with a grid, however often and at once it is opened', async () => {
  const { app, place } = sides
  const resident = await signedIn(place, 'resident')
  const body = { gridCode: place.grids[0].code }
  const opened = await Promise.all(Array.from({ length: 6 }, () => app.does(resident, 'POST /v1/conversations', { body })))
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
  expect(opened[0]).toMatchObject({
    withName: '李明1',
    withPlace: null,
    lastSeq: 0,
    unread: 0,
    waitingSince: null,
    grid: { code: body.gridCode },
  })
})

test('one message that is sent several times at once is stored once, and nothing is left out between', async () => {
  const { app, opens, all, seen } = sides
  const { resident, id } = await opens()
  for (let round = 1; round <= 5; round += 1) {
    const body = { clientId: randomUUID(), kind: 'text' as const, text: `第 ${round} 句` }
    const send = () => app.does(resident, 'POST /v1/conversations/{id}/messages', { params: { id }, body })
    const sent = await Promise.all(Array.from({ length: 4 }, send))
    expect(sent.map(({ seq }) => seq)).toEqual([round, round, round, round])
  }
  expect((await all(resident, id)).map(({ seq, text }) => [seq, text])).toEqual([1, 2, 3, 4, 5].map((n) => [n, `第 ${n} 句`]))
  expect(await seen(resident, id)).toMatchObject({ lastSeq: 5, lastText: '第 5 句' })
})

test('a grid nobody knows cannot be written to', async () => {
  const { app, resident } = sides
  const answer = await app.call(resident, 'POST /v1/conversations', { body: { gridCode: '990101001001999' } })
  expect(answer.problem).toMatchObject({ status: 404, code: 'notFound' })
})

test('each side sees its own messages as its own, the other by name, and the ticks move with the marks', async () => {
  const { app, member, opens, says, seen, all } = sides
  const { resident, id } = await opens('张奶奶')
  await says(resident, id, '楼道灯坏了三天')
  expect(await seen(member, id)).toMatchObject({ withName: '张奶奶', withPlace: '槐树里 1 号楼', unread: 1, lastText: '楼道灯坏了三天' })
  await says(member, id, '我下午去看')

  expect(await all(resident, id)).toMatchObject([
    { seq: 1, from: 'me', name: '张奶奶', text: '楼道灯坏了三天' },
    { seq: 2, from: 'them', name: '李明1', text: '我下午去看' },
  ])
  expect(await all(member, id)).toMatchObject([
    { seq: 1, from: 'them' },
    { seq: 2, from: 'me' },
  ])
  expect(await seen(member, id)).toMatchObject({ theirDelivered: 0, theirRead: 0 })
  await app.does(resident, 'PUT /v1/conversations/{id}/marks', { params: { id }, body: { delivered: 2 } })
  expect(await seen(member, id)).toMatchObject({ theirDelivered: 2, theirRead: 0 })
  await app.does(resident, 'PUT /v1/conversations/{id}/marks', { params: { id }, body: { read: 2 } })
  expect(await seen(member, id)).toMatchObject({ theirDelivered: 2, theirRead: 2 })
  expect(await seen(resident, id)).toMatchObject({ unread: 0, theirRead: 0 })
})

test('marks only move forward and never past the last message', async () => {
  const { app, member, opens, says, seen } = sides
  const { resident, id } = await opens()
  await says(member, id, '您好')
  const marks = (body: { delivered?: number; read?: number }) =>
    app.does(resident, 'PUT /v1/conversations/{id}/marks', { params: { id }, body })
  await marks({ read: 999 })
  expect(await seen(member, id)).toMatchObject({ theirDelivered: 1, theirRead: 1 })
  await says(member, id, '在吗')
  await marks({ read: 0, delivered: 0 })
  expect(await seen(member, id)).toMatchObject({ theirDelivered: 1, theirRead: 1 })
  expect(await seen(resident, id)).toMatchObject({ unread: 1 })
})

test('the same message sent again, also at once and under another key, is stored once', async () => {
  const { app, opens, all } = sides
  const { resident, id } = await opens()
  const body = { clientId: randomUUID(), kind: 'text' as const, text: '只发一次' }
  const sent = await Promise.all(
    Array.from({ length: 8 }, () => app.call(resident, 'POST /v1/conversations/{id}/messages', { params: { id }, body })),
  )
  expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201))
  expect(new Set(sent.map(({ body: message }) => JSON.stringify(message))).size).toBe(1)
  expect(await all(resident, id)).toHaveLength(1)
})

test('an id already used by the other side for a message of its own is refused', async () => {
  const { app, member, opens, says } = sides
  const { resident, id } = await opens()
  const clientId = randomUUID()
  await says(resident, id, '您好', clientId)
  const answer = await app.call(member, 'POST /v1/conversations/{id}/messages', {
    params: { id },
    body: { clientId, kind: 'text', text: '您好' },
  })
  expect(answer.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'clientId' }] })
})

test('readers that resume after the last seq they saw lose nothing while many write at once', async () => {
  const { app, member, deputy, opens, says } = sides
  const { resident, id } = await opens()
  const each = 20
  let writing = true
  const writers = [resident, resident, member, deputy].map(async (who, w) => {
    for (let n = 0; n < each; n += 1) await says(who, id, `${w}-${n}`)
  })
  const read: { seq: number; text: string }[] = []
  const resume = async () => {
    const { rows } = await app.does(resident, 'GET /v1/conversations/{id}/messages', {
      params: { id },
      query: { after: String(read.at(-1)?.seq ?? 0), limit: '100' },
    })
    read.push(...rows)
    return rows.length
  }
  const reader = (async () => {
    while (writing) await resume()
    while ((await resume()) > 0);
  })()
  await Promise.all(writers)
  writing = false
  await reader
  expect(read.map(({ seq }) => seq)).toEqual(Array.from({ length: 4 * each }, (_, n) => n + 1))
  const expected = [0, 1, 2, 3].flatMap((w) => Array.from({ length: each }, (_, n) => `${w}-${n}`))
  expect(read.map(({ text }) => text).sort()).toEqual(expected.sort())
}, 60_000)

test('one looks back page by page, oldest first in each', async () => {
  const { app, opens, says } = sides
  const { resident, id } = await opens()
  for (let n = 1; n <= 7; n += 1) await says(resident, id, `${n}`)
  const texts = async (query: { before?: string; after?: string; limit?: string }) => {
    const { rows, lastSeq } = await app.does(resident, 'GET /v1/conversations/{id}/messages', { params: { id }, query })
    expect(lastSeq).toBe(7)
    return rows.map(({ text }) => text)
  }
  expect(await texts({ limit: '3' })).toEqual(['5', '6', '7'])
  expect(await texts({ before: '5', limit: '3' })).toEqual(['2', '3', '4'])
  expect(await texts({ before: '2', limit: '3' })).toEqual(['1'])
  expect(await texts({ after: '5' })).toEqual(['6', '7'])
})

test('other people, other grids’ teams and people of other roles find no conversation', async () => {
  const { app, place, opens, says } = sides
  const { resident, id } = await opens()
  await says(resident, id, '私事')
  const params = { id }
  const strangers = [
    await signedIn(place, 'resident'),
    await signedIn(place, { staff: 'M2' }),
    await signedIn(place, { staff: 'BS2' }),
    await signedIn(place, 'dispatcher'),
    await signedIn(place, 'supervisor'),
    await signedIn(place, 'streetAdmin'),
    await signedIn(place, 'platformAdmin'),
  ]
  for (const stranger of strangers) {
    const answers = [
      await app.call(stranger, 'GET /v1/conversations/{id}', { params }),
      await app.call(stranger, 'GET /v1/conversations/{id}/messages', { params }),
      await app.call(stranger, 'PUT /v1/conversations/{id}/marks', { params, body: { read: 1 } }),
      await app.call(stranger, 'POST /v1/conversations/{id}/messages', {
        params,
        body: { clientId: randomUUID(), kind: 'text', text: '让我看看' },
      }),
    ]
    expect(answers.map(({ problem }) => problem?.code)).toEqual(['notFound', 'notFound', 'notFound', 'notFound'])
    const { rows } = await app.does(stranger, 'GET /v1/conversations', { query: { side: 'team' } })
    expect(rows.map((row) => row.id)).not.toContain(id)
  }
  const nobody = await app.call(resident, 'GET /v1/conversations/{id}', { params: { id: randomUUID() } })
  expect(nobody.problem).toMatchObject({ status: 404, code: 'notFound' })
})

test('a branch secretary whom nobody called reads in the branch’s area and leaves no tick, but does not write', async () => {
  const { app, secretary, opens, says, seen } = sides
  const { resident, id } = await opens()
  await says(resident, id, '您好')
  expect(await seen(secretary, id)).toMatchObject({ lastText: '您好', unread: 1 })
  await app.does(secretary, 'PUT /v1/conversations/{id}/marks', { params: { id }, body: { read: 1 } })
  expect(await seen(resident, id)).toMatchObject({ theirRead: 0 })
  const answer = await app.call(secretary, 'POST /v1/conversations/{id}/messages', {
    params: { id },
    body: { clientId: randomUUID(), kind: 'text', text: '我来' },
  })
  expect(answer.problem).toMatchObject({ status: 403, code: 'notYourRole' })
})

test('lists come latest first and page without repeating, for each side its own', async () => {
  const { app, place, says } = sides
  const team = await signedIn(place, { staff: 'M3' })
  const opened: string[] = []
  for (let n = 0; n < 5; n += 1) {
    const resident = await signedIn(place, 'resident', { building: null, name: `住户${n}` })
    const { id } = await app.does(resident, 'POST /v1/conversations', { body: { gridCode: place.grids[2].code } })
    app.clock.advance({ seconds: n < 3 ? 1 : 0 })
    await says(resident, id, `第${n}条`)
    opened.push(id)
  }
  const paged: string[] = []
  let after: string | undefined
  do {
    const page = await app.does(team, 'GET /v1/conversations', { query: { side: 'team', limit: '2', ...(after ? { after } : {}) } })
    paged.push(...page.rows.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  // The last three were written in the same millisecond, so they are ordered by id.
  const [first = '', second = '', ...same] = opened
  expect(paged).toEqual([...same.sort(), second, first])
  const own = await app.does(team, 'GET /v1/conversations')
  expect(own).toEqual({ rows: [], next: null })
  const wrong = await app.call(team, 'GET /v1/conversations', { query: { side: 'team', after: 'bm9uc2Vuc2U' } })
  expect(wrong.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'after' }] })
})

test('a recording is sent once, by its owner, as what it is', async () => {
  const { app, member, opens } = sides
  const { resident, id } = await opens()
  const { body: file } = await app.upload(resident, wav(1), 'v.wav', 'audio/wav')
  const send = (who: typeof resident, kind: 'photo' | 'voice') =>
    app.call(who, 'POST /v1/conversations/{id}/messages', { params: { id }, body: { clientId: randomUUID(), kind, fileId: file.id } })
  expect((await send(member, 'voice')).problem).toMatchObject({ code: 'badInput' })
  expect((await send(resident, 'photo')).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'fileId' }] })
  const { body: message } = await send(resident, 'voice')
  expect(message).toMatchObject({ kind: 'voice', text: '', file: { id: file.id, kind: 'voice', seconds: 1 } })
  expect((await send(resident, 'voice')).problem).toMatchObject({ code: 'badInput' })
  const { rows } = await app.does(member, 'GET /v1/conversations', { query: { side: 'team' } })
  expect(rows.find((row) => row.id === id)).toMatchObject({ lastText: '[语音]' })
})

test('a resident’s text WeChat calls risky is refused; the team’s and what WeChat cannot judge pass', async () => {
  const { app, member, opens, says } = sides
  const { resident, id } = await opens()
  // WeChat checks only texts of users who opened the mini-program within the last two hours.
  expect(await says(resident, id, '测试违规词')).toMatchObject({ seq: 1 })
  await app.does(null, 'POST /v1/sessions', { body: { code: app.standIn.mintCode(resident.openid), device: '测试' } })
  const risky = await app.call(resident, 'POST /v1/conversations/{id}/messages', {
    params: { id },
    body: { clientId: randomUUID(), kind: 'text', text: '测试违规词' },
  })
  expect(risky.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'text' }] })
  expect(await says(resident, id, '加微信领红包')).toMatchObject({ seq: 2 })
  expect(await says(member, id, '请不要发测试违规词')).toMatchObject({ seq: 3 })
})

test('a conversation one may not see is not found, whatever WeChat says of the text', async () => {
  const { app, opens } = sides
  const [{ id }, { resident: other }] = [await opens(), await opens()]
  // WeChat checks the texts of whoever has just opened the mini-program.
  await app.does(null, 'POST /v1/sessions', { body: { code: app.standIn.mintCode(other.openid), device: '测试' } })
  for (const unseen of [id, randomUUID()]) {
    const body = { clientId: randomUUID(), kind: 'text' as const, text: '测试违规词' }
    expect((await app.call(other, 'POST /v1/conversations/{id}/messages', { params: { id: unseen }, body })).status).toBe(404)
  }
})
