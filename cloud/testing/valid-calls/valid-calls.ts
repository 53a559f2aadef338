import { randomUUID } from 'node:crypto'
import type { ApiKey } from '@doorstep/contract/api'
import { wav } from '../../platform/files/sound-samples'
import { uuidv7 } from '../../platform/process/ids'
import { good, type Community } from '../../requests/testing/requests'
import { validBookingCalls } from './bookings'
import { validOrganisationCalls } from './organisations'
import { validQueueCalls } from './queue'
import { validServiceCalls, standingVenue } from './services'
import { putPart } from '../app/parts'
import { aPhoto } from '../app/photo'
import type { RawRequest } from '../http/raw-call'
import { validStaffBookingCalls } from './staff-bookings'
import { validWhistleCalls } from './whistles'
import { signedIn, type SignedIn } from '../people/signed-in'

/** A request that succeeds, with its set-up done: what it is about belongs to `who` and is new. */
export interface ValidCall {
  who: SignedIn | null
  sent: RawRequest
}

const edge = 'edge-of-the-upload'

/** Returns one voice note as a multipart body. */
export const uploadOf = (seconds: number): RawRequest => ({
  headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
  payload: Buffer.concat([
    Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\ncontent-type: audio/wav\r\n\r\n`),
    wav(seconds),
    Buffer.from(`\r\n--${edge}--\r\n`),
  ]),
})

/**
 * Returns, for every endpoint of the contract, a function that prepares a request that succeeds. Everything happens in the first community.
 */
export function validCalls(here: Community): Record<ApiKey, () => Promise<ValidCall>> {
  const { app, district, member, secretary, streetAdmin, dispatcher } = here
  const { does } = app
  const [grid, next] = district.grids
  const [first, second] = grid.buildings
  const resident = () => signedIn(district, 'resident')
  const venue = standingVenue(here)
  let days = 0
  const unbound = ['M2', 'D3', 'BS2', 'ME']

  const as = (who: SignedIn | null, sent: RawRequest = {}): ValidCall => ({ who, sent })
  const hers = async (sent: RawRequest = {}) => as(await resident(), sent)
  const open = (sent: RawRequest = {}) => Promise.resolve(as(null, sent))
  const staff = (who: SignedIn, sent: RawRequest = {}) => Promise.resolve(as(who, sent))

  const ofHome = async (body?: object) => {
    const she = await resident()
    const { homes } = await does(she, 'GET /v1/session')
    return as(she, { params: { id: homes[0]?.id }, ...(body ? { body } : {}) })
  }
  const recording = wav(1)
  const opened = async () => {
    const who = await resident()
    const { id } = await does(who, 'POST /v1/uploads', { body: { bytes: recording.length } })
    return { who, params: { id } }
  }
  const leave = () => {
    days += 1
    const day = `2027-${String(1 + Math.floor(days / 28)).padStart(2, '0')}-${String(1 + (days % 28)).padStart(2, '0')}`
    return { gridCode: grid.code, standInCode: grid.deputy, fromDay: day, untilDay: day }
  }
  const correction = async () => {
    const she = await resident()
    return does(she, 'POST /v1/grid-corrections', { body: { buildingCode: first.code, said: '我们楼不归这里' } })
  }

  const talk = async () => {
    const she = await resident()
    const { id } = await does(she, 'POST /v1/conversations', { body: { gridCode: grid.code } })
    const body = { kind: 'text' as const, clientId: randomUUID(), text: '灯什么时候修' }
    await does(she, 'POST /v1/conversations/{id}/messages', { params: { id }, body })
    return { she, params: { id } }
  }
  const inTalk = async (more: RawRequest = {}) => {
    const { she, params } = await talk()
    return as(she, { params, ...more })
  }
  const template = { title: '问候', text: '您好，请讲', use: 'message' as const }
  const ofTemplate = async (body?: object) => {
    const { id } = await does(member, 'POST /v1/templates', { body: template })
    return as(member, { params: { id }, ...(body ? { body } : {}) })
  }

  const filed = async () => {
    const she = await resident()
    const { id } = await here.files(she)
    return { she, params: { id } }
  }
  /** Returns a request after some transitions, and who performs the next one. */
  const ofCase = async (by: 'her' | 'team', body: object | undefined, ...before: ((params: { id: string }) => Promise<unknown>)[]) => {
    const { she, params } = await filed()
    for (const step of before) await step(params)
    return as(by === 'her' ? she : member, { params, ...(body ? { body } : {}) })
  }
  const toUnit = { unitCode: 'CG', reason: '归城管局管' }
  /** Returns a request that a unit has, after some transitions before it got there. */
  const ofUnit = async (...before: ((params: { id: string }) => Promise<unknown>)[]) => {
    const { params } = await filed()
    for (const step of before) await step(params)
    await here.acts(here.dispatcher, params, 'dispatch', toUnit)
    return params
  }
  /** Returns a request that a neighbour was just suggested. */
  const suggested = async () => {
    const { params } = await filed()
    const she = await resident()
    const body = { kind: 'help' as const, categoryCode: district.categories.ordinary, text: '楼道灯坏了三天' }
    const { rows } = await does(she, 'POST /v1/similar-requests', { body })
    return { she, params, token: rows.find(({ id }) => id === params.id)?.token ?? '' }
  }
  const followed = async () => {
    const { she, params, token } = await suggested()
    await does(she, 'PUT /v1/requests/{id}/follow', { params, body: { token } })
    return { she, params }
  }
  /** Returns a request that a unit joins in. */
  const joined = async () => {
    const { params } = await filed()
    const partId = uuidv7()
    const [part, since] = [{ unit_code: 'CG', lead: false, how: 'staff', reason: '要先关水' }, app.clock.now()]
    await app.db
      .insertInto('dispatch_part')
      .values({ district_id: district.id, id: partId, request_id: params.id, ...part, at: since })
      .execute()
    return { params, partId }
  }
  /** Files a request for somebody who has to be phoned. */
  const filedForOther = async (she: SignedIn) => {
    const home = { buildingCode: second.code }
    const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', home, consent: { how: 'byPhone' as const } }
    return here.files(she, { onBehalf })
  }
  const forOther = async () => filedForOther(await resident())
  const accepted = (request: { id: string }) => here.acts(member, request, 'accept', {})
  const asked = (request: { id: string }) => here.acts(member, request, 'askMore', { question: '是几单元的灯' })
  const visit = { text: '师傅来换灯', visitAt: new Date(app.clock.now().getTime() + 86_400_000).toISOString() }
  const arranged = (request: { id: string }) => here.acts(member, request, 'handle', visit)
  const refused = (request: { id: string }) => here.acts(member, request, 'refuse', { reason: 'otherArea', explanation: '不在本网格' })

  const twoThings = { parts: [{ words: '楼道里还有积水', categoryCode: district.categories.ordinary }], reason: '归两家管', seen: 1 }
  const moreTime = { workingDays: 2, reason: '配件要等两天' }
  const askedForTime = async () => {
    const { params } = await filed()
    await accepted(params)
    await here.acts(member, params, 'askExtension', moreTime)
    return params
  }

  /** Returns what follows on a tap that rated a reply, by whoever tapped. */
  const tapped = async (satisfied: number, body?: object) => {
    const { she, params } = await filed()
    await here.settles(params)
    await does(she, 'POST /v1/requests/{id}/ratings', { params, body: { satisfied } })
    return as(she, { params, ...(body === undefined ? {} : { body }) })
  }

  const found = {
    ...({ kind: 'help', channel: 'grid', text: '楼道堆了纸箱' } as const),
    categoryCode: district.categories.ordinary,
    buildingCode: grid.buildings[0].code,
  }
  const ratedBadly = async () => (await tapped(1)).sent.params as { id: string }

  const notice = { title: '周三停水', text: '周三上午停水，请提前存水。', branchCode: 'B1', audience: [district.communities[0]] }
  const drafted = async () => {
    const { id } = await does(secretary, 'POST /v1/notices', { body: notice })
    return { id }
  }
  const submitted = async () => {
    const params = await drafted()
    await does(secretary, 'POST /v1/notices/{id}/submit', { params })
    return params
  }
  const published = async () => {
    const params = await submitted()
    await does(streetAdmin, 'POST /v1/notices/{id}/approve', { params })
    return params
  }

  return {
    'POST /v1/sessions': () => open({ body: { code: app.standIn.mintCode(`openid-${randomUUID()}`) } }),
    'GET /v1/session': () => hers(),
    'DELETE /v1/session': () => hers(),
    'GET /v1/sessions': () => hers(),
    'DELETE /v1/sessions/{id}': async () => {
      const she = await resident()
      await does(null, 'POST /v1/sessions', { body: { code: app.standIn.mintCode(she.openid) } })
      const { rows } = await does(she, 'GET /v1/sessions')
      return as(she, { params: { id: rows.find(({ current }) => !current)?.id } })
    },
    'PUT /v1/account': () => hers({ body: { name: '王阿姨', phone: '13800000000' } }),
    'POST /v1/homes': () => hers({ body: { buildingCode: second.code, label: '妈妈家' } }),
    'PUT /v1/homes/{id}': () => ofHome({ buildingCode: second.code, unit: '2 单元', room: '401' }),
    'PUT /v1/homes/{id}/current': () => ofHome(),
    'DELETE /v1/homes/{id}': () => ofHome(),
    'GET /v1/people': () => hers(),
    'DELETE /v1/people/{id}': async () => {
      const she = await resident()
      await filedForOther(she)
      const { rows } = await does(she, 'GET /v1/people')
      return as(she, { params: { id: rows[0]?.id } })
    },
    'POST /v1/staff-bindings': async () => {
      const platformAdmin = await signedIn(district, 'platformAdmin')
      const { code } = await does(platformAdmin, 'POST /v1/staff/{code}/invitations', { params: { code: unbound.shift() ?? '' } })
      return hers({ body: { code } })
    },
    'POST /v1/staff/{code}/invitations': () => staff(streetAdmin, { params: { code: 'D2' } }),

    ...validOrganisationCalls(here),

    'GET /v1/areas': () => open(),
    'GET /v1/buildings': () => open({ query: { q: '槐树里' } }),
    'GET /v1/doors/{token}': () => open({ params: { token: first.doorToken } }),
    'GET /v1/grid-at': () => open({ query: { lng: grid.centre.lng, lat: grid.centre.lat } }),
    'GET /v1/grids/{code}': () => open({ params: { code: grid.code } }),
    'POST /v1/grid-corrections': () => hers({ body: { buildingCode: first.code, said: '我们楼不归这里' } }),
    'GET /v1/grid-corrections': async () => {
      await correction()
      return as(dispatcher)
    },
    'POST /v1/grid-corrections/{id}/decide': async () => {
      const { id } = await correction()
      return as(dispatcher, { params: { id }, body: { answer: '核对过，归这个网格' } })
    },
    'POST /v1/grids/{code}/handovers': () =>
      staff(streetAdmin, { params: { code: next.code }, body: { toStaffCode: 'D2', reason: '轮岗' } }),
    'GET /v1/my-duty': () => staff(member),
    'PUT /v1/my-photo': async () => {
      const { body } = await app.upload(member, await aPhoto(), 'a.jpg', 'image/jpeg')
      return as(member, { body: { fileId: body.id } })
    },
    'GET /v1/absence-previews': () => {
      const { fromDay, untilDay } = leave()
      return staff(member, { query: { gridCode: grid.code, fromDay, untilDay } })
    },
    'POST /v1/absences': () => staff(member, { body: leave() }),
    'DELETE /v1/absences/{id}': async () => {
      const { id } = await does(member, 'POST /v1/absences', { body: leave() })
      return as(member, { params: { id } })
    },
    'GET /v1/branches': () => open(),
    'GET /v1/branches/{code}': () => open({ params: { code: 'B1' } }),

    'GET /v1/conversations': async () => as((await talk()).she),
    'GET /v1/underway': async () => as((await talk()).she),
    'POST /v1/conversations': () => hers({ body: { gridCode: grid.code } }),
    'GET /v1/conversations/{id}': () => inTalk(),
    'GET /v1/conversations/{id}/messages': () => inTalk({ query: { after: '0' } }),
    'POST /v1/conversations/{id}/messages': () => inTalk({ body: { kind: 'text', clientId: randomUUID(), text: '谢谢' } }),
    'PUT /v1/conversations/{id}/marks': () => inTalk({ body: { delivered: 1, read: 1 } }),
    'POST /v1/conversations/{id}/waivers': async () => {
      const { params } = await talk()
      return as(member, { params, body: { seq: 1 } })
    },
    'POST /v1/conversations/{id}/proposals': async () => {
      const { params } = await talk()
      return as(member, { params, body: { clientId: randomUUID(), seqs: [1], categoryCode: 'LIGHT', text: '楼道灯坏了' } })
    },
    'POST /v1/live-tickets': () => hers(),
    'GET /v1/templates': async () => as((await ofTemplate()).who),
    'POST /v1/templates': () => staff(member, { body: template }),
    'PUT /v1/templates/{id}': () => ofTemplate({ ...template, title: '再问候' }),
    'DELETE /v1/templates/{id}': () => ofTemplate(),

    'GET /v1/categories': () => open(),
    'POST /v1/category-suggestions': () => open({ body: { text: '楼道灯坏了三天' } }),
    'GET /v1/emergencies': () => open(),
    'POST /v1/request-previews': () => hers({ body: { kind: 'help', categoryCode: 'LIGHT' } }),
    'POST /v1/requests': () => hers({ body: { kind: 'help', categoryCode: 'LIGHT', text: '楼道灯坏了三天' } }),
    'GET /v1/requests': async () => as((await filed()).she),
    'GET /v1/requests/{id}': () => ofCase('her', undefined, accepted),
    'GET /v1/requests/{id}/export': () => ofCase('her', undefined, accepted),
    'GET /v1/staff/inbox': async () => {
      await filed()
      await talk()
      return as(member)
    },
    'POST /v1/staff/requests/{id}/called': async () => {
      const { id, toCall } = await here.acts(member, await forOther(), 'accept', {})
      return as(member, { params: { id }, body: { said: toCall } })
    },
    'POST /v1/requests/{id}/accept': () => ofCase('team', { note: '马上去看' }),
    'POST /v1/requests/{id}/askMore': () => ofCase('team', { question: '是几单元的灯' }),
    'POST /v1/requests/{id}/supply': () => ofCase('her', { text: '二单元三楼' }, asked),
    'POST /v1/requests/{id}/refuse': () => ofCase('team', { reason: 'otherArea', explanation: '不在本网格' }),
    'POST /v1/requests/{id}/transferOut': () => ofCase('team', { to: 'hotline', explanation: '归市里的热线办理' }),
    'POST /v1/requests/{id}/contest': () => ofCase('her', { text: '就在本网格' }, refused),
    'POST /v1/requests/{id}/handle': () => ofCase('team', { text: '已联系维修' }, accepted),
    'POST /v1/requests/{id}/reply': () => ofCase('team', { outcome: 'explained', text: '已经当面说明' }, accepted),
    'POST /v1/requests/{id}/urge': async () => {
      const { she, params } = await filed()
      // Late, without a clock that moves for all others.
      await app.db
        .updateTable('request')
        .set({ promised_at: new Date(app.clock.now().getTime() - 60_000) })
        .where('district_id', '=', district.id)
        .where('id', '=', params.id)
        .execute()
      return as(she, { params, body: {} })
    },
    'POST /v1/requests/{id}/withdraw': () => ofCase('her', { reason: '自己修好了' }),
    'POST /v1/requests/{id}/comment': () => ofCase('her', { text: '请尽快' }),
    'POST /v1/requests/{id}/note': () => ofCase('team', { text: '他家有老人' }),
    'POST /v1/requests/{id}/suppliedByPhone': () => ofCase('team', { text: '二单元三楼' }, asked),
    'POST /v1/requests/{id}/goOn': () => ofCase('team', { text: '先去看看' }, asked),
    'POST /v1/requests/{id}/correct': () => ofCase('team', { text: '看错了地址' }, refused),
    'POST /v1/requests/{id}/confirmVisit': () => ofCase('her', {}, accepted, arranged),
    'POST /v1/requests/{id}/moveVisit': () => ofCase('her', { text: '下午才在家' }, accepted, arranged),
    'POST /v1/requests/{id}/reassign': () => ofCase('team', { handlerCode: grid.deputy, reason: '换一位同志' }),
    'POST /v1/requests/{id}/dispatch': async () => as(here.dispatcher, { params: (await filed()).params, body: toUnit }),
    'POST /v1/requests/{id}/claim': async () => as(here.handler, { params: await ofUnit(accepted), body: {} }),
    'POST /v1/requests/{id}/toHuman': async () => {
      const params = await ofUnit()
      await app.db.updateTable('dispatch_part').set({ how: 'directory' }).where('request_id', '=', params.id).execute()
      return as(here.handler, { params, body: { reason: '请再看看' } })
    },
    'POST /v1/requests/{id}/dispute': async () => as(here.handler, { params: await ofUnit(), body: { reason: '不归我们管' } }),
    'POST /v1/requests/{id}/decide': async () => {
      const params = await ofUnit()
      await here.acts(here.handler, params, 'dispute', { reason: '不归我们管' })
      return as(here.supervisor, { params, body: { unitCode: 'CG', reason: '公共照明归城管' } })
    },
    'POST /v1/requests/{id}/report': async () => as(here.handler, { params: (await joined()).params, body: { text: '已经关水' } }),
    'POST /v1/requests/{id}/merge': async () => {
      const { params: other } = await filed()
      return ofCase('team', { mainId: other.id, reason: '同一盏灯' })
    },
    'POST /v1/requests/{id}/unmerge': async () => {
      const { params: other } = await filed()
      return ofCase('team', {}, (request) => here.acts(member, request, 'merge', { mainId: other.id, reason: '同一盏灯' }))
    },
    'POST /v1/requests/{id}/split': () => ofCase('team', twoThings),
    'POST /v1/requests/{id}/unsplit': async () => {
      const { params } = await filed()
      const { splitInto = [] } = await here.acts(member, params, 'split', twoThings)
      return as(member, { params: { id: splitInto[0]?.id ?? '' }, body: { reason: '其实是一件事' } })
    },
    'POST /v1/requests/{id}/endPart': async () => {
      const { params, partId } = await joined()
      return as(here.dispatcher, { params, body: { partId, reason: '不用了' } })
    },
    'POST /v1/requests/{id}/askExtension': () => ofCase('team', moreTime, accepted),
    'POST /v1/requests/{id}/grantExtension': async () => as(streetAdmin, { params: await askedForTime(), body: {} }),
    'POST /v1/requests/{id}/refuseExtension': async () =>
      as(streetAdmin, { params: await askedForTime(), body: { reason: '先换上临时的灯' } }),
    'POST /v1/requests/{id}/recategorise': () =>
      ofCase('team', { categoryCode: district.categories.consult, reason: '问的是补贴' }, async () => {
        const kinds = JSON.stringify(['consult', 'help'])
        await app.db.updateTable('category').set({ kinds }).where('code', '=', district.categories.consult).execute()
      }),
    'POST /v1/requests/{id}/order': async () => as(here.supervisor, { params: (await filed()).params, body: { text: '请马上办理' } }),
    'POST /v1/requests/{id}/acknowledge': async () => {
      const { params } = await filed()
      await here.acts(here.supervisor, params, 'order', { text: '请马上办理' })
      return as(member, { params, body: { text: '今天下午去办' } })
    },
    'GET /v1/staff/orders': () => staff(here.supervisor),
    'POST /v1/similar-requests': async () => {
      const { she } = await filed()
      return as(she, { body: { kind: 'help', categoryCode: district.categories.ordinary, text: '楼道灯不亮' } })
    },
    'GET /v1/followed-requests': async () => as((await followed()).she),
    'PUT /v1/requests/{id}/follow': async () => {
      const { she, params, token } = await suggested()
      return as(she, { params, body: { token } })
    },
    'DELETE /v1/requests/{id}/follow': async () => {
      const { she, params } = await followed()
      return as(she, { params })
    },
    'GET /v1/staff/directory-figures': () => staff(here.dispatcher),
    'POST /v1/staff/requests/{id}/ratings': async () => {
      const { id } = await forOther()
      await here.settles({ id })
      return as(dispatcher, { params: { id }, body: { ...good, text: '谢谢' } })
    },
    'POST /v1/requests/{id}/ratings/add': () => tapped(5, { solved: false, text: '灯又不亮了' }),
    'POST /v1/requests/{id}/ratings/takeBack': () => tapped(1),
    'POST /v1/staff/requests': () =>
      Promise.resolve(as(member, { body: { ...found, outside: { number: '12345-7' }, happenedAt: app.clock.now().toISOString() } })),
    'POST /v1/staff/requests/{id}/check': async () => {
      const done = { text: '已经请住户搬走，楼道清空了', fileIds: [] }
      const { id } = await does(member, 'POST /v1/staff/requests', { body: { ...found, done } })
      await app.db.updateTable('request').set({ to_check: true }).where('district_id', '=', district.id).where('id', '=', id).execute()
      return as(dispatcher, { params: { id }, body: { solved: false, text: '去看过，纸箱还在' } })
    },
    'POST /v1/requests/{id}/ratings/change': () => tapped(5, { satisfied: 1, text: '灯又不亮了' }),
    'POST /v1/requests/{id}/remedy/contacted': async () =>
      as(here.deputy, { params: await ratedBadly(), body: { text: '已经打电话问清楚了' } }),
    'POST /v1/requests/{id}/remedy': async () => {
      const params = await ratedBadly()
      await does(here.deputy, 'POST /v1/requests/{id}/remedy/contacted', { params, body: { text: '已经打电话问清楚了' } })
      return as(here.deputy, { params, body: { way: 'fixNow', text: '今天下午再去换' } })
    },
    'POST /v1/requests/{id}/remedy/decision': async () => {
      const params = await ratedBadly()
      await does(here.deputy, 'POST /v1/requests/{id}/remedy/contacted', { params, body: { text: '已经打电话问清楚了' } })
      await does(here.deputy, 'POST /v1/requests/{id}/remedy', { params, body: { way: 'appeal', text: '现场看过，灯是亮的' } })
      return as(here.supervisor, { params, body: { untrue: true, text: '现场照片能证明' } })
    },
    'POST /v1/requests/{id}/ratings': () => ofCase('her', { ...good, text: '谢谢' }, here.settles),

    'GET /v1/notices': async () => {
      await published()
      return hers()
    },
    'GET /v1/notices/{id}': async () => hers({ params: await published() }),
    'PUT /v1/notices/{id}/reader': async () => hers({ params: await published(), body: { liked: true } }),
    'GET /v1/staff/notices': async () => {
      await submitted()
      return as(secretary)
    },
    'GET /v1/staff/notices/{id}': async () => as(secretary, { params: await drafted() }),
    'POST /v1/notices': () => staff(secretary, { body: notice }),
    'PUT /v1/notices/{id}': async () => as(secretary, { params: await drafted(), body: { ...notice, title: '周四停水' } }),
    'POST /v1/notices/{id}/submit': async () => as(secretary, { params: await drafted() }),
    'POST /v1/notices/{id}/approve': async () => as(streetAdmin, { params: await submitted() }),
    'POST /v1/notices/{id}/return': async () => as(streetAdmin, { params: await submitted(), body: { reason: '请写明时间' } }),
    'POST /v1/notices/{id}/withdraw': async () => as(secretary, { params: await published(), body: { reason: '改期' } }),

    'GET /v1/inbox': async () => {
      const { who } = await ofCase('her', undefined, here.settles)
      await app.jobs.runDue()
      return as(who)
    },
    'POST /v1/inbox/read': () => hers({ body: { ids: [uuidv7()] } }),
    ...validServiceCalls(here, venue),
    ...validBookingCalls(here, venue),
    ...validStaffBookingCalls(here, venue),
    ...validQueueCalls(here, venue),
    ...validWhistleCalls(here),

    'POST /v1/files': () => hers(uploadOf(1)),
    'POST /v1/uploads': () => hers({ body: { bytes: recording.length } }),
    'GET /v1/uploads/{id}': async () => {
      const { who, params } = await opened()
      return as(who, { params })
    },
    'PUT /v1/uploads/{id}': async () => {
      const { who, params } = await opened()
      return as(who, { params, query: { part: '0' }, payload: recording, headers: { 'content-type': 'application/octet-stream' } })
    },
    'POST /v1/uploads/{id}/finish': async () => {
      const { who, params } = await opened()
      await putPart(app, who, { id: params.id, part: 0 }, recording)
      return as(who, { params })
    },
    'GET /v1/files/{id}': async () => {
      const { id, url } = (await app.upload(await resident(), wav(1), 'a.wav', 'audio/wav')).body
      return open({ params: { id }, query: Object.fromEntries(new URL(url, 'http://here').searchParams) })
    },
  }
}
