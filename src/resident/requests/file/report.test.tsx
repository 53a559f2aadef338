import { act, screen, waitFor } from '@testing-library/react'
import { setElder } from '../../../platform/device/elder'
import { fakeApi } from '../../../testing/fake-api'
import { aCategory } from '../../../testing/requests'
import { show } from '../../../testing/show'
import FileRequest from './index'
import { api, filedWith, leaveDraft, submit, tap, write } from './testing'

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

test('a 举报 is looked at before it goes: who sees what', async () => {
  const calls = fakeApi(api({ 'GET /v1/categories': { rows: [aCategory({ code: 'misconduct', kinds: ['report'] })] } }))
  leaveDraft('misconduct', {
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
