import { roomRoutes } from '../../rooms'
import { openApiDocument } from './openapi'

test('others have their turn after each endpoint of the description', async () => {
  let [turns, isDone] = [0, false]
  const others = () => {
    turns += 1
    if (!isDone) setImmediate(others)
  }
  setImmediate(others)
  const { paths } = await openApiDocument(roomRoutes)
  isDone = true
  const endpoints = roomRoutes.flatMap(({ table }) => Object.keys(table))
  expect(turns).toBeGreaterThanOrEqual(endpoints.length)
  expect(Object.keys(paths as object).length).toBeGreaterThan(100)
})
