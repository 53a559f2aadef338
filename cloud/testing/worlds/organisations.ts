import { randomUUID } from 'node:crypto'
import type { Organisation } from '@doorstep/contract/organisations'
import type { TestApp } from '../app/app'
import type { SignedIn } from '../people/signed-in'

/** Returns what registers a shop in a building, of a name of its own. */
export const named = (buildingCode: string) => ({
  name: `便利店${randomUUID().slice(0, 8)}`,
  kind: 'shop' as const,
  buildingCode,
  premises: '底商 3 号',
  contactName: '钱芳',
  position: '店长',
})

/** Registers a shop with its first contact; with `checkedBy` a member of its grid's team has checked it. */
export async function anOrganisation(
  does: TestApp['does'],
  she: SignedIn,
  buildingCode: string,
  checkedBy?: SignedIn,
): Promise<Organisation> {
  const organisation = await does(she, 'POST /v1/organisations', { body: named(buildingCode) })
  if (checkedBy === undefined) return organisation
  await does(checkedBy, 'POST /v1/staff/organisations/{id}/decide', {
    params: { id: organisation.id },
    body: { verified: true, answer: '' },
  })
  return { ...organisation, state: 'verified' }
}
