import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { readJson } from './bundle.mjs'
import { invitationsFile } from './samples.mjs'

/**
 * Gives the sample district's personas their homes and staff identities through the API: sign in, bind a home, enter an invitation code.
 * Skips those who have them already. Returns the personas.
 */
export async function settleDemo(base) {
  const people = await readJson('samples/personas.json')
  const codes = readInvitations()
  for (const person of people) {
    const { code } = await ask(base, 'POST /preview/login-codes', { body: { persona: person.key } })
    const { token, me } = await ask(base, 'POST /v1/sessions', { body: { code, device: 'npm start' } })
    if (me.account.name === null && person.staffCode === undefined)
      await ask(base, 'PUT /v1/account', { token, body: { name: person.name } })
    if (me.homes.length === 0) {
      for (const buildingCode of person.homes ?? []) await ask(base, 'POST /v1/homes', { token, body: { buildingCode } })
    }
    const invitation = codes.get(person.staffCode)
    if (person.staffCode !== undefined && me.staff === null && invitation !== undefined) {
      await ask(base, 'POST /v1/staff-bindings', { token, body: { code: invitation } })
    }
    await ask(base, 'DELETE /v1/session', { token })
  }
  return people
}

async function ask(base, endpoint, { token, body }) {
  const [method, path] = endpoint.split(' ')
  const answer = await fetch(base + path, {
    method,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      'idempotency-key': randomUUID(),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const said = answer.status === 204 ? null : await answer.json()
  if (!answer.ok) throw new Error(`${endpoint} answered ${answer.status}: ${said?.detail ?? ''}`)
  return said
}

/** Returns invitation codes by staff code, as the import wrote them. */
function readInvitations() {
  const path = invitationsFile()
  if (!existsSync(path)) return new Map()
  const rows = parse(readFileSync(path), { bom: true, columns: true })
  return new Map(rows.map((row) => [row.staff_code, row.invitation]))
}
