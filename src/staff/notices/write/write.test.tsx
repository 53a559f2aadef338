import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aSecretary, aStaffNotice } from '../../../testing/notices'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import { stored } from '../../../platform/device/storage'
import WriteNotice from './index'
import { emptyNotice } from './notice-draft'

const branch = {
  code: 'HSJM',
  name: '槐树里家门口党支部',
  kind: 'estate' as const,
  secretary: '汤大勇',
  phone: '0999-0002002',
  place: '槐树里中心花园东侧',
  hours: '周一至周日 9:00–19:00',
  about: '',
  grids: [{ code: '990101001001003', name: '第 3 网格' }],
}
const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': aSecretary(),
  'GET /v1/branches': { rows: [{ ...branch, code: 'HS3', name: '槐树社区第三网格党支部', secretary: '郝卫东' }, branch] },
  'GET /v1/areas': { rows: [{ code: '990101001001003', kind: 'grid', name: '第 3 网格' }] },
  'POST /v1/notices': aStaffNotice(),
  ...over,
})
const write = async (label: string, value: string) =>
  fireEvent.input(await screen.findByRole('textbox', { name: label }), { target: { value } })
const tap = async (role: string, name: string | RegExp) => {
  const target = await screen.findByRole(role, { name })
  await act(async () => {
    fireEvent.click(target)
    await Promise.resolve()
  })
}

beforeEach(() => signedInAs())

test('what is missing is said at its place, and nothing is sent', async () => {
  const calls = fakeApi(api())
  show(<WriteNotice />)
  await tap('button', '存好，下一步核对')
  expect(await screen.findByText('请选这条公告给哪里的居民看')).toBeTruthy()
  expect(screen.getByText('至少写 2 个字')).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/notices')
})

test('a notice is written for the secretary’s own branch and part of his area, and then checked', async () => {
  const calls = fakeApi(api())
  show(<WriteNotice />)
  await write('标题', '11月26日停水')
  await write('正文', '请提前存水，当天 17:00 恢复。')
  await tap('button', '只选槐树社区里的一部分')
  await tap('checkbox', '槐树社区第 3 网格')
  await tap('button', '存好，下一步核对')
  await waitFor(() =>
    expect(calls.find(({ key }) => key === 'POST /v1/notices')?.body).toEqual({
      title: '11月26日停水',
      text: '请提前存水，当天 17:00 恢复。',
      branchCode: 'HSJM',
      audience: ['990101001001003'],
      fileIds: [],
    }),
  )
  await waitFor(() => expect(device.redirectTo).toHaveBeenCalledWith({ url: `/staff/notices/review/index?id=${aStaffNotice().id}` }))
})

test('the whole area takes in its parts', async () => {
  const calls = fakeApi(api())
  show(<WriteNotice />)
  await write('标题', '11月26日停水')
  await write('正文', '请提前存水，当天 17:00 恢复。')
  await tap('button', '只选槐树社区里的一部分')
  await tap('checkbox', '槐树社区第 3 网格')
  await tap('button', '返回上一级')
  await tap('checkbox', '槐树社区（全部）')
  await tap('button', '存好，下一步核对')
  await waitFor(() => expect(calls.find(({ key }) => key === 'POST /v1/notices')?.body).toMatchObject({ audience: ['990101001001'] }))
})

test('what was written is there after leaving, and after a refusal', async () => {
  fakeApi(api({ 'POST /v1/notices': { problem: { code: 'unavailable', detail: '系统正忙，请稍后再试', status: 503 } } }))
  const { unmount } = show(<WriteNotice />)
  await write('标题', '11月26日停水')
  await write('正文', '请提前存水，当天 17:00 恢复。')
  await tap('checkbox', '槐树社区（全部）')
  await tap('button', '存好，下一步核对')
  expect(await screen.findByText('系统正忙，请稍后再试')).toBeTruthy()
  unmount()
  show(<WriteNotice />)
  expect(await screen.findByRole('textbox', { name: '标题' })).toMatchObject({ value: '11月26日停水' })
  expect(screen.getByRole('button', { name: '不发给槐树社区' })).toBeTruthy()
})

test('a notice that came back shows why, with what was written', async () => {
  fakeApi(api({ 'GET /v1/staff/notices/{id}': aStaffNotice({ returnedReason: '请写明恢复时间' }) }))
  show(<WriteNotice />, { id: aStaffNotice().id })
  expect(await screen.findByText('请写明恢复时间')).toBeTruthy()
  expect(screen.getByRole('textbox', { name: '正文' })).toMatchObject({ value: '请提前存水。' })
})

test('a picture the server has dropped since is marked; the error beside a mended answer goes away', async () => {
  const photo = { id: '019ab000-0000-7000-8000-0000000000f1', url: '/f/1' }
  const audience = [{ code: '990101001001', name: '槐树社区' }]
  stored<object>('draft.notices.new', () => undefined).set({
    ...emptyNotice,
    title: '停水',
    text: '请提前存水。',
    audience,
    photos: [photo],
  })
  const calls = fakeApi(
    api({
      'POST /v1/notices': ({ body }) =>
        body.fileIds?.length
          ? { problem: { code: 'badInput', status: 400, detail: '', errors: [{ path: 'fileIds.0', message: '这个附件已失效' }] } }
          : aStaffNotice(),
    }),
  )
  show(<WriteNotice />)
  await tap('button', '存好，下一步核对')
  expect(await screen.findByLabelText('照片 1，已过期')).toBeTruthy()
  await write('标题', '')
  await tap('button', '存好，下一步核对')
  expect(await screen.findByText('至少写 2 个字')).toBeTruthy()
  await write('标题', '停水')
  expect(screen.queryByText('至少写 2 个字')).toBeNull()
  await tap('button', '存好，下一步核对')
  await waitFor(() => expect(calls.at(-1)?.body).toMatchObject({ title: '停水', fileIds: [] }))
})
