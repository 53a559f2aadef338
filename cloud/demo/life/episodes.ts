import type { Episode } from '../timeline'
import type { World } from '../world'
import { bookingEpisodes } from './bookings'
import { ordinaryCases } from './cases'
import { chatEpisodes } from './chats'
import { counterEpisodes } from './counters'
import { dutyEpisodes } from './duty'
import { noticeEpisodes } from './notices'
import { specialCases } from './special-cases'

/** Returns every episode of the demo's life. Later work adds its own states and things here. */
export const episodes = (world: World): Episode[] => [
  ...ordinaryCases(world),
  ...specialCases(world),
  ...chatEpisodes(world),
  ...bookingEpisodes(world),
  ...counterEpisodes(world),
  ...noticeEpisodes(world),
  ...dutyEpisodes(world),
]
