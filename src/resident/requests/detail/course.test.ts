import type { TimelineEvent } from '@doorstep/contract/requests/views'
import { aCase, anEvent } from '../../../testing/requests'
import { courseOf } from './course'
import { hasTelling, newestOf, whoDid } from './newest'

const filed = anEvent()
const event = (seq: number, did: string, by: string, over: Partial<TimelineEvent> = {}) =>
  anEvent({ seq, did, by, title: did, text: `${did} ${seq}`, ...over })
const photo = {
  id: '019ab000-0000-7000-8000-0000000000f1',
  kind: 'photo' as const,
  url: '/f/1',
  thumbUrl: null,
  width: null,
  height: null,
  seconds: null,
}

test('the course is told newest first; what she said stands once, at its end, with what she attached', () => {
  const r = aCase({
    state: 'handling',
    text: '灯坏了三天',
    files: [photo],
    timeline: [filed, event(2, 'accept', '网格员 李明', { text: '' }), event(3, 'supply', '您')],
  })
  const steps = courseOf(r)
  expect(steps.map(({ key, state }) => [key, state])).toEqual([
    ['3', 'now'],
    ['2', 'done'],
    ['1', 'done'],
  ])
  expect(steps.map(({ line }) => line)).toEqual(['supply 3', '', '灯坏了三天'])
  expect(steps.map(({ files }) => files.length)).toEqual([0, 0, 1])
})

test('the newest words stand in the head, and their step only names them', () => {
  const r = aCase({
    state: 'handling',
    timeline: [
      filed,
      event(2, 'handle', '网格员 李明', { files: [photo] }),
      event(3, 'comment', '您'),
      event(4, 'urge', '您', { text: '' }),
    ],
  })
  expect(newestOf(r)?.seq).toBe(2)
  expect(courseOf(r)[2]).toMatchObject({ key: '2', title: 'handle', line: '', files: [] })
})

test('what was replied before it was reopened is not the newest of what is done again; taken back, it is again', () => {
  const timeline = [filed, event(2, 'reply', '网格员 李明'), event(3, 'reopen', '您')]
  expect(newestOf(aCase({ state: 'rework', timeline }))).toBeUndefined()
  expect(newestOf(aCase({ state: 'replied', timeline: [...timeline, event(4, 'takeBack', '您')] }))?.seq).toBe(2)
  expect(newestOf(aCase({ state: 'rework', timeline: [...timeline, event(4, 'handle', '副网格员 王芳')] }))?.seq).toBe(4)
})

test('whoever signs by their office has no role besides', () => {
  expect(whoDid(event(2, 'accept', '网格员 李明'))).toEqual({ name: '李明', role: '网格员' })
  expect(whoDid(event(2, 'accept', '受理员'))).toEqual({ name: '受理员', role: '' })
})

test('of an extension the head says the new time and why, so that its newest words are of the work', () => {
  const timeline = [filed, event(2, 'handle', '网格员 李明'), event(3, 'grantExtension', '街道管理员')]
  const r = aCase({ state: 'handling', timeline })
  expect(newestOf(r)?.did).toBe('handle')
  expect(courseOf(r)[0]?.line).toBe('grantExtension 3')
})

test('an answer that was rated worse later, or that a check found wrong, is not how it stands now', () => {
  for (const did of ['rateWorse', 'checkFailed']) {
    const timeline = [event(1, 'filed', '您'), event(2, 'reply', '网格员 李明'), event(3, did, '您')]
    expect(newestOf(aCase({ state: 'rework', timeline }))?.did).not.toBe('reply')
  }
})

test('why a request was split is read beside what was cut out of it', () => {
  expect(hasTelling({ ...event(2, 'split', '网格员 李明'), text: '归两家管' })).toBe(true)
})
