import { signedIn, type SignedIn } from '../../../testing/people/signed-in'
import { community, type Community } from '../requests'

/** The staff who may come by a request, those first who most likely have it in hand. */
export const staffNames = [
  'member',
  'deputy',
  'handler',
  'mate',
  'head',
  'dispatcher',
  'streetAdmin',
  'secretary',
  'supervisor',
  'stranger',
] as const
export const actorNames = ['resident', 'neighbour', ...staffNames] as const
export type ActorName = (typeof actorNames)[number]

/** The world of a walk: a community, and everybody who may try something in it. */
export interface WalkWorld {
  here: Community
  people: Record<ActorName, SignedIn>
}

export async function walkWorld(): Promise<WalkWorld> {
  const here = await community()
  const { resident, neighbour, member, deputy, secretary, dispatcher, streetAdmin, supervisor, handler, stranger, district } = here
  const [mate, head] = [await signedIn(district, { staff: 'H2' }), await signedIn(district, 'unitHead')]
  return {
    here,
    people: { resident, neighbour, member, deputy, secretary, dispatcher, streetAdmin, supervisor, handler, stranger, mate, head },
  }
}
