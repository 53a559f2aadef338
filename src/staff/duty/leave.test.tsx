import { screen } from '@testing-library/react'
import { fakeApi } from '../../testing/fake-api'
import { show, signedInAs } from '../../testing/show'
import { HandedOn } from './handed-on'
import { leaveName } from './leave-name'

test('before a leave is sent it is said what it would hand on, and what stays', async () => {
  signedInAs()
  const calls = fakeApi({
    'GET /v1/absence-previews': {
      handedOn: 2,
      visits: 1,
      nearest: { number: '槐3-261123-01', title: '楼道灯坏了三天', at: '2026-11-24T01:00:00.000Z' },
      staying: 1,
    },
  })
  const days = { gridCode: '990101001001001', fromDay: '2026-11-24', untilDay: '2026-11-25', untilHalf: 'morning' as const }
  show(<HandedOn of={days} />)
  expect(await screen.findByText(/有 2 件等不到您回来.*其中 1 件约好了上门.*楼道灯坏了三天.*另有 1 件等得到您回来/)).toBeTruthy()
  expect(calls.map(({ key }) => key)).toContain('GET /v1/absence-previews')
})

test('a leave is said by its days and halves', () => {
  expect(leaveName({ from: '2026-11-24T04:00:00.000Z', until: '2026-11-26T04:00:00.000Z' })).toMatch(/下午到.*上午$/)
  expect(leaveName({ from: '2026-11-24T01:00:00.000Z', until: '2026-11-24T04:00:00.000Z' })).toMatch(/上午$/)
})
