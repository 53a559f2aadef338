import { bodyOf, genesis, hashOf } from '@doorstep/contract/requests/chain'
import type { RequestExport } from '@doorstep/contract/requests/views'
import { screen } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import Verify from './index'
import { sha256 } from './sha256'

const request = '019ab000-0000-7000-8000-000000000001'

/** Returns a request of three events, chained as the server chains them. */
function exported(): RequestExport {
  const events: RequestExport['events'] = []
  let prev = genesis
  for (const [i, did] of ['file', 'accept', 'reply'].entries()) {
    const content = { text: `第 ${i + 1} 步` }
    const nonce = String(i).repeat(32)
    const linked = {
      request,
      seq: i + 1,
      did,
      state: 'submitted' as const,
      at: '2026-11-23T06:00:00.000Z',
      by: '居民',
      body: bodyOf(sha256, nonce, content),
      files: [],
      prev,
    }
    const hash = hashOf(sha256, linked)
    events.push({ ...linked, hash, content, nonce })
    prev = hash
  }
  return { format: 'doorstep-case-1', number: '槐3-261123-01', exportedAt: '2026-11-23T06:00:00.000Z', head: prev, events }
}

beforeEach(() => signedInAs())

test('an untouched record is shown to be whole', async () => {
  fakeApi({ 'GET /v1/requests/{id}/export': exported() })
  show(<Verify />, { id: request })
  expect(await screen.findByText('3 条记录一条没少，没有被改动')).toBeTruthy()
  expect(screen.getAllByText('一致')).toHaveLength(3)
})

test('a changed word is found, at the event that says it', async () => {
  const file = exported()
  const [, second] = file.events
  if (second?.content) second.content.text = '改过的话'
  fakeApi({ 'GET /v1/requests/{id}/export': file })
  show(<Verify />, { id: request })
  expect(await screen.findByText('这份记录对不上')).toBeTruthy()
  expect(screen.getByText('文字和当时写的不一样')).toBeTruthy()
  expect(screen.getAllByText('对不上')).toHaveLength(1)
})

test('an erased text leaves the chain whole', async () => {
  const file = exported()
  const [first] = file.events
  if (first) Object.assign(first, { content: null, nonce: null })
  fakeApi({ 'GET /v1/requests/{id}/export': file })
  show(<Verify />, { id: request })
  expect(await screen.findByText('3 条记录一条没少，没有被改动')).toBeTruthy()
})
