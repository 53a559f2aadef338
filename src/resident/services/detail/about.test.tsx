import { fireEvent, screen } from '@testing-library/react'
import { setElder } from '../../../platform/device/elder'
import { readAloud } from '../../../platform/device/media/speech'
import { aService } from '../../../testing/services'
import { show } from '../../../testing/show'
import { Facts, Head } from './about'

jest.mock('../../../platform/device/media/speech', () => ({ canReadAloud: () => true, readAloud: jest.fn(), stopReading: jest.fn() }))

beforeEach(() => setElder(true))
afterEach(() => setElder(false))

test.each([
  ['身份证', '身份证', /。请带身份证。$/],
  ['', '不用带材料', /。不用带材料。$/],
])('what to bring, “%s”, is shown and read aloud as a sentence', (bring, shown, read) => {
  const of = aService({ bring })
  show(
    <>
      <Head of={of} />
      <Facts of={of} />
    </>,
  )
  expect(screen.getByText(shown)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '读给我听' }))
  expect(readAloud).toHaveBeenLastCalledWith(expect.stringMatching(read), expect.anything())
})
