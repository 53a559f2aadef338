import type { Category } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { act } from 'react'
import { answerBuilding } from '../../../platform/place/current-grid'
import { watchNetwork } from '../../../platform/device/network'
import { watchRequests } from '../../../platform/sending/request-queue'
import { aCase, aCategory, aPreview } from '../../../testing/requests'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { connect, device, onDevice } from '../../../testing/taro'
import { setElder } from '../../../platform/device/elder'
import { moveFormerDraft } from '../../../platform/sending/file-drafts'
import { stored } from '../../../platform/device/storage'
import { emptyFiling } from './filing'
import FileRequest from './index'

const me = {
  account: { id: '019ab000-0000-7000-8000-00000000000a', name: '赵女士', phone: null, elder: false },
  homes: [
    {
      id: '019ab000-0000-7000-8000-00000000000b',
      building: {
        code: 'B0023',
        name: '槐树里 3 号楼',
        address: '清河路 8 号',
        gridCode: '990101001001003',
        gridName: '第 3 网格',
        communityName: '槐树社区',
        units: [],
      },
      unit: null,
      room: null,
      label: '我家',
      current: true,
    },
  ],
  staff: null,
  unread: { inbox: 0, messages: 0 },
}
const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': me,
  'GET /v1/categories': {
    rows: [aCategory(), aCategory({ code: 'gas-leak', name: '闻到燃气味', emergency: [{ name: '燃气抢修', number: '0999-0000777' }] })],
  },
  'POST /v1/request-previews': aPreview(),
  'POST /v1/category-suggestions': { rows: [] },
  'POST /v1/requests': aCase(),
  ...over,
})

const trapped = {
  code: 'trapped',
  ask: '现在有人困在里面吗',
  type: 'singlevaluelist' as const,
  required: true,
  options: ['没有', '有'],
  stopAt: '有',
}

const write = async (text: string) => fireEvent.input(await screen.findByRole('textbox', { name: /写一写/ }), { target: { value: text } })
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}

/** Opens the choice of a category and takes one. */
const pick = async (name: string | RegExp) => {
  await tap(/，是哪类事$/)
  await tap(name)
}
/** Sends once it is said who will get it. */
const submit = async () => {
  await screen.findByText(/给李明，/)
  await tap('提交')
}
/** Sends what is looked at once more before it goes: for somebody else, or a 举报. */
const confirm = async () => {
  await tap('提交')
  await screen.findByText(/交给 网格员 李明/)
  await tap('确认提交')
}
const filedWith = (calls: ReturnType<typeof fakeApi>) => calls.filter(({ key }) => key === 'POST /v1/requests').map(({ body }) => body)
const drafts = () =>
  Object.entries(onDevice())
    .filter(([name]) => name.startsWith('draft.requests.file'))
    .map(([, draft]) => draft)

beforeAll(() => watchRequests())
beforeEach(() => signedInAs())

test('an emergency category stops the form and offers the phone to call', async () => {
  const calls = fakeApi(api())
  show(<FileRequest />)
  await pick(/闻到燃气味/)
  expect(screen.queryByRole('textbox')).toBeNull()
  await tap('拨打燃气抢修 0999-0000777')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0999-0000777' })
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/requests')
})

test('an answer that means danger stops the form too', async () => {
  fakeApi(api({ 'GET /v1/categories': { rows: [aCategory({ questions: [trapped] })] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  fireEvent.click(await screen.findByRole('radio', { name: '有' }))
  expect(await screen.findByRole('button', { name: /119/ })).toBeTruthy()
})

test('a form that an answer stops says what to do first, not how to fill it in, and what was written stays', async () => {
  const lift = aCategory({ code: 'lift', name: '电梯坏了', hint: '写明几单元，停在几层', questions: [trapped] })
  fakeApi(api({ 'GET /v1/categories': { rows: [lift] } }))
  show(<FileRequest />, { categoryCode: 'lift' })
  await write('停在四楼了')
  fireEvent.click(await screen.findByRole('radio', { name: '有' }))
  expect(await screen.findByText(/不要扒门/)).toBeTruthy()
  expect(screen.queryByText('写明几单元，停在几层')).toBeNull()
  expect(screen.getByRole('button', { name: '拨打电梯救援 96333' })).toBeTruthy()
  await tap('不是紧急情况，改回答')
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '停在四楼了')
  expect(screen.getByRole('radio', { name: '有' }).getAttribute('aria-checked')).toBe('false')
})

const finding =
  (rows: Category[]) =>
  ({ query: { q } = {} }: { query?: { q?: string | undefined } }) => ({
    rows: rows.filter(({ name }) => q === undefined || name.includes(q)),
  })

test.each([
  ['煤气', '拨打 119 火警'],
  ['老伴摔倒', '拨打 120 急救'],
  ['电梯困人', '拨打 96333 电梯救援'],
  ['着火', '拨打 119 火警'],
  ['什么也找不到的词', '拨打 120 急救'],
])('searched for %s, the numbers to call are there whatever is found', async (words, call) => {
  fakeApi(api({ 'GET /v1/categories': finding([aCategory()]) }))
  show(<FileRequest />)
  expect(screen.getByRole('button', { name: '拨打 120 急救' })).toBeTruthy()
  await tap(/，是哪类事$/)
  const sheet = within(screen.getByRole('dialog'))
  const search = await sheet.findByRole('textbox', { name: /找一找/ })
  expect(sheet.getByRole('button', { name: '拨打 120 急救' })).toBeTruthy()
  fireEvent.input(search, { target: { value: words } })
  expect(await sheet.findByRole('button', { name: call })).toBeTruthy()
  // Whoever tells of danger is not advised to make a suggestion.
  await waitFor(() => expect(screen.queryByText(/给社区提建议/) !== null).toBe(words === '什么也找不到的词'))
})

test('a category is found by what the API finds for words, and offline by its name', async () => {
  const rows = [aCategory({ code: 'noise', name: '噪声扰民' }), aCategory({ code: 'pets', name: '养犬' })]
  let online = true
  fakeApi(
    api({
      'GET /v1/categories': ({ query: { q } }) => {
        if (!online) throw new Error('request:fail timeout')
        return { rows: q === 'zaosheng' ? rows.slice(0, 1) : rows }
      },
    }),
  )
  show(<FileRequest />)
  await tap(/，是哪类事$/)
  const search = await screen.findByRole('textbox', { name: /找一找/ })
  expect(await screen.findByRole('button', { name: /^养犬/ })).toBeTruthy()
  fireEvent.input(search, { target: { value: 'zaosheng' } })
  await waitFor(() => expect(screen.queryByRole('button', { name: /^养犬/ })).toBeNull())
  expect(await screen.findByRole('button', { name: /^噪声扰民/ })).toBeTruthy()
  online = false
  fireEvent.input(search, { target: { value: '养' } })
  expect(await screen.findByRole('button', { name: /^养犬/ })).toBeTruthy()
  await waitFor(() => expect(screen.queryByRole('button', { name: /^噪声扰民/ })).toBeNull())
})

test('what the form tells of is answered with the phone at once, and can still be filed', async () => {
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('煤气漏了，楼道灯也坏了')
  expect(await screen.findByText(/先关阀、开窗/)).toBeTruthy()
  await submit()
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
})

test('it begins anew: a complaint left half written is offered by its category and becomes no other matter', async () => {
  fakeApi(
    api({
      'GET /v1/categories': { rows: [aCategory({ code: 'noise', name: '噪声扰民' }), aCategory({ code: 'dispute', name: '邻里调解' })] },
    }),
  )
  const begun = show(<FileRequest />, { categoryCode: 'noise' })
  await write('楼上半夜唱歌')
  begun.unmount()
  const mediation = show(<FileRequest />, { categoryCode: 'dispute' })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '')
  mediation.unmount()
  show(<FileRequest />)
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '')
  await tap('接着写：噪声扰民，楼上半夜唱歌')
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '楼上半夜唱歌')
})

test('changed to another category, what was written goes along, and is one draft only', async () => {
  fakeApi(
    api({
      'GET /v1/categories': { rows: [aCategory({ code: 'noise', name: '噪声扰民' }), aCategory({ code: 'pets', name: '养犬' })] },
    }),
  )
  const form = show(<FileRequest />, { categoryCode: 'noise' })
  await write('狗叫了一夜')
  await pick(/^养犬/)
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '狗叫了一夜')
  form.unmount()
  expect(drafts()).toMatchObject([{ text: '狗叫了一夜', categoryCode: 'pets' }])
})

test('changed to an emergency and back, what was written goes along into the category chosen then', async () => {
  const pets = aCategory({ code: 'pets', name: '养犬' })
  const gas = aCategory({ code: 'gas-leak', name: '闻到燃气味', emergency: [{ name: '燃气抢修', number: '0999-0000777' }] })
  fakeApi(api({ 'GET /v1/categories': { rows: [aCategory(), gas, pets] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('狗叫了一夜')
  await pick(/^闻到燃气味/)
  expect(await screen.findByText(/您写的内容还在/)).toBeTruthy()
  await tap('不是紧急情况，回去改')
  await pick(/^养犬/)
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '狗叫了一夜')
})

test('nothing written, an emergency does not say that it is kept', async () => {
  fakeApi(api())
  show(<FileRequest />)
  await pick(/闻到燃气味/)
  expect(await screen.findByText(/来不及处理紧急情况/)).toBeTruthy()
  expect(screen.queryByText(/您写的内容还在/)).toBeNull()
})

test('the one draft of an earlier version comes to its category', async () => {
  stored<object>('draft.requests.file', () => undefined).set({ ...emptyFiling, categoryCode: 'light', step: 'tell', text: '旧版写的' })
  moveFormerDraft()
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '旧版写的')
  expect(onDevice()).not.toHaveProperty('draft.requests.file')
})

test('before sending it says who gets it and by when; after, the receipt number', async () => {
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯坏了三天')
  expect(await screen.findByText(/给李明，.*14:00 前答复您/)).toBeTruthy()
  await tap(/14:00 前答复您，依据$/)
  const sheet = within(screen.getByRole('dialog'))
  expect(sheet.getByText(/交给 网格员 李明/)).toBeTruthy()
  expect(sheet.getByText('谁能看到什么')).toBeTruthy()
  expect(sheet.getByText('依据：公共照明属急修类，24 小时内处理')).toBeTruthy()
  expect(sheet.getByText('楼道灯坏了三天')).toBeTruthy()
  await tap('确认提交')
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
})

test('nothing said is pointed out at the field, and nothing is sent', async () => {
  const calls = fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await tap('提交')
  expect(await screen.findByText('请写几句、拍张照片或说一段话')).toBeTruthy()
  expect(filedWith(calls)).toEqual([])
})

test('for a neighbour the place is asked for anew and never the filer’s home', async () => {
  const calls = fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯不亮')
  await tap('替别人提')
  expect(screen.queryByText('槐树里 3 号楼（我家）')).toBeNull()
  await tap('提交')
  expect(await screen.findByText('请选他住的楼栋，才知道交给谁办')).toBeTruthy()
  expect(filedWith(calls)).toEqual([])
})

test('whom one acted for before is chosen with one tap: name, phone, home and consent are filled in', async () => {
  const [home] = me.homes
  if (home === undefined) throw new Error('nobody lives here')
  const person = {
    id: '019ab000-0000-7000-8000-00000000000f',
    name: '张奶奶',
    phone: '13900001111',
    relation: '邻居',
    home: { building: home.building, unit: '3 单元', room: '502' },
    consent: { how: 'byPhone' as const, at: '2026-11-20T01:00:00.000Z' },
  }
  const calls = fakeApi(api({ 'GET /v1/people': { rows: [person] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯不亮')
  await tap('替别人提')
  fireEvent.click(await screen.findByRole('radio', { name: '张奶奶（邻居）' }))
  await confirm()
  await waitFor(() =>
    expect(calls.find(({ key }) => key === 'POST /v1/requests')?.body).toMatchObject({
      buildingCode: home.building.code,
      onBehalf: {
        personId: person.id,
        name: '张奶奶',
        phone: '13900001111',
        relation: '邻居',
        home: { buildingCode: home.building.code, unit: '3 单元', room: '502' },
        consent: { how: 'byPhone' },
      },
    }),
  )
})

describe('however somebody agrees, and agreed before, there is a way on', () => {
  const [home] = me.homes
  if (home === undefined) throw new Error('nobody lives here')
  const id = '019ab000-0000-7000-8000-00000000000f'
  const remembered = (how: 'written' | 'voice') => ({
    id,
    name: '张奶奶',
    phone: null,
    relation: '邻居',
    home: { building: home.building, unit: null, room: null },
    consent: { how, at: '2026-11-20T01:00:00.000Z' },
  })
  const sent = (calls: ReturnType<typeof fakeApi>) => calls.filter(({ key }) => key === 'POST /v1/requests').map(({ body }) => body)
  const forOther = async (code = 'light') => {
    show(<FileRequest />, { categoryCode: code })
    await write('楼道灯不亮')
    await tap('替别人提')
  }
  const proofs = [
    ['写了字据', 'written', '字据照片', /请拍下字据/],
    ['录音同意', 'voice', '录一段本人说的话', /请录一段本人说同意的话/],
  ] as const

  test.each(proofs)('somebody new, %s: its proof is asked for, and another way needs none', async (label, how, field, asks) => {
    const calls = fakeApi(api())
    stored<object>('draft.requests.file.light', () => undefined).set({
      ...emptyFiling,
      categoryCode: 'light',
      step: 'tell',
      text: '楼道灯不亮',
      forOther: true,
      otherName: '张奶奶',
      otherRelation: '邻居',
      buildingCode: home.building.code,
      buildingName: home.building.name,
      consentHow: how,
    })
    show(<FileRequest />, { categoryCode: 'light' })
    expect(await screen.findByText(field)).toBeTruthy()
    expect(screen.getByRole('radio', { name: label, checked: true })).toBeTruthy()
    await tap('提交')
    expect(await screen.findByText(asks)).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: '当面同意' }))
    expect(screen.queryByText(field)).toBeNull()
    await confirm()
    await waitFor(() => expect(sent(calls)).toMatchObject([{ onBehalf: { consent: { how: 'inPerson' } } }]))
  })

  test.each([
    ['written', { consentPhotos: [{ id: '019ab000-0000-7000-8000-0000000000f1', url: '/f/1' }] }, '019ab000-0000-7000-8000-0000000000f1'],
    [
      'voice',
      { consentVoice: { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 } },
      '019ab000-0000-7000-8000-0000000000e1',
    ],
  ] as const)('the proof goes along: %s; and when the server has dropped it, it is asked for again', async (how, proof, fileId) => {
    const errors = [{ path: 'onBehalf.consent.fileId', message: '这个附件已失效或已用过，请重新选择' }]
    const calls = fakeApi(api({ 'POST /v1/requests': { problem: { code: 'badInput', status: 400, detail: '', errors } } }))
    stored<object>('draft.requests.file.light', () => undefined).set({
      ...emptyFiling,
      categoryCode: 'light',
      step: 'tell',
      text: '楼道灯不亮',
      forOther: true,
      otherName: '张奶奶',
      otherRelation: '邻居',
      buildingCode: home.building.code,
      buildingName: home.building.name,
      consentHow: how,
      ...proof,
    })
    show(<FileRequest />, { categoryCode: 'light' })
    await confirm()
    await waitFor(() => expect(sent(calls)).toMatchObject([{ onBehalf: { consent: { how, fileId } } }]))
    expect((await screen.findAllByText(/已经?过期/)).length).toBeGreaterThan(0)
    await tap('提交')
    expect(await screen.findByText(how === 'voice' ? /请录一段本人说同意的话/ : /请拍下字据/)).toBeTruthy()
  })

  test.each(proofs)('somebody remembered, %s: it stands; under another name it does not', async (label, how, field, asks) => {
    const calls = fakeApi(api({ 'GET /v1/people': { rows: [remembered(how)] } }))
    await forOther()
    fireEvent.click(await screen.findByRole('radio', { name: '张奶奶（邻居）' }))
    expect(screen.getByRole('radio', { name: label, checked: true })).toBeTruthy()
    expect(screen.queryByText(field)).toBeNull()
    fireEvent.input(screen.getByRole('textbox', { name: '他怎么称呼' }), { target: { value: '王秀兰' } })
    await tap('提交')
    expect(await screen.findByText(asks)).toBeTruthy()
    fireEvent.input(screen.getByRole('textbox', { name: '他怎么称呼' }), { target: { value: '张奶奶' } })
    await confirm()
    await waitFor(() => expect(sent(calls)).toMatchObject([{ onBehalf: { personId: id, consent: { how } } }]))
  })

  test.each(proofs)('somebody remembered, %s, for a 举报: nothing given before counts', async (_, how, field, asks) => {
    const categories = { rows: [aCategory({ code: 'misconduct', kinds: ['report'] })] }
    fakeApi(api({ 'GET /v1/categories': categories, 'GET /v1/people': { rows: [remembered(how)] } }))
    await forOther('misconduct')
    fireEvent.click(await screen.findByRole('radio', { name: '张奶奶（邻居）' }))
    expect(screen.getByText(field)).toBeTruthy()
    await tap('提交')
    expect(await screen.findByText(asks)).toBeTruthy()
  })

  test.each(proofs)('somebody remembered, %s, whose consent the server asks for all the same', async (_, how, field) => {
    const errors = [{ path: 'onBehalf.consent.fileId', message: '请附上本人同意的证明' }]
    const problem = { code: 'consentNeeded' as const, status: 400, detail: '替别人办事，请先记下本人同意', errors }
    const calls = fakeApi(
      api({
        'GET /v1/people': { rows: [remembered(how)] },
        'POST /v1/requests': ({ body }) => (body.onBehalf?.consent.how === how ? { problem } : aCase()),
      }),
    )
    await forOther()
    fireEvent.click(await screen.findByRole('radio', { name: '张奶奶（邻居）' }))
    await confirm()
    expect(await screen.findByText(/替别人办事，请先记下本人同意；请附上本人同意的证明/)).toBeTruthy()
    expect(await screen.findByText(field)).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: '电话里同意' }))
    await confirm()
    await waitFor(() => expect(sent(calls).at(-1)).toMatchObject({ onBehalf: { name: '张奶奶', consent: { how: 'byPhone' } } }))
  })
})

test('whom one files for has no place of the person chosen before', async () => {
  const [home] = me.homes
  if (home === undefined) throw new Error('nobody lives here')
  const consent = { how: 'byPhone' as const, at: '2026-11-20T01:00:00.000Z' }
  const first = {
    id: '019ab000-0000-7000-8000-00000000000e',
    name: '张奶奶',
    phone: null,
    relation: '邻居',
    home: { building: home.building, unit: '3 单元', room: '502' },
    consent,
  }
  const second = { ...first, id: '019ab000-0000-7000-8000-00000000000f', name: '王秀兰', home: null }
  const calls = fakeApi(api({ 'GET /v1/people': { rows: [first, second] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯不亮')
  await tap('替别人提')
  fireEvent.click(await screen.findByRole('radio', { name: '张奶奶（邻居）' }))
  fireEvent.click(await screen.findByRole('radio', { name: '王秀兰（邻居）' }))
  await tap('提交')
  expect(await screen.findByText('请选他住的楼栋，才知道交给谁办')).toBeTruthy()
  expect(filedWith(calls)).toEqual([])
})

test('who has two homes says which one it is about, and its door goes along', async () => {
  const rented = { id: '019ab000-0000-7000-8000-00000000000d', unit: '2 单元', room: '402', label: '出租屋', current: false }
  const homes = me.homes.flatMap((mine) => [mine, { ...mine, ...rented }])
  const calls = fakeApi(api({ 'GET /v1/session': { ...me, homes } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯不亮')
  await tap('换地方')
  fireEvent.click(await screen.findByRole('radio', { name: '出租屋（槐树里 3 号楼 2 单元 402）' }))
  await submit()
  await waitFor(() => expect(calls.find(({ key }) => key === 'POST /v1/requests')?.body).toMatchObject({ homeId: rented.id }))
})

test('a report never offers the grid member it may be about, and says who will hear her voice', async () => {
  fakeApi(api({ 'GET /v1/categories': { rows: [aCategory({ code: 'misconduct', kinds: ['report'] })] } }))
  act(() => setElder(true))
  show(<FileRequest />, { categoryCode: 'misconduct' })
  expect(await screen.findByText(/办理的人会听到您的声音/)).toBeTruthy()
  await tap('提交')
  expect(await screen.findByText('请选事情发生在哪栋楼')).toBeTruthy()
  expect(document.body.textContent).not.toContain('网格员')
  act(() => setElder(false))
})

test('a report asks where it happened and never takes her home for the place', async () => {
  const calls = fakeApi(api({ 'GET /v1/categories': { rows: [aCategory({ code: 'misconduct', kinds: ['report'] })] } }))
  show(<FileRequest />, { categoryCode: 'misconduct' })
  await screen.findByText(/举报会替您保密/)
  await write('收了钱没有收据')
  expect(screen.queryByText('槐树里 3 号楼（我家）')).toBeNull()
  await tap('提交')
  expect(await screen.findByText(/请选事情发生在哪栋楼/)).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/request-previews')
})

test('without network the words stay, and go out once by themselves when it is back, under the same key', async () => {
  watchNetwork()
  let online = false
  const keys: (string | undefined)[] = []
  fakeApi(
    api({
      'POST /v1/requests': ({ headers }) => {
        keys.push(headers['idempotency-key'])
        if (!online) throw new Error('request:fail')
        return aCase()
      },
    }),
  )
  show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await screen.findByText(/给李明，/)
  await act(() => {
    connect(false)
    return Promise.resolve()
  })
  await tap('提交')
  expect(await screen.findByText(/没有网络，内容已经存好/)).toBeTruthy()
  online = true
  await act(() => {
    connect(true)
    return Promise.resolve()
  })
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
  expect(new Set(keys).size).toBe(1)
  expect(keys.length).toBeGreaterThanOrEqual(2)
})

test('a form left half written is there when it is opened again', async () => {
  fakeApi(api())
  const first = show(<FileRequest />, { categoryCode: 'light' })
  await write('只写了一半')
  first.unmount()
  show(<FileRequest />, { categoryCode: 'light' })
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /写一写/ })
  await waitFor(() => expect(field.value).toBe('只写了一半'))
})

test('nothing is sent without the photo that is still on its way, or the one that did not arrive', async () => {
  let arrive: (answer: { statusCode: number; data: string }) => void = () => undefined
  const photo = { id: '019ab000-0000-7000-8000-0000000000f1', kind: 'photo', url: '/f/1', thumbUrl: '/f/1t', seconds: null }
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://lamp' }] })
  device.upload.mockImplementation(() => new Promise((resolve) => (arrive = resolve)))
  const calls = fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯坏了')
  await tap(/^拍给我们看/)
  const waiting = await screen.findByRole('button', { name: /还有 1 张照片没传完/ })
  fireEvent.click(waiting)
  expect(filedWith(calls)).toEqual([])
  await waitFor(() => expect(device.upload).toHaveBeenCalled())
  await act(() => {
    arrive({ statusCode: 201, data: JSON.stringify(photo) })
    return Promise.resolve()
  })
  await screen.findByRole('button', { name: '照片 1，点开看大图' })
  await submit()
  await waitFor(() => expect(filedWith(calls)).toMatchObject([{ fileIds: [photo.id] }]))
})

test('a photo taken away while it is uploading does not come back', async () => {
  let arrive: (answer: { statusCode: number; data: string }) => void = () => undefined
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://lamp' }] })
  device.upload.mockImplementation(() => new Promise((resolve) => (arrive = resolve)))
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯坏了')
  await tap(/^拍给我们看/)
  await waitFor(() => expect(device.upload).toHaveBeenCalled())
  await tap('不要这张照片')
  await act(() => {
    arrive({ statusCode: 201, data: JSON.stringify({ id: 'f1', url: '/f/1', thumbUrl: null }) })
    return Promise.resolve()
  })
  expect(screen.queryByRole('button', { name: '照片 1，点开看大图' })).toBeNull()
  expect(screen.getByRole('button', { name: '提交' })).toBeTruthy()
})

test.each([
  ['with its answer', () => aCase()],
  ['with the status alone', () => ({ bare: 201 })],
])('sent without network and told %s, it is filed once after she has left the form, and leaves no draft', async (_, answer) => {
  watchNetwork()
  let online = false
  const calls = fakeApi(
    api({
      'POST /v1/requests': () => {
        if (!online) throw new Error('request:fail')
        return answer()
      },
    }),
  )
  const form = show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await submit()
  await screen.findByText(/没有网络，内容已经存好/)
  form.unmount()
  expect(drafts()).toMatchObject([{ text: '电梯停在四楼', waiting: true }])
  expect(onDevice()).toMatchObject({ 'outbox.requests': [{ body: { text: '电梯停在四楼' } }] })
  online = true
  connect(false)
  connect(true)
  await waitFor(() => expect(onDevice()).toMatchObject({ 'outbox.requests': [] }))
  expect(drafts()).toEqual([])
  const tries = calls.filter(({ key }) => key === 'POST /v1/requests')
  expect(new Set(tries.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
})

test('what an earlier try has filed is not a draft again: it is said, and nothing can be sent a second time', async () => {
  const calls = fakeApi(api({ 'POST /v1/requests': { bare: 201 } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await submit()
  expect(await screen.findByText('这一步已经办好了，请刷新看最新情况')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '提交' })).toBeNull()
  expect(drafts()).toEqual([])
  expect(calls.filter(({ key }) => key === 'POST /v1/requests')).toHaveLength(1)
})

test('changed while it waits, it does not go out as it was', async () => {
  watchNetwork()
  fakeApi(api({ 'POST /v1/requests': () => Promise.reject(new Error('request:fail')) }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('电梯停在四楼')
  await submit()
  await screen.findByText(/没有网络，内容已经存好/)
  await tap('改一改')
  expect(onDevice()).toMatchObject({ 'outbox.requests': [] })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '电梯停在四楼')
})

test('somebody without a home is asked which building, by the one finder', async () => {
  const calls = fakeApi(api({ 'GET /v1/session': { ...me, homes: [] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('路灯坏了')
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/session'))
  await tap('提交')
  expect(await screen.findByText('请选是哪栋楼，才知道交给哪位网格员')).toBeTruthy()
  await tap('选一栋楼')
  expect(device.navigateTo).toHaveBeenCalledWith({ url: '/resident/grids/find/index?for=answer' })
  const building = me.homes[0]?.building
  await act(() => {
    answerBuilding(building)
    return Promise.resolve()
  })
  await screen.findByText(/给李明，/)
  expect(calls.find(({ key }) => key === 'POST /v1/request-previews')?.body).toMatchObject({ buildingCode: 'B0023' })
})

test('a request made of messages does not mix with one begun before', async () => {
  fakeApi(api())
  const begun = show(<FileRequest />, { categoryCode: 'light' })
  await write('只写了一半')
  begun.unmount()
  const talk = '019ab000-0000-7000-8000-00000000000c'
  const made = show(<FileRequest />, { categoryCode: 'light', conversationId: talk, seqs: '3,4', text: '消息里说的' })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '消息里说的')
  made.unmount()
  show(<FileRequest />, { categoryCode: 'light' })
  expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '只写了一半')
})

test('a proposal that is changed first keeps its kind and answers; another one of the same messages begins with its own', async () => {
  const question = {
    code: 'floor',
    ask: '哪一层',
    type: 'singlevaluelist' as const,
    required: true,
    options: ['4 层', '5 层'],
    stopAt: null,
  }
  fakeApi({ ...api(), 'GET /v1/categories': { rows: [aCategory({ kinds: ['help', 'complaint'], questions: [question] })] } })
  const talk = { categoryCode: 'light', conversationId: '019ab000-0000-7000-8000-00000000000c', seqs: '3,4', text: '灯坏了' }
  const first = show(<FileRequest />, { ...talk, kind: 'complaint', answers: '{"floor":"4 层"}', proposal: 'a' })
  expect(await screen.findByRole('radio', { name: '4 层', checked: true })).toBeTruthy()
  expect(screen.getByRole('radio', { name: new RegExp(kindNames.complaint), checked: true })).toBeTruthy()
  first.unmount()
  const second = show(<FileRequest />, { ...talk, kind: 'help', answers: '{"floor":"5 层"}', proposal: 'b' })
  expect(await screen.findByRole('radio', { name: '5 层', checked: true })).toBeTruthy()
  second.unmount()
  show(<FileRequest />, { ...talk, kind: 'help', answers: 'not json', proposal: 'c' })
  expect(await screen.findByRole('radio', { name: '5 层', checked: false })).toBeTruthy()
})

test('a photo the server has dropped since is marked where it stands; without it the request goes out', async () => {
  const photos = [
    { id: '019ab000-0000-7000-8000-0000000000f1', url: '/f/1' },
    { id: '019ab000-0000-7000-8000-0000000000f2', url: '/f/2' },
  ]
  stored<object>('draft.requests.file.light', () => undefined).set({
    ...emptyFiling,
    categoryCode: 'light',
    step: 'tell',
    text: '灯坏了',
    photos,
  })
  const calls = fakeApi(
    api({
      'POST /v1/requests': ({ body }) =>
        body.fileIds?.includes(photos[1]?.id ?? '')
          ? { problem: { code: 'badInput', status: 400, detail: '', errors: [{ path: 'fileIds.1', message: '这个附件已失效' }] } }
          : aCase(),
    }),
  )
  show(<FileRequest />, { categoryCode: 'light' })
  await submit()
  expect(await screen.findByText(/有照片存得太久，已经过期/)).toBeTruthy()
  expect(screen.getByLabelText('照片 2，已过期')).toBeTruthy()
  expect(screen.getByRole('button', { name: '照片 1，点开看大图' })).toBeTruthy()
  await tap('删去照片 2')
  await submit()
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
  expect(calls.filter(({ key }) => key === 'POST /v1/requests').at(-1)?.body).toMatchObject({ fileIds: [photos[0]?.id] })
})

test('a voice note the server has dropped since is marked, and asked for again', async () => {
  const voice = { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 }
  stored<object>('draft.requests.file.light', () => undefined).set({
    ...emptyFiling,
    categoryCode: 'light',
    step: 'tell',
    text: '灯坏了',
    voice,
  })
  const gone = { code: 'badInput' as const, status: 400, detail: '', errors: [{ path: 'fileIds.0', message: '这个附件已失效' }] }
  const calls = fakeApi(api({ 'POST /v1/requests': ({ body }) => (body.fileIds?.length ? { problem: gone } : aCase()) }))
  show(<FileRequest />, { categoryCode: 'light' })
  expect(await screen.findByRole('button', { name: /^播放语音/ })).toBeTruthy()
  await submit()
  expect(await screen.findByText('语音已过期')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^播放语音/ })).toBeNull()
  await submit()
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
  expect(calls.filter(({ key }) => key === 'POST /v1/requests').at(-1)?.body).toMatchObject({ fileIds: [] })
})

test('an error goes away as soon as its answer is right, and stays while it is not', async () => {
  const floor = { code: 'floor', ask: '停在几层', type: 'string' as const, required: true, options: [], stopAt: null }
  fakeApi(api({ 'GET /v1/categories': { rows: [aCategory({ questions: [floor] })] } }))
  show(<FileRequest />, { categoryCode: 'light' })
  await screen.findByRole('textbox', { name: '停在几层' })
  await tap('提交')
  expect(await screen.findByText('这一项要回答')).toBeTruthy()
  expect(screen.getByText('请写几句、拍张照片或说一段话')).toBeTruthy()
  await write('灯坏了')
  await waitFor(() => expect(screen.queryByText('请写几句、拍张照片或说一段话')).toBeNull())
  expect(screen.getByText('这一项要回答')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '停在几层' }), { target: { value: '4 层' } })
  await waitFor(() => expect(screen.queryByText('这一项要回答')).toBeNull())
  expect(screen.queryByText(/还有几处没填好/)).toBeNull()
})

test('a photo that did not arrive is said to have failed, not to be on its way', async () => {
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://lamp' }] })
  device.upload.mockResolvedValue({ statusCode: 413, data: JSON.stringify({ code: 'tooLarge', detail: '文件太大', status: 413 }) })
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await tap(/^拍给我们看/)
  expect(await screen.findByText('有 1 张照片没有传上，点一下照片再传')).toBeTruthy()
  expect(screen.queryByText(/正在上传/)).toBeNull()
  expect(screen.getByRole('button', { name: /有 1 张照片没有传上，点一下照片再传，或者删去/ })).toBeTruthy()
})

describe('the category is suggested by what was written', () => {
  const light = aCategory()
  const noise = aCategory({ code: 'noise', name: '噪声扰民', kinds: ['complaint', 'help'] })
  const told = (...rows: Category[]): Answers => ({
    'GET /v1/categories': {
      rows: [light, noise, aCategory({ code: 'gas-leak', name: '闻到燃气味', emergency: [{ name: '燃气抢修', number: '0999-0000777' }] })],
    },
    'POST /v1/category-suggestions': { rows: rows.map(({ code, name }) => ({ code, name })) },
  })

  test('it stands in the form before she sends, and goes along', async () => {
    const calls = fakeApi(api(told(light)))
    show(<FileRequest />)
    await write('楼道灯坏了三天')
    expect(await screen.findByText('像是 楼道灯、路灯不亮')).toBeTruthy()
    await submit()
    expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
    expect(filedWith(calls)).toMatchObject([{ categoryCode: 'light', kind: 'help', text: '楼道灯坏了三天' }])
    expect(drafts()).toEqual([])
  })

  test('it stands above the button that sends, with who answers and when; large type leaves out who', async () => {
    fakeApi(api(told(light)))
    show(<FileRequest />)
    await write('楼道灯坏了三天')
    await screen.findByText(/给李明，/)
    const bar = () => screen.getByRole('button', { name: '提交' }).parentElement?.textContent
    expect(bar()).toMatch(/^像是 楼道灯、路灯不亮.*换一个.*给李明，.*前答复您.*依据/)
    act(() => setElder(true))
    expect(bar()).toMatch(/^像是 楼道灯、路灯不亮.*换一个.*前答复您.*依据/)
    expect(bar()).not.toContain('给李明')
    act(() => setElder(false))
  })

  test('it can be changed, and is then not suggested over', async () => {
    const calls = fakeApi(api(told(light)))
    show(<FileRequest />)
    await write('楼上半夜有声音')
    await screen.findByText('像是 楼道灯、路灯不亮')
    await pick(/^噪声扰民/)
    expect(await screen.findByText('噪声扰民')).toBeTruthy()
    await write('楼上半夜有声音，灯也亮着')
    expect(screen.queryByText(/像是/)).toBeNull()
    await submit()
    await waitFor(() => expect(filedWith(calls)).toMatchObject([{ categoryCode: 'noise', kind: 'complaint' }]))
  })

  test('the kind is filled in by the category and can be changed; whoever changes it has agreed to the category', async () => {
    const calls = fakeApi(
      api({
        ...told(),
        'POST /v1/category-suggestions': ({ body: { text } }) => ({
          rows: [text.includes('灯') ? light : noise].map(({ code, name }) => ({ code, name })),
        }),
      }),
    )
    show(<FileRequest />)
    await write('楼上半夜唱歌')
    expect(await screen.findByRole('radio', { name: kindNames.complaint, checked: true })).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: kindNames.help }))
    await write('楼上半夜唱歌，灯也亮着')
    await submit()
    await waitFor(() => expect(filedWith(calls)).toMatchObject([{ categoryCode: 'noise', kind: 'help' }]))
  })

  test('sent before anybody has seen what it is taken to be, it is shown first', async () => {
    const calls = fakeApi(api(told(light)))
    show(<FileRequest />)
    await write('楼道灯坏了三天')
    await tap('提交')
    expect(await screen.findByRole('dialog', { name: '看一看再提交' })).toBeTruthy()
    expect(filedWith(calls)).toEqual([])
    await tap('确认提交')
    await waitFor(() => expect(filedWith(calls)).toMatchObject([{ categoryCode: 'light' }]))
  })

  test('a photo alone tells of nothing: which kind of matter it is, is asked for when she sends', async () => {
    const photo = { id: '019ab000-0000-7000-8000-0000000000f1', kind: 'photo', url: '/f/1', thumbUrl: '/f/1t', seconds: null }
    device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://lamp' }] })
    device.upload.mockResolvedValue({ statusCode: 201, data: JSON.stringify(photo) })
    const calls = fakeApi(api(told(light)))
    show(<FileRequest />)
    await tap(/^拍给我们看/)
    await screen.findByRole('button', { name: '照片 1，点开看大图' })
    await tap('提交')
    expect(screen.getByRole('dialog', { name: '您要说的是什么事' })).toBeTruthy()
    await tap(/^楼道灯/)
    const sheet = within(await screen.findByRole('dialog', { name: '看一看再提交' }))
    expect(await sheet.findByText(/交给 网格员 李明/)).toBeTruthy()
    expect(sheet.getByRole('button', { name: '照片 1，共 1 张，点开看大图' })).toBeTruthy()
    await tap('确认提交')
    await waitFor(() => expect(filedWith(calls)).toMatchObject([{ categoryCode: 'light', fileIds: [photo.id] }]))
  })

  test('without network nothing is suggested and nothing is lost: she chooses, and it goes out later', async () => {
    let online = true
    const offline = () => {
      throw new Error('request:fail')
    }
    fakeApi(
      api({
        ...told(),
        'POST /v1/category-suggestions': offline,
        'POST /v1/request-previews': offline,
        'POST /v1/requests': () => (online ? aCase() : offline()),
      }),
    )
    show(<FileRequest />)
    await screen.findByText('写几句就能认出来，也可以自己选')
    online = false
    await write('楼道灯坏了三天')
    expect(await screen.findByText('没有网络，认不出来，请您选一个')).toBeTruthy()
    await tap('提交')
    await tap(/^楼道灯/)
    expect(await screen.findByText(/没有网络，看不到谁来办/)).toBeTruthy()
    await tap('确认提交')
    expect(await screen.findByText(/没有网络，内容已经存好/)).toBeTruthy()
    await waitFor(() => expect(drafts()).toMatchObject([{ text: '楼道灯坏了三天', categoryCode: 'light', waiting: true }]))
  })

  test('once the network is back it is suggested and promised after all, and nothing says there is none', async () => {
    watchNetwork()
    let online = false
    const offline = () => {
      throw new Error('request:fail')
    }
    const changes = async (now: boolean) => {
      online = now
      await act(() => {
        connect(now)
        return Promise.resolve()
      })
    }
    fakeApi(
      api({
        ...told(),
        'POST /v1/category-suggestions': () => (online ? { rows: [{ code: light.code, name: light.name }] } : offline()),
        'POST /v1/request-previews': () => (online ? aPreview() : offline()),
      }),
    )
    show(<FileRequest />)
    await write('楼道灯坏了三天')
    await screen.findByText('没有网络，认不出来，请您选一个')
    await pick(/^楼道灯/)
    expect(await screen.findByText('没有网络，提交后先存好，连上网自动发出')).toBeTruthy()
    await changes(false)
    await changes(true)
    expect(await screen.findByText(/给李明，/)).toBeTruthy()
    expect(screen.queryByText(/没有网络/)).toBeNull()
  })

  test('what is most likely an emergency is no form: the phones, and the words stay', async () => {
    const [gas] = [aCategory({ code: 'gas-leak', name: '闻到燃气味' })]
    const calls = fakeApi(api(told(gas, light)))
    show(<FileRequest />)
    await write('厨房有怪味')
    await screen.findByText('像是 闻到燃气味')
    await tap('提交')
    await tap('拨打燃气抢修 0999-0000777')
    expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0999-0000777' })
    expect(filedWith(calls)).toEqual([])
    await tap('不是紧急情况，回去改')
    expect(await screen.findByRole('textbox', { name: /写一写/ })).toHaveProperty('value', '厨房有怪味')
    await tap(/，是哪类事$/)
    // Among the likely ones, and in its group.
    const [likely] = screen.getAllByRole('button', { name: /^楼道灯/ })
    if (likely) fireEvent.click(likely)
    await submit()
    await waitFor(() => expect(filedWith(calls)).toMatchObject([{ categoryCode: 'light', text: '厨房有怪味' }]))
  })

  test('a category that stopped existing while drafting: the words stay, and the next best is there', async () => {
    stored<object>('draft.requests.file.lamps', () => undefined).set({
      ...emptyFiling,
      categoryCode: 'lamps',
      text: '楼道灯坏了三天',
      answers: { floor: '4 层' },
    })
    const calls = fakeApi(api(told(light)))
    show(<FileRequest />, { draft: 'lamps' })
    expect(await screen.findByText('原来选的那一类现在没有了')).toBeTruthy()
    expect(await screen.findByText('像是 楼道灯、路灯不亮')).toBeTruthy()
    await submit()
    await waitFor(() => expect(filedWith(calls)).toMatchObject([{ categoryCode: 'light', text: '楼道灯坏了三天', answers: [] }]))
  })

  test('a category that stops existing at the last tap: it is said, and the words go out under the next best', async () => {
    let here = true
    const calls = fakeApi(
      api({
        ...told(light),
        'GET /v1/categories': () => ({ rows: here ? [light, noise] : [light] }),
        'POST /v1/requests': ({ body }) => {
          here = false
          return body.categoryCode === 'noise' ? { problem: { code: 'notFound', status: 404, detail: '没有这一类了' } } : aCase()
        },
      }),
    )
    show(<FileRequest />, { categoryCode: 'noise' })
    await write('楼道灯坏了三天')
    await submit()
    expect(await screen.findByText('没有这一类了')).toBeTruthy()
    expect(await screen.findByText('像是 楼道灯、路灯不亮')).toBeTruthy()
    await submit()
    expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
    expect(filedWith(calls).at(-1)).toMatchObject({ categoryCode: 'light', text: '楼道灯坏了三天' })
  })
})

test('a 举报 is looked at before it goes: who sees what', async () => {
  const calls = fakeApi(api({ 'GET /v1/categories': { rows: [aCategory({ code: 'misconduct', kinds: ['report'] })] } }))
  stored<object>('draft.requests.file.misconduct', () => undefined).set({
    ...emptyFiling,
    categoryCode: 'misconduct',
    text: '收了钱没有收据',
    buildingCode: 'B0023',
    buildingName: '槐树里 3 号楼',
  })
  show(<FileRequest />, { categoryCode: 'misconduct' })
  expect(await screen.findByText(/举报会替您保密/)).toBeTruthy()
  await submit()
  expect(await screen.findByText('谁能看到什么')).toBeTruthy()
  expect(filedWith(calls)).toEqual([])
  await tap('确认提交')
  await waitFor(() => expect(filedWith(calls)).toMatchObject([{ kind: 'report' }]))
})

test('a form that was only looked at leaves no draft, and each matter begun has one of its own', async () => {
  fakeApi(api())
  const looked = show(<FileRequest />, { categoryCode: 'light' })
  await screen.findByRole('textbox', { name: /写一写/ })
  looked.unmount()
  expect(drafts()).toEqual([])
  for (const text of ['灯坏了', '狗叫了一夜', '井盖松了']) {
    const one = show(<FileRequest />)
    await write(text)
    one.unmount()
  }
  expect(drafts()).toHaveLength(3)
  show(<FileRequest />)
  await tap('没写完的，全部 3')
  await tap('删去，接着写：灯坏了')
  expect(drafts()).toHaveLength(2)
})
