import { peopleRemembered } from '@doorstep/contract/rules'
import type { accountEndpoints } from '@doorstep/contract/account'
import type { Reply } from '@doorstep/contract/endpoints'
import { nameKey, phoneKey } from '@doorstep/contract/people/names-and-phones'
import { consentWays, type OnBehalf } from '@doorstep/contract/people/on-behalf'
import * as v from 'valibot'
import { buildingRows, isBuildingInUse } from '../grids/api'
import type { Acting, Context } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import * as store from './acted-for-store'
import { unreadablePerson } from './people'

type Person = Pick<OnBehalf, 'name' | 'phone' | 'relation' | 'home'>

/** The seal's context of a remembered person, and that of the digest that finds them again. */
export const actedForSeal = 'actedFor.person'

const Sealed = v.object({
  name: v.string(),
  phone: v.nullable(v.string()),
  relation: v.string(),
  unit: v.nullable(v.string()),
  room: v.nullable(v.string()),
})
type Sealed = v.InferOutput<typeof Sealed>

const How = v.picklist(consentWays)

/** Returns the digest of a person as one account knows them: the same name and phone of another account is another digest. */
const digestOf = ({ deps, actor }: Acting, { name, phone }: Pick<Person, 'name' | 'phone'>): string =>
  deps.keys.blind(JSON.stringify([nameKey(name), phone === undefined ? '' : phoneKey(phone), actor.accountId]), actedForSeal)

const openedOf = ({ deps }: Pick<Context, 'deps'>, sealed: string): Sealed => {
  const opened = deps.keys.open(sealed, actedForSeal)
  return opened === null ? { ...unreadablePerson, unit: null, room: null } : v.parse(Sealed, JSON.parse(opened))
}

/** Returns the people the caller acts for, whom they acted for last first. */
export async function peopleActedFor(acting: Acting): Promise<Reply<(typeof accountEndpoints.table)['GET /v1/people']>> {
  const { tx, districtId, actor } = acting
  const rows = await store.actedFor(tx, districtId, actor.accountId)
  const buildings = await buildingRows(
    tx,
    districtId,
    rows.flatMap(({ building_code: code }) => (code === null ? [] : [code])),
  )
  return {
    rows: rows.map((row) => {
      const { unit, room, ...person } = openedOf(acting, row.person_sealed)
      const building = row.building_code === null ? undefined : buildings.get(row.building_code)
      return {
        id: row.id,
        ...person,
        home: building === undefined ? null : { building, unit, room },
        consent: { how: v.parse(How, row.consent_how), at: row.consented_at.toISOString() },
      }
    }),
  }
}

/** Forgets a person; what was filed and booked for them stays. Throws notFound. */
export async function forgetPerson({ tx, districtId, actor }: Acting, id: string): Promise<void> {
  if (!(await store.removeActedFor(tx, districtId, actor.accountId, id))) throw problem('notFound')
}

/** Returns the consent that a remembered person gave in this way; null when it is another person, another way, or none is remembered. */
export async function rememberedConsent(acting: Acting, { personId, consent, ...person }: OnBehalf): Promise<string | null> {
  if (personId === undefined) return null
  const row = await store.actedForById(acting.tx, acting.districtId, acting.actor.accountId, personId)
  return row?.person === digestOf(acting, person) && row.consent_how === consent.how ? row.consent_id : null
}

/**
 * Remembers whom the caller acts for, with their latest consent; what is not said this time is kept. Of more than `peopleRemembered` those
 * not acted for longest are forgotten. Throws `badInput` for a home in no building in use.
 */
export async function rememberPerson(acting: Acting, person: Person, consent: { id: string; how: string }): Promise<void> {
  const { tx, districtId, actor, clock, deps } = acting
  if (person.home !== undefined && !(await isBuildingInUse(tx, districtId, person.home.buildingCode)))
    throw badField('onBehalf.home.buildingCode', '没有这栋楼，请重新选他住的楼栋')
  const digest = digestOf(acting, person)
  const known = await store.actedForByDigest(tx, districtId, actor.accountId, digest)
  const before = known === undefined ? undefined : openedOf(acting, known.person_sealed)
  const sameDoor = person.home === undefined
  const sealed: Sealed = {
    name: person.name,
    phone: person.phone ?? null,
    relation: person.relation,
    unit: sameDoor ? (before?.unit ?? null) : (person.home?.unit ?? null),
    room: sameDoor ? (before?.room ?? null) : (person.home?.room ?? null),
  }
  const now = clock.now()
  await store.saveActedFor(tx, {
    district_id: districtId,
    id: known?.id ?? uuidv7(),
    account_id: actor.accountId,
    person: digest,
    person_sealed: deps.keys.seal(JSON.stringify(sealed), actedForSeal),
    building_code: sameDoor ? (known?.building_code ?? null) : (person.home?.buildingCode ?? null),
    consent_id: consent.id,
    consent_how: consent.how,
    consented_at: known?.consent_id === consent.id ? known.consented_at : now,
    used_at: now,
  })
  await store.keepLatest(tx, districtId, actor.accountId, peopleRemembered)
}
