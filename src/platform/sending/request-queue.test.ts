import { fakeApi } from '../../testing/fake-api'
import { signedInAs } from '../../testing/show'
import { stored } from '../device/storage'
import { fileDraftName, fileDrafts } from './file-drafts'
import { fileRequest } from './request-queue'

const slot = stored<object>('draft.requests.file.light', () => undefined)
const sent = {
  draft: fileDraftName('light'),
  submission: '019ab000-0000-7000-8000-00000000000a',
  body: { kind: 'help' as const, categoryCode: 'light', text: '灯坏了' },
}

test('a refusal stays with the draft, so that the home page can say why after the form was left', async () => {
  signedInAs()
  slot.set({ categoryCode: 'light', text: '灯坏了', submission: sent.submission, waiting: true })
  fakeApi({ 'POST /v1/requests': { problem: { code: 'dailyCap', status: 429, detail: '今天提的已经很多了，请明天再提' } } })
  await fileRequest(sent)
  expect(fileDrafts()).toMatchObject([{ of: 'light', text: '灯坏了', waiting: false, refused: '今天提的已经很多了，请明天再提' }])
})
