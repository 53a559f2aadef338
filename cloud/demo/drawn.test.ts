import { redrawn } from '../platform/files/photo'
import { photo } from './drawn'

test('a scene is a photo the API accepts, in a process where all other decoders are blocked', async () => {
  const drawn = await photo('lamp')
  expect(await redrawn(drawn)).toMatchObject({ mime: 'image/jpeg', width: 960, height: 720 })
  expect(drawn.equals(await photo('lamp', 1))).toBe(false)
})
