import { canonical } from '@doorstep/contract/requests/chain'
import fc from 'fast-check'
import { bodyOf, breaksIn, genesis, hashOf } from './chain'
import { verifyExport } from './verify'

/** Returns a chain of events with these texts. */
function chainOf(texts: readonly string[]) {
  let prev = genesis
  const events = texts.map((text, i) => {
    const content = { text }
    const nonce = `nonce-${i}`
    const linked = {
      request: '01a20751-0000-7000-8000-000000000001',
      seq: i + 1,
      did: 'comment',
      state: 'submitted' as const,
      at: '2026-11-23T01:00:00.000Z',
      by: '居民',
      body: bodyOf(nonce, content),
      files: i % 2 === 0 ? [] : ['f'.repeat(64)],
      prev,
    }
    prev = hashOf(linked)
    return { ...linked, hash: prev, content, nonce }
  })
  return { format: 'doorstep-case-1' as const, number: '槐1-261123-01', exportedAt: '2026-11-23T01:00:00.000Z', head: prev, events }
}

const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 })

test('a chain verifies, also once texts of it are erased', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (said, erased) => {
      const chain = chainOf(said)
      chain.events.forEach((event, i) => {
        if (erased[i]) Object.assign(event, { content: null, nonce: null })
      })
      expect(breaksIn(chain)).toEqual([])
    }),
  )
})

const tamper: Record<string, (chain: ReturnType<typeof chainOf>, at: number) => void> = {
  'a changed text': ({ events }, at) => Object.assign(events[at] ?? {}, { content: { text: 'something else entirely' } }),
  'another doer': ({ events }, at) => Object.assign(events[at] ?? {}, { by: '系统' }),
  'another time': ({ events }, at) => Object.assign(events[at] ?? {}, { at: '2026-11-24T01:00:00.000Z' }),
  'another state': ({ events }, at) => Object.assign(events[at] ?? {}, { state: 'closed' }),
  'another file': ({ events }, at) => Object.assign(events[at] ?? {}, { files: ['0'.repeat(64)] }),
  'a missing event': ({ events }, at) => events.splice(at, 1),
  'events in another order': ({ events }) => events.reverse(),
  'a head of another chain': (chain) => Object.assign(chain, { head: genesis }),
  'a text erased without its nonce': ({ events }, at) => Object.assign(events[at] ?? {}, { content: null }),
}

test.each(Object.keys(tamper))('%s does not verify', (how) => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 6 }), fc.nat(), (said, pick) => {
      const chain = chainOf(said)
      tamper[how]?.(chain, pick % said.length)
      expect(breaksIn(chain)).not.toEqual([])
    }),
  )
})

test('whoever rewrites an event and its hash still breaks the link after it', () => {
  const chain = chainOf(['one', 'two', 'three'])
  const [, second] = chain.events
  if (second === undefined) throw new Error('three events were made')
  const content = { text: 'two, kindly reworded' }
  Object.assign(second, { content, body: bodyOf(second.nonce, content) })
  Object.assign(second, { hash: hashOf(second) })
  expect(breaksIn(chain)).toEqual([{ seq: 3, how: 'link' }])
})

test('the same value has one canonical form, whatever order it was written in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonical(turned)).toBe(canonical(value))
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
  expect(canonical({ b: undefined, a: [1, null, '字'] })).toBe('{"a":[1,null,"字"]}')
})

test('a file that is no exported case is said to be none', () => {
  expect(verifyExport('not json')).toBeNull()
  expect(verifyExport('{"format":"something-else"}')).toBeNull()
  expect(verifyExport(JSON.stringify(chainOf(['said'])))).toEqual({ number: '槐1-261123-01', events: 1, breaks: [] })
})
