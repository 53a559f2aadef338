import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict } from '../../testing/district'
import { signedIn } from '../../testing/people/signed-in'
import { isTooDeep, jsonBytes } from './read-json'

let app: TestApp
let token: string

beforeAll(async () => {
  app = await testApp()
  token = (await signedIn(await aDistrict(app.db), 'resident')).token
})
afterAll(() => app.close())

const lists = (deep: number) => `${'['.repeat(deep)}${']'.repeat(deep)}`

test.each([
  ['32 lists in one another', lists(32), false],
  ['33 lists in one another', lists(33), true],
  ['33 objects in one another', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, true],
  ['many lists beside one another', `[${'[],'.repeat(10_000)}[]]`, false],
  ['brackets within a text', JSON.stringify({ text: '['.repeat(1000) }), false],
  ['brackets after an escaped quote', JSON.stringify({ text: `"${'['.repeat(1000)}` }), false],
  ['brackets after an escaped backslash', `{"text":"\\\\","more":${lists(40)}}`, true],
  ['a text without an end', `{"text":"${'['.repeat(1000)}`, false],
])('%s', (_, text, is) => {
  expect(isTooDeep(text)).toBe(is)
})

const post = (payload: string) =>
  app.server.inject({
    method: 'POST',
    url: '/v1/requests',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'mark-of-a-json-body' },
    payload,
  })

test.each([
  ['lists in lists as deep as a body has room for', `{"text":${lists(jsonBytes / 2 - 10)}}`, 400, 'badInput'],
  ['a list of as many numbers', `{"fileIds":[${'0,'.repeat(jsonBytes / 2 - 20)}0]}`, 400, 'badInput'],
  ['one byte too many', `{"text":"${'x'.repeat(jsonBytes)}"}`, 413, 'tooLarge'],
])('%s is refused in words', async (_, payload, status, code) => {
  const answer = await post(payload)
  expect(answer.statusCode).toBe(status)
  expect(answer.json()).toMatchObject({ code })
})
