import type { organisationEndpoints } from '@doorstep/contract/organisations'
import type { Community } from '../../requests/testing/requests'
import { signedIn } from '../people/signed-in'
import { anOrganisation, named } from '../worlds/organisations'
import type { ValidCall } from './valid-calls'

type Key = keyof typeof organisationEndpoints.table

/** Returns the part of `validCalls` about organisations. */
export function validOrganisationCalls({ app, district, member }: Community): Record<Key, () => Promise<ValidCall>> {
  const { does } = app
  const buildingCode = district.grids[0].buildings[0].code
  const resident = () => signedIn(district, 'resident')
  const registered = async () => {
    const she = await resident()
    return { she, organisation: await anOrganisation(does, she, buildingCode) }
  }
  const body = { contactName: '赵明', position: '店员' }
  return {
    'POST /v1/organisations': async () => ({ who: await resident(), sent: { body: named(buildingCode) } }),
    'GET /v1/organisations': async () => ({ who: (await registered()).she, sent: {} }),
    'GET /v1/organisations/{id}': async () => {
      const { she, organisation } = await registered()
      return { who: she, sent: { params: { id: organisation.id } } }
    },
    'POST /v1/organisations/{id}/contacts': async () => {
      const { she, organisation } = await registered()
      return { who: she, sent: { params: { id: organisation.id }, body } }
    },
    'DELETE /v1/organisation-contacts/{id}': async () => {
      const { she, organisation } = await registered()
      return { who: she, sent: { params: { id: organisation.contacts[0]?.id } } }
    },
    'POST /v1/organisation-bindings': async () => {
      const { she, organisation } = await registered()
      const { code } = await does(she, 'POST /v1/organisations/{id}/contacts', { params: { id: organisation.id }, body })
      return { who: await resident(), sent: { body: { code } } }
    },
    'GET /v1/staff/organisations': async () => {
      await registered()
      return { who: member, sent: {} }
    },
    'GET /v1/staff/buildings/{code}/organisations': async () => {
      await registered()
      return { who: member, sent: { params: { code: buildingCode } } }
    },
    'POST /v1/staff/organisations/{id}/decide': async () => {
      const { organisation } = await registered()
      return { who: member, sent: { params: { id: organisation.id }, body: { verified: true, answer: '看过执照' } } }
    },
  }
}
