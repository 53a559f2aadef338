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
import { organisations } from './organisations'
import { reports } from './reports'
import { togetherCases } from './together'
import { turnedCases } from './turned-cases'
import { unitCases } from './units'
import { waitingCases } from './waiting-cases'
import { waysIn } from './ways-in'
import { whistles } from './whistles'

/** Returns every episode of the demo's life. Later work adds its own states and things here. */
export const episodes = (world: World): Episode[] => [
  ...ordinaryCases(world),
  ...waitingCases(world),
  ...turnedCases(world),
  ...casesForOthers(world),
  ...waysIn(world),
  ...unitCases(world),
  ...togetherCases(world),
  ...organisations(world),
  ...whistles(world),
  ...reports(world),
  ...chatEpisodes(world),
  ...bookingEpisodes(world),
  ...counterEpisodes(world),
  ...counterNow(world),
  ...noticeEpisodes(world),
  ...dutyEpisodes(world),
]
