import { act, fireEvent, screen } from '@testing-library/react'
import { stored } from '../../../platform/device/storage'
import { fileDraftName } from '../../../platform/sending/file-drafts'
import { watchRequests } from '../../../platform/sending/request-queue'
import type { Answers, fakeApi } from '../../../testing/fake-api'
import { aGridCard, aResident } from '../../../testing/grids'
import { aCase, aCategory, aPreview } from '../../../testing/requests'
import { signedInAs } from '../../../testing/show'
import { onDevice } from '../../../testing/taro'
import { emptyFiling, type Filing } from './filing'

beforeAll(() => watchRequests())
beforeEach(() => signedInAs())

export const gasLeak = aCategory({ code: 'gas-leak', name: '闻到燃气味', emergency: [{ name: '燃气抢修', number: '0999-0000777' }] })

/** Returns what the API answers the page with: a resident with one home, a category and an emergency; tests override answers. */
export const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': aResident(),
  'GET /v1/grids/{code}': aGridCard(),
  'GET /v1/categories': { rows: [aCategory(), gasLeak] },
  'POST /v1/request-previews': aPreview(),
  'POST /v1/category-suggestions': { rows: [] },
  'POST /v1/requests': aCase(),
  ...over,
})

export const write = async (text: string) =>
  fireEvent.input(await screen.findByRole('textbox', { name: /写一写/ }), { target: { value: text } })
export const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}

/** Opens the choice of a category and takes one. */
export const pick = async (name: string | RegExp) => {
  await tap(/，是哪类事$/)
  await tap(name)
}
/** Sends once it is said who will get it. */
export const submit = async () => {
  await screen.findByText(/给李明，/)
  await tap('提交')
}
/** Sends what is looked at once more before it goes: for somebody else, or a 举报. */
export const confirm = async () => {
  await tap('提交')
  await screen.findByText(/交给 网格员 李明/)
  await tap('确认提交')
}

/** Returns what was sent to file a request. */
export const filedWith = (calls: ReturnType<typeof fakeApi>) =>
  calls.filter(({ key }) => key === 'POST /v1/requests').map(({ body }) => body)

/** Returns the drafts on the device. */
export const drafts = () =>
  Object.entries(onDevice())
    .filter(([name]) => name.startsWith('draft.requests.file'))
    .map(([, draft]) => draft)
/** Leaves a form half written on the device, as draft `of`. */
export const leaveDraft = (of: string, form: Partial<Filing>) =>
  stored<object>(`draft.${fileDraftName(of)}`, () => undefined).set({ ...emptyFiling, ...form })
