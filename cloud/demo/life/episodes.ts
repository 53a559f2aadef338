import type { Episode } from '../timeline'
import type { World } from '../world'
import { bookingEpisodes } from './bookings'
import { ordinaryCases } from './cases'
import { casesForOthers } from './cases-for-others'
import { chatEpisodes } from './chats'
import { counterEpisodes } from './counters'
import { counterNow } from './counters-now'
import { dutyEpisodes } from './duty'
import { noticeEpisodes } from './notices'
import { reports } from './reports'
import { turnedCases } from './turned-cases'
import { waitingCases } from './waiting-cases'
import { waysIn } from './ways-in'

/** Returns every episode of the demo's life. Later work adds its own states and things here. */
export const episodes = (world: World): Episode[] => [
  ...ordinaryCases(world),
  ...waitingCases(world),
  ...turnedCases(world),
  ...casesForOthers(world),
  ...waysIn(world),
  ...reports(world),
  ...chatEpisodes(world),
  ...bookingEpisodes(world),
  ...counterEpisodes(world),
  ...counterNow(world),
  ...noticeEpisodes(world),
  ...dutyEpisodes(world),
]
