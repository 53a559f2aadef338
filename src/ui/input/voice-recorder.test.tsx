import { act, fireEvent, screen } from '@testing-library/react'
import { show } from '../../testing/show'
import { VoiceRecorder } from './voice-recorder'

const mic = {
  open: (): void => undefined,
  refuse: (_: Error): void => undefined,
  stopped: 0,
}
jest.mock('../../platform/device/media/recorder', () => ({
  createRecorder: () => ({
    start: () =>
      new Promise<void>((resolve, reject) => {
        mic.open = resolve
        mic.refuse = reject
      }),
    stop: () => {
      mic.stopped += 1
      return Promise.resolve({ path: 'wxfile://voice', seconds: 1 })
    },
  }),
}))

const sent = jest.fn()
beforeEach(() => {
  sent.mockReset()
  mic.stopped = 0
  show(<VoiceRecorder onRecorded={sent} />)
})

const settle = () =>
  act(async () => {
    await new Promise((done) => setTimeout(done, 0))
  })
const touch = async (what: 'touchStart' | 'touchEnd' | 'touchCancel') => {
  fireEvent[what](screen.getByRole('button'))
  await settle()
}
const opens = async () => {
  mic.open()
  await settle()
}
const recording = () => screen.queryByRole('button', { name: '正在录音，点一下结束' }) !== null

test('held and let go before the microphone is open: nothing is sent, and it does not stay open', async () => {
  await touch('touchStart')
  testClock.pass(3)
  await touch('touchEnd')
  await opens()
  expect([recording(), mic.stopped]).toEqual([false, 1])
  expect(sent).not.toHaveBeenCalled()
  expect(screen.getByText('还没开始录，请再按住说一次')).toBeTruthy()
  await touch('touchStart')
  expect(screen.queryByText(/还没开始录/)).toBeNull()
})

test('the system took the finger away while it asked for the microphone: the same', async () => {
  await touch('touchStart')
  await touch('touchCancel')
  await opens()
  expect([recording(), mic.stopped]).toEqual([false, 1])
  expect(sent).not.toHaveBeenCalled()
})

test.each([
  [0.9, 0],
  [1.1, 1],
])('held for %s s: %s sent', async (seconds, times) => {
  await touch('touchStart')
  await opens()
  testClock.pass(seconds)
  await touch('touchEnd')
  expect(sent).toHaveBeenCalledTimes(times)
  expect(mic.stopped).toBe(1)
  expect(screen.queryByText(/说得太短/) !== null).toBe(times === 0)
})

test('a tap begins, and the next one ends and sends', async () => {
  await touch('touchStart')
  await touch('touchEnd')
  await opens()
  expect(recording()).toBe(true)
  testClock.pass(5)
  await touch('touchStart')
  await touch('touchEnd')
  expect(sent).toHaveBeenCalledWith({ path: 'wxfile://voice', seconds: 1 })
})

test('a refused microphone says so, and a page that is left never opens it', async () => {
  await touch('touchStart')
  await touch('touchEnd')
  mic.refuse(new Error('NotAllowedError: Permission denied'))
  await settle()
  expect(screen.getByRole('alert').textContent).toMatch(/没有得到允许/)
})
