import { screen } from '@testing-library/react'
import { clientProblem } from '../../platform/api/result'
import { show } from '../../testing/show'
import { Refusal } from './refusal'

jest.mock('../../platform/device/privacy', () => ({ hasSettings: true, openSettings: jest.fn() }))

test.each([
  ['notAllowed', true],
  ['noticeRefused', false],
  ['cannot', false],
  ['offline', false],
] as const)('%s leads to the settings: %s', (code, leads) => {
  show(<Refusal problem={clientProblem(code)} />)
  expect(screen.queryByRole('button', { name: '去设置里打开' }) !== null).toBe(leads)
})
