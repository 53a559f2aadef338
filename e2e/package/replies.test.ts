import { api, type ApiKey } from '@doorstep/contract/api'
import * as v from 'valibot'
import { replies } from './replies'

test.each(Object.entries(replies))('the canned answer of %s is one the API could give', (key, reply) => {
  const [schema] = Object.values<v.GenericSchema | null>(api[key as ApiKey].replies)
  const parsed = schema ? v.safeParse(schema, reply) : { success: reply === undefined, issues: [] }
  expect(parsed.issues?.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`) ?? []).toEqual([])
  expect(parsed.success).toBe(true)
})
