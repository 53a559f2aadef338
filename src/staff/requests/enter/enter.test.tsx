import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { fakeApi } from '../../../testing/fake-api'
import { aCategory } from '../../../testing/requests'
import { show, signedInAs } from '../../../testing/show'
import EnterRequest from '.'

beforeEach(() => signedInAs())

const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}

test('what is found is told, where and what it is has to be chosen before it goes', async () => {
  fakeApi({ 'GET /v1/categories': { rows: [aCategory()] } })
  show(<EnterRequest />)
  await tap('提交，交给人办')
  expect(await screen.findByText('请选是哪类事')).toBeTruthy()
})
