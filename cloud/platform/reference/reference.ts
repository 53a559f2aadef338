import { rooms } from '@doorstep/contract/api'
import { bookingMachine } from '@doorstep/contract/bookings/machine'
import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { Endpoint } from '@doorstep/contract/endpoints'
import { noticeMachine, noticeStateNames } from '@doorstep/contract/notices'
import { problems } from '@doorstep/contract/problems'
import { ticketMachine } from '@doorstep/contract/queue/machine'
import { ticketStateNames } from '@doorstep/contract/queue/words'
import { callMachine, whistleMachine } from '@doorstep/contract/whistles/machine'
import { callStateWords, whistleStateWords } from '@doorstep/contract/whistles/words'
import { requestMachine } from '@doorstep/contract/requests/machine'
import { stateWords } from '@doorstep/contract/requests/words'
import { roleNames, staffRoles } from '@doorstep/contract/roles'
import { successOf } from '../http/http'
import { settings } from '../process/environment'
import { refusalCodes } from './openapi'

const note = '<!-- Generated from contract/ by `npm run docs`; a test compares it. -->'

/** Returns the text of docs/api.md: every endpoint, room by room, and every problem code. */
export function apiReference(): string {
  const parts = rooms.map(({ room, table }) => [`## ${room}`, ...Object.entries<Endpoint>(table).map(endpointReference)].join('\n\n'))
  const codes = Object.entries(problems).map(([code, { status, detail }]) => `| \`${code}\` | ${status} | ${detail} |`)
  return page(
    '# API',
    'Schemas: `/openapi.json`. Every call may name its district in `x-district`; every POST that is not marked otherwise needs an `Idempotency-Key`. With `x-times: marked` the times in sentences come as instants between `⟦` and `⟧`, for the client to word on the day they are read; without it in words of today. With `x-client-version` of a mini-program older than is served every call is refused with `clientTooOld`.',
    ...parts,
    '## Problems',
    ['| code | status | what it says |', '| --- | --- | --- |', ...codes].join('\n'),
  )
}

function endpointReference([key, endpoint]: [string, Endpoint]): string {
  const keyed = !key.startsWith('GET ') && endpoint.idempotent !== false
  const facts = [
    `Who: ${endpoint.who.join(', ')}. Relation: ${endpoint.relation}. Answers ${successOf(endpoint)}.`,
    ...(key.startsWith('POST ') && !keyed ? ['Takes no Idempotency-Key.'] : []),
    `Refuses with ${refusalCodes(endpoint, keyed)
      .map((code) => `\`${code}\``)
      .join(', ')}.`,
  ]
  return [`### \`${key}\``, endpoint.does, facts.join(' ')].join('\n\n')
}

/** Returns the text of docs/roles.md: role × endpoint, the matrix by which the server authorises requests. */
export function roleReference(): string {
  const columns = ['anyone', 'resident', ...staffRoles] as const
  const head = `| endpoint | ${columns.map((who) => (who === 'anyone' ? '任何人' : who === 'resident' ? '居民' : roleNames[who])).join(' | ')} |`
  const tables = rooms.map(({ room, table }) => {
    const rows = Object.entries<Endpoint>(table).map(([key, { who }]) => {
      const cells = columns.map((column) =>
        who.includes(column) || (column !== 'anyone' && who.includes('anyone')) || isStaffResident(who, column) ? '●' : '',
      )
      return `| \`${key}\` | ${cells.join(' | ')} |`
    })
    return [`## ${room}`, [head, `| --- |${' :-: |'.repeat(columns.length)}`, ...rows].join('\n')].join('\n\n')
  })
  return page(
    '# Roles',
    'Who may call what; every signed-in account is a resident. Scope and relation to the case narrow it further on the server.',
    ...tables,
  )
}

/** True when staff may use the endpoint because they are residents too. */
const isStaffResident = (who: readonly string[], column: string) => column !== 'anyone' && who.includes('resident')

interface Step {
  from: readonly string[]
  to: string
  by: readonly string[]
  label: string
}

/** Returns the text of docs/states.md: diagrams of the state machines. */
export function stateReference(): string {
  return page(
    '# States',
    'An arrow is an action, with who may take it. 同 keeps the state, 回 returns to the one before.',
    machineReference('诉求', requestMachine, namesIn(stateWords)),
    machineReference('预约', bookingMachine, namesIn(bookingStateWords)),
    machineReference('排队号', ticketMachine, ticketStateNames),
    machineReference('公告', noticeMachine, noticeStateNames),
    machineReference('吹哨', whistleMachine, namesIn(whistleStateWords)),
    machineReference('吹哨：一个单位', callMachine, namesIn(callStateWords)),
  )
}

function machineReference(title: string, machine: Record<string, Step>, names: Record<string, string>): string {
  const actions = Object.entries(machine)
  const arrows = actions.flatMap(([, { from, to, by, label }]) =>
    from.map((state) => `  ${state} --> ${to === 'same' || to === 'previous' ? state : to}: ${label}${marks[to] ?? ''}(${by.join('、')})`),
  )
  const states = Object.entries(names).map(([state, name]) => `  ${state}: ${name}`)
  const rows = actions.map(([action, { from, to, by, label }]) => {
    const goes = to === 'same' ? '同' : to === 'previous' ? '回' : (names[to] ?? to)
    return `| \`${action}\` | ${label} | ${from.map((state) => names[state] ?? state).join('、')} | ${goes} | ${by.join(', ')} |`
  })
  const drawing = ['```mermaid', 'stateDiagram-v2', ...states, ...arrows, '```'].join('\n')
  return [`## ${title}`, drawing, ['| action | button | from | to | by |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')].join(
    '\n\n',
  )
}

const namesIn = (words: Record<string, { name: string }>) =>
  Object.fromEntries(Object.entries(words).map(([state, { name }]) => [state, name]))

const marks: Record<string, string> = { same: ' 同', previous: ' 回' }

/** Returns the README with its table of settings replaced between the two markers. */
export function withSettings(readme: string): string {
  const rows = Object.entries(settings).map(
    ([name, { shown, does }]) => `| \`${name}\` | ${shown === '' ? '' : `\`${shown}\``} | ${does} |`,
  )
  const table = ['| setting | unless set | what for |', '| --- | --- | --- |', ...rows].join('\n')
  return readme.replace(
    /<!-- settings -->[\s\S]*<!-- \/settings -->/,
    `<!-- settings -->\n<!-- prettier-ignore-start -->\n\n${table}\n\n<!-- prettier-ignore-end -->\n<!-- /settings -->`,
  )
}

const page = (title: string, ...parts: string[]) => `${[title, note, ...parts].join('\n\n')}\n`
