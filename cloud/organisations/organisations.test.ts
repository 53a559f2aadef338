import { randomUUID } from 'node:crypto'
import { contactsPerOrganisation, invitationDays, organisationInvitationsPerDay, organisationsPerAccount } from '@doorstep/contract/rules'
import { community, type Community } from '../requests/testing/requests'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { anOrganisation, named } from '../testing/worlds/organisations'

let here: Community
let building: string

beforeEach(async () => {
  here = await community()
  building = here.district.grids[0].buildings[0].code
})
afterEach(() => here.app.close())

const code = async (who: SignedIn, id: string, contactName = '赵明') =>
  (await here.app.does(who, 'POST /v1/organisations/{id}/contacts', { params: { id }, body: { contactName, position: '店员' } })).code
const joins = (who: SignedIn, given: string) => here.app.call(who, 'POST /v1/organisation-bindings', { body: { code: given } })
const decides = (who: SignedIn, id: string, verified = true) =>
  here.app.call(who, 'POST /v1/staff/organisations/{id}/decide', { params: { id }, body: { verified, answer: '看过执照' } })
const mine = async (who: SignedIn) => (await here.app.does(who, 'GET /v1/organisations')).rows

test('whoever registers an organisation is its first contact; its grid’s team is told, checks it once, and the contact is told', async () => {
  const { app, resident, member, dispatcher, stranger, told } = here
  const shop = await anOrganisation(app.does, resident, building)
  expect(shop).toMatchObject({ state: 'registered', premises: '底商 3 号', contacts: [{ name: '钱芳', position: '店长', mine: true }] })
  expect(await told(member)).toEqual(['有单位登记，请核实'])
  expect((await app.does(stranger, 'GET /v1/staff/organisations')).rows).toEqual([])
  expect((await decides(stranger, shop.id)).status).toBe(404)
  expect((await app.does(dispatcher, 'GET /v1/staff/organisations')).rows).toHaveLength(1)
  expect((await decides(member, shop.id)).body).toMatchObject({ state: 'verified' })
  expect((await decides(member, shop.id)).problem?.code).toBe('notNow')
  expect(await told(resident)).toEqual(['您的单位核实好了'])
  expect(await mine(resident)).toMatchObject([{ state: 'verified', answer: '看过执照' }])
})

test('nobody checks an organisation of their own', async () => {
  const shop = await anOrganisation(here.app.does, here.member, building)
  expect((await decides(here.member, shop.id)).problem?.code).toBe('ownOrganisation')
  expect((await decides(here.deputy, shop.id)).status).toBe(200)
})

test('a name that nobody has checked keeps nobody out; a second of a checked name is refused, when it is registered and when it is checked', async () => {
  const { app, resident, neighbour, member } = here
  const form = named(building)
  const [first, second] = [
    await app.does(resident, 'POST /v1/organisations', { body: form }),
    await app.does(neighbour, 'POST /v1/organisations', { body: form }),
  ]
  await decides(member, first.id)
  expect((await decides(member, second.id)).problem?.code).toBe('organisationKnown')
  expect((await decides(member, second.id, false)).status).toBe(200)
  const again = await app.call(neighbour, 'POST /v1/organisations', { body: form })
  expect(again.problem?.code).toBe('organisationKnown')
})

test('a name that is read like a checked one is that name, whatever nobody sees is in it', async () => {
  const { app, resident, neighbour, member } = here
  const first = await app.does(resident, 'POST /v1/organisations', { body: { ...named(building), name: '惠民 超市' } })
  await decides(member, first.id)
  for (const name of ['惠民\u200b 超市', '惠民  超市', '\ufeff惠民\u2003超\u200d市\u3164'])
    expect((await app.call(neighbour, 'POST /v1/organisations', { body: { ...named(building), name } })).problem?.code).toBe(
      'organisationKnown',
    )
  const unseen = await app.call(neighbour, 'POST /v1/organisations', { body: { ...named(building), name: '店\u200b' } })
  expect(unseen.problem?.errors?.[0]?.path).toBe('name')
})

test('a contact names another by a code that is used once, within its time, by one who is no contact yet', async () => {
  const { app, resident, neighbour, stranger } = here
  const { id } = await anOrganisation(app.does, resident, building)
  const given = await code(resident, id)
  expect((await joins(resident, given)).problem?.code).toBe('alreadyContact')
  expect((await joins(neighbour, given.toLowerCase())).body).toMatchObject({
    id,
    contacts: [{ mine: false }, { name: '赵明', mine: true }],
  })
  expect((await joins(stranger, given)).problem?.code).toBe('organisationCodeRefused')
  const late = await code(neighbour, id, '孙丽')
  app.clock.advance({ days: invitationDays })
  expect((await joins(stranger, late)).problem?.code).toBe('organisationCodeRefused')
})

test('of two who use one code at once, one becomes the contact', async () => {
  const { app, resident, neighbour, stranger } = here
  const { id } = await anOrganisation(app.does, resident, building)
  const given = await code(resident, id)
  const answers = await Promise.all([joins(neighbour, given), joins(stranger, given)])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 400])
})

test('a contact who is ended sees nothing of it; strangers never do; the last may go', async () => {
  const { app, resident, neighbour, stranger } = here
  const { id } = await anOrganisation(app.does, resident, building)
  await joins(neighbour, await code(resident, id))
  const [own, other] = (await mine(resident))[0]?.contacts ?? []
  const end = (who: SignedIn, contactId: string | undefined) =>
    app.call(who, 'DELETE /v1/organisation-contacts/{id}', { params: { id: contactId ?? id } })
  expect((await end(stranger, own?.id)).status).toBe(404)
  expect((await end(neighbour, own?.id)).status).toBe(204)
  expect(await mine(resident)).toEqual([])
  expect((await end(resident, other?.id)).status).toBe(404)
  expect((await end(neighbour, other?.id)).status).toBe(204)
  expect(await mine(neighbour)).toEqual([])
})

test('whom another contact ends keeps no way back: no code of theirs, and no answer they were once given', async () => {
  const { app, resident, neighbour, stranger } = here
  const { id } = await anOrganisation(app.does, resident, building)
  const joining = { key: randomUUID(), body: { code: await code(resident, id) } }
  await app.does(neighbour, 'POST /v1/organisation-bindings', joining)
  const inviting = { params: { id }, key: randomUUID(), body: { contactName: '我自己', position: '店员' } }
  const made = await app.does(neighbour, 'POST /v1/organisations/{id}/contacts', inviting)
  const kept = await code(resident, id, '孙丽')
  const contact = made.organisation.contacts.find((one) => one.mine)
  await app.does(resident, 'DELETE /v1/organisation-contacts/{id}', { params: { id: contact?.id ?? '' } })
  expect((await joins(neighbour, made.code)).problem?.code).toBe('organisationCodeRefused')
  expect((await app.call(neighbour, 'POST /v1/organisations/{id}/contacts', inviting)).body).toBe('')
  expect((await app.call(neighbour, 'POST /v1/organisation-bindings', joining)).body).toBe('')
  expect((await app.call(neighbour, 'GET /v1/organisations/{id}', { params: { id } })).status).toBe(404)
  expect((await joins(stranger, kept)).status).toBe(201)
  expect((await mine(resident))[0]?.contacts.map(({ name }) => name)).toEqual(['钱芳', '孙丽'])
})

test('who goes by themselves leaves the codes they made, or nobody could follow the last', async () => {
  const { app, resident, neighbour } = here
  const { id, contacts } = await anOrganisation(app.does, resident, building)
  const given = await code(resident, id)
  await app.does(resident, 'DELETE /v1/organisation-contacts/{id}', { params: { id: contacts[0]?.id ?? '' } })
  expect((await joins(neighbour, given)).status).toBe(201)
})

test('a contact invites only so many in a day, also when each is ended again', async () => {
  const { app, resident } = here
  const { id } = await anOrganisation(app.does, resident, building)
  const invites = () =>
    app.call(resident, 'POST /v1/organisations/{id}/contacts', { params: { id }, body: { contactName: '赵明', position: '店员' } })
  for (let n = 0; n < organisationInvitationsPerDay; n += 1) {
    const invited = (await invites()).body.organisation.contacts.find(({ since }) => since === null)
    await app.does(resident, 'DELETE /v1/organisation-contacts/{id}', { params: { id: invited?.id ?? '' } })
  }
  expect((await invites()).problem?.code).toBe('dailyCap')
})

test('an account acts for a few organisations, an organisation has a few contacts', async () => {
  const { app, resident, district } = here
  const first = await anOrganisation(app.does, resident, building)
  for (let n = 1; n < contactsPerOrganisation; n += 1) await code(resident, first.id, `店员${n}`)
  const more = await app.call(resident, 'POST /v1/organisations/{id}/contacts', {
    params: { id: first.id },
    body: { contactName: '多一位', position: '店员' },
  })
  expect(more.problem?.code).toBe('tooManyContacts')
  for (let n = 1; n < organisationsPerAccount; n += 1) await anOrganisation(app.does, resident, building)
  const other = await anOrganisation(app.does, await signedIn(district, 'resident'), building)
  expect((await app.call(resident, 'POST /v1/organisations', { body: named(building) })).problem?.code).toBe('tooManyOrganisations')
  expect(other.state).toBe('registered')
})
