import { fireEvent, screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aHome } from '../../../testing/grids'
import { aCase, aCategory } from '../../../testing/requests'
import { show } from '../../../testing/show'
import type { Filing } from './filing'
import FileRequest from './index'
import { api, confirm, filedWith, leaveDraft, tap, write } from './testing'

const home = aHome()
const id = '019ab000-0000-7000-8000-00000000000f'
const remembered = (how: 'written' | 'voice') => ({
  id,
  name: '张奶奶',
  phone: null,
  relation: '邻居',
  home: { building: home.building, unit: null, room: null },
  consent: { how, at: '2026-11-20T01:00:00.000Z' },
})
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
  leaveDraft('light', {
    categoryCode: 'light',
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
  await waitFor(() => expect(filedWith(calls)).toMatchObject([{ onBehalf: { consent: { how: 'inPerson' } } }]))
})

const photo = { id: '019ab000-0000-7000-8000-0000000000f1', url: '/f/1' }
const voice = { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 }

test.each<['written' | 'voice', Partial<Filing>, string]>([
  ['written', { consentPhotos: [photo] }, photo.id],
  ['voice', { consentVoice: voice }, voice.id],
])('the proof goes along: %s; and when the server has dropped it, it is asked for again', async (how, proof, fileId) => {
  const errors = [{ path: 'onBehalf.consent.fileId', message: '这个附件已失效或已用过，请重新选择' }]
  const calls = fakeApi(api({ 'POST /v1/requests': { problem: { code: 'badInput', status: 400, detail: '', errors } } }))
  leaveDraft('light', {
    categoryCode: 'light',
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
  await waitFor(() => expect(filedWith(calls)).toMatchObject([{ onBehalf: { consent: { how, fileId } } }]))
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
  await waitFor(() => expect(filedWith(calls)).toMatchObject([{ onBehalf: { personId: id, consent: { how } } }]))
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
  await waitFor(() => expect(filedWith(calls).at(-1)).toMatchObject({ onBehalf: { name: '张奶奶', consent: { how: 'byPhone' } } }))
})
