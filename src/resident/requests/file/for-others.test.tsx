import { fireEvent, screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aHome } from '../../../testing/grids'
import { show } from '../../../testing/show'
import FileRequest from './index'
import { api, confirm, filedWith, tap, write } from './testing'

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
  const home = aHome()
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
    expect(filedWith(calls)[0]).toMatchObject({
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

test('whom one files for has no place of the person chosen before', async () => {
  const home = aHome()
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
