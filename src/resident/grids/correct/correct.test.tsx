import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { keepBuilding } from '../../../platform/place/current-grid'
import { aBuilding, aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import CorrectGrid from './index'

test('that nothing was said of the grid is told until something is', async () => {
  signedInAs()
  keepBuilding(aBuilding())
  const calls = fakeApi({ 'GET /v1/session': aResident() })
  show(<CorrectGrid />, { building: aBuilding().code })
  const button = await screen.findByRole('button', { name: '交给街道核对' })
  await act(() => Promise.resolve(fireEvent.click(button)))
  expect(screen.getByText(/^请写明您知道的情况/)).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/grid-corrections')
  fireEvent.input(screen.getByRole('textbox'), { target: { value: '一直归第 2 网格管' } })
  expect(screen.queryByText(/^请写明您知道的情况/)).toBeNull()
})
