import { withLost } from './attachments'

const gone = (...places: number[]) => ({
  type: 'about:blank',
  title: '',
  code: 'badInput' as const,
  status: 400,
  detail: '',
  errors: places.map((at) => ({ path: `fileIds.${at}`, message: '这个附件已失效' })),
})

test('a refused file is marked by what was sent, though the form changed meanwhile: what was added stays, what was removed stays away', () => {
  const marked = withLost(gone(1), ['a', 'b', 'v'], { photos: [{ id: 'b' }, { id: 'new' }], voice: { id: 'v' } })
  expect(marked).toEqual({ photos: [{ id: 'b', lost: true }, { id: 'new' }], voice: { id: 'v' } })
})

test('a voice note recorded anew meanwhile is not the one that was refused', () => {
  expect(withLost(gone(1), ['a', 'v'], { photos: [{ id: 'a' }], voice: { id: 'again' } })).toEqual({
    photos: [{ id: 'a' }],
    voice: { id: 'again' },
  })
})

test('an answer that refuses no file changes no attachment', () => {
  expect(withLost({ ...gone(), errors: [{ path: 'text', message: '至少写 2 个字' }] }, ['a'], { photos: [{ id: 'a' }] })).toBeUndefined()
})
