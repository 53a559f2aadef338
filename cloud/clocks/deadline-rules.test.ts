import type { Duration } from '@doorstep/contract/requests/views'
import { ratingWindowDays } from '@doorstep/contract/rules'
import { instantOf } from '../platform/time/calendar'
import { dueAt, openUntil } from '../platform/time/deadline'

const at = (wall: string) => instantOf(wall.slice(0, 10), wall.slice(11))
const hours = (amount: number): Duration => ({ amount, unit: 'hour' })
const days = (amount: number): Duration => ({ amount, unit: 'day' })
const workingDays = (amount: number): Duration => ({ amount, unit: 'workingDay' })

/** Every rule of the ordinances that a category may name, over weeks with make-up days, over year ends, and in years not yet published. */
test.each<[source: string, start: string, Duration, due: string]>([
  ['北京市 2020 年接诉即办意见：2 小时，不停电表', '2026-09-30 17:00', hours(2), '2026-09-30 19:00'],
  ['同上：24 小时，节日照算', '2026-09-30 17:00', hours(24), '2026-10-01 17:00'],
  ['同上：24 小时，过年', '2026-12-31 17:00', hours(24), '2027-01-01 17:00'],
  ['同上：7 日，末日在国庆假期里', '2026-09-28 10:00', days(7), '2026-10-08 18:00'],
  ['同上：7 日，末日是补班的周日', '2026-09-13 10:00', days(7), '2026-09-20 18:00'],
  ['同上：15 日，末日 10 月 2 日', '2026-09-17 10:00', days(15), '2026-10-08 18:00'],
  ['同上：15 日，末日是尚未公布的元旦', '2026-12-17 10:00', days(15), '2027-01-04 18:00'],
  ['济南市热线条例第24条：5 个工作日', '2026-09-30 10:00', workingDays(5), '2026-10-13 18:00'],
  ['同上：跨年，下一年尚未公布', '2026-12-30 10:00', workingDays(5), '2027-01-07 18:00'],
  ['安阳市条例第50条：延期 5 个工作日', '2026-10-09 18:00', workingDays(5), '2026-10-15 18:00'],
  ['热线办理规定：咨询当日，过了下班时间就是次日', '2026-09-24 18:00', workingDays(0), '2026-09-28 18:00'],
  ['同上：求助 3 个工作日，春节前补班的周六算', '2026-02-13 10:00', workingDays(3), '2026-02-25 18:00'],
  ['同上：建议和投诉 13 个工作日', '2026-09-21 10:00', workingDays(13), '2026-10-15 18:00'],
  ['徐州市：投诉 15 个工作日', '2026-09-21 10:00', workingDays(15), '2026-10-19 18:00'],
  ['徐州市：退回 2 日', '2026-09-30 10:00', days(2), '2026-10-08 18:00'],
  ['信访工作条例第22条：15 日登记并答复去向', '2026-01-31 09:00', days(15), '2026-02-24 18:00'],
  ['信访工作条例第23条：异议 5 个工作日，跨年', '2025-12-29 10:00', workingDays(5), '2026-01-06 18:00'],
  ['信访工作条例第34条：60 日办结', '2026-08-03 09:00', days(60), '2026-10-08 18:00'],
  ['信访工作条例第34条：延长 30 日，末日是尚未公布的除夕', '2027-01-06 10:00', days(30), '2027-02-09 18:00'],
  ['信访工作条例第35条：30 日，末日是很久以后的元旦', '2028-12-02 10:00', days(30), '2029-01-02 18:00'],
  ['深圳市：行政调解 5 个工作日受理', '2026-04-30 10:00', workingDays(5), '2026-05-11 18:00'],
  ['深圳市：疑难的 10 个工作日', '2026-04-30 10:00', workingDays(10), '2026-05-18 18:00'],
  ['深圳市：移送 3 个工作日', '2026-04-30 10:00', workingDays(3), '2026-05-08 18:00'],
])('%s：%s 起 %j，到 %s', (_source, start, duration, due) => {
  expect(dueAt(at(start), duration).at).toEqual(at(due))
})

test.each([
  ['2026-09-17 10:00', ratingWindowDays, '2026-10-08', '民法典第203条: its last day, 2 October, is a rest day'],
  ['2026-11-23 23:59', ratingWindowDays, '2026-12-08', 'the hour of the start does not matter'],
  ['2026-12-17 10:00', ratingWindowDays, '2027-01-04', 'a holiday of a year not yet published, and the weekend after it'],
])('what a resident may do from %s on for %i days is open to the end of %s (%s)', (start, length, last) => {
  expect(openUntil(at(start), length)).toEqual(new Date(instantOf(last, '24:00').getTime() - 1))
})
