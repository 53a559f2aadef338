import { canned } from './answer'
import { dist, routes } from './dist'
import { launch } from './host'
import { openings } from './replies'

/** Reads a page may send before its first screen stands; what it tells the API meanwhile (a ticket, a mark) is not waited for. */
const most = 4

test.each(routes)('%s asks for little before its first screen, and for nothing twice', async (route) => {
  const { answer } = canned()
  const reads: string[] = []
  const host = launch(dist, (request) => {
    if (request.method === 'GET') reads.push(request.url.replace(/^https?:\/\/[^/]+/, ''))
    return answer(request)
  })
  host.storage.set('session.token', 'token-of-the-host')
  const page = await host.open(route, openings[route] ?? {})
  page.close()
  expect(reads.length).toBeLessThanOrEqual(most)
  // Not by another grid either: the list is read once it is known whose it is.
  const paths = reads.map((url) => url.split('?')[0])
  expect(paths.filter((path, at) => paths.indexOf(path) !== at)).toEqual([])
})
