/** @jest-environment jsdom */
import { canned } from './answer'
import { dist, routes } from './dist'
import { openings } from './replies'
import { simulated } from './simulate'

const { answer } = canned()
const app = simulated(dist, answer)
app.storage.set('session.token', 'token-of-the-host')

test.each(routes)('%s is drawn by WeChat’s own template compiler', async (route) => {
  const page = await app.open(route, openings[route] ?? {})
  expect(page.dom.textContent).not.toBe('')
  page.close()
})
