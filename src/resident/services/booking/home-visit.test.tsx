import { screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aHome, aResident } from '../../../testing/grids'
import { atHome, book, bookApi, booked, held, openSheet, tap, typed, wang, write } from '../testing'

test('a home service comes to where she lives unless she says otherwise', async () => {
  const home = aHome({ unit: '2 单元', room: '401' })
  const calls = fakeApi(bookApi({ ...atHome, 'GET /v1/session': aResident({ homes: [home] }) }))
  await openSheet()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  await tap('button', book)
  await waitFor(() => expect(booked(calls)).toEqual([{ holdId: held.id, address: '槐树里 3 号楼 2 单元 401' }]))
})

test('a home service for a person without a known home does not go to the one chosen before', async () => {
  const first = { ...wang, id: '019ab000-0000-7000-8000-00000000000e', name: '张奶奶', home: aHome({ unit: '3 单元', room: '502' }) }
  fakeApi(bookApi({ ...atHome, 'GET /v1/session': aResident({ homes: [aHome()] }), 'GET /v1/people': { rows: [first, wang] } }))
  await openSheet()
  await tap('radio', '张奶奶（女儿）')
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 3 单元 502'))
  await tap('radio', '王秀兰（女儿）')
  await waitFor(() => expect(typed(/上门地址/)).toBe(''))
})

test('a home service for somebody else never goes to the booker’s own door', async () => {
  const calls = fakeApi(bookApi({ ...atHome, 'GET /v1/session': aResident({ homes: [aHome()] }) }))
  await openSheet()
  await tap('radio', '替别人约')
  await waitFor(() => expect(typed(/上门地址/)).toBe(''))
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('radio', '电话里同意')
  await tap('button', book)
  expect(await screen.findByText(/请写明楼栋、单元和门牌/)).toBeTruthy()
  expect(booked(calls)).toEqual([])
})

test('a home that names no door is written in and has to be told further', async () => {
  const calls = fakeApi(bookApi({ ...atHome, 'GET /v1/session': aResident({ homes: [aHome()] }) }))
  await openSheet()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼'))
  await tap('button', book)
  expect(await screen.findByText(/请写到单元和门牌；没有单元的/)).toBeTruthy()
  await write(/上门地址/, '槐树里3号楼 ')
  await tap('button', book)
  expect(booked(calls)).toEqual([])
  await write(/上门地址/, '槐树里 3 号楼 2 单元 401')
  await tap('button', book)
  await waitFor(() => expect(booked(calls)).toEqual([{ holdId: held.id, address: '槐树里 3 号楼 2 单元 401' }]))
})

test('an address that was wiped out is asked for, not put back unseen', async () => {
  const home = aHome({ unit: '2 单元', room: '401' })
  const calls = fakeApi(bookApi({ ...atHome, 'GET /v1/session': aResident({ homes: [home] }) }))
  await openSheet()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  await write(/上门地址/, '')
  await tap('button', book)
  expect(await screen.findByText(/请写明楼栋、单元和门牌/)).toBeTruthy()
  expect(booked(calls)).toEqual([])
})

test('who comes to the door can call somebody: without a phone in the account one is asked for', async () => {
  const she = aResident({ homes: [aHome({ unit: '2 单元', room: '401' })] })
  const me = { ...she, account: { ...she.account, phone: null } }
  const calls = fakeApi(bookApi({ ...atHome, 'GET /v1/session': me }))
  await openSheet()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  expect(screen.getByText('上门的人找不到门时打这个电话')).toBeTruthy()
  expect(screen.getByRole('textbox', { name: '联系电话' }).getAttribute('aria-required')).toBe('true')
  await tap('button', book)
  expect(await screen.findByText('请填联系电话，上门的人找不到门时要打')).toBeTruthy()
  expect(booked(calls)).toEqual([])
  await write('联系电话', '13800001234')
  await tap('button', book)
  await waitFor(() => expect(booked(calls)).toMatchObject([{ phone: '13800001234' }]))
})
