import { officeHours } from '../../platform/time/duty-hours'
import { instantOf } from '../../platform/time/calendar'
import { dateAndTime } from '../../platform/time/words'
import { offerUntil } from './moments'

const at = (wall: string) => instantOf(wall.slice(0, 10), wall.slice(11))

// 2026-11-23 is a Monday; office hours are 8:30–12:00 and 14:00–18:00 on weekdays.
test.each([
  ['two days off, a tenth of them', '2026-11-23 09:00', '2026-11-25 09:00', '11月23日 周一 15:48'],
  ['two hours off, the least', '2026-11-23 09:00', '2026-11-23 11:00', '11月23日 周一 9:15'],
  ['weeks off, the most', '2026-11-23 08:30', '2026-12-16 09:00', '11月24日 周二 15:00'],
  ['freed at night, in the morning', '2026-11-23 19:00', '2026-11-24 17:00', '11月24日 周二 10:42'],
  ['over a weekend, half of the hours that are left', '2026-11-27 17:00', '2026-11-30 09:00', '11月27日 周五 17:45'],
  ['just before the beginning, never past it', '2026-11-23 19:00', '2026-11-24 08:35', '11月24日 周二 8:35'],
])('an offer for a time %s', (_, now, startsAt, until) => {
  expect(dateAndTime(offerUntil(at(startsAt), { now: at(now), hours: officeHours }), at(now))).toBe(until)
})
