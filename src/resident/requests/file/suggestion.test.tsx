import type { Category } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { setElder } from '../../../platform/device/elder'
import { watchNetwork } from '../../../platform/device/network'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aCase, aCategory, aPreview } from '../../../testing/requests'
import { show } from '../../../testing/show'
import { connect, device } from '../../../testing/taro'
import FileRequest from './index'
import { api, drafts, filedWith, gasLeak, leaveDraft, pick, submit, tap, write } from './testing'

const light = aCategory()
const noise = aCategory({ code: 'noise', name: '噪声扰民', kinds: ['complaint', 'help'] })
const told = (...rows: Category[]): Answers => ({
  'GET /v1/categories': {
    rows: [light, noise, gasLeak],
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
  const calls = fakeApi(api(told(gasLeak, light)))
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
  leaveDraft('lamps', {
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
