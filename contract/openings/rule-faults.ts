import type { ServiceWay } from '../services/words'
import type { OpeningRules } from './rules'

/**
 * A fault that makes opening rules impossible for the way a service is given. Both the app and the import of a district's files check for
 * it.
 */

export interface RuleFault {
  /** Path within the rules: `['walkInPercent']`, `['weekly', 3, 'to']`, `['exceptions', 0, 'hours', 1, 'to']`. */
  path: readonly (string | number)[]
  /** The hours it concerns: `周三 9:00–9:20`; empty when it is not about hours. */
  hours: string
  says: string
}

interface Hours {
  from: string
  to: string
  capacity: number
}

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const minutesOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5))
const hoursSay = (when: string, { from, to }: Hours) => `${when} ${[from, to].map((wall) => wall.replace(/^0/, '')).join('–')}`

/** Returns all hours of rules, weekly ones and those of exceptions, each with its path. */
const allHours = ({ weekly, exceptions }: Pick<OpeningRules, 'weekly' | 'exceptions'>) => [
  ...weekly.map((hours, at) => ({ hours, path: ['weekly', at], named: hoursSay(weekdays[hours.weekday - 1] ?? '', hours) })),
  ...exceptions.flatMap(({ day, hours: some }, exception) =>
    some.map((hours, at) => ({ hours, path: ['exceptions', exception, 'hours', at], named: hoursSay(day, hours) })),
  ),
]

/** Returns every fault of rules for a way of service; empty when they are valid. `OpeningRules` has validated the rest. */
export function ruleFaults(
  rules: Pick<OpeningRules, 'minutes' | 'walkInPercent' | 'approval' | 'minimum' | 'weekly' | 'exceptions'>,
  way: ServiceWay,
): RuleFault[] {
  const { minutes, walkInPercent, approval, minimum } = rules
  const faults: RuleFault[] = []
  const wrong = (path: RuleFault['path'], says: string, hours = '') => faults.push({ path, hours, says })
  if (way === 'walkIn' && approval !== null) wrong(['approval'], '现场办理不用预约，没有要确认的')
  if (way === 'home' && walkInPercent > 0) wrong(['walkInPercent'], '上门服务没有现场名额')
  if (way !== 'slot' && minimum !== null) wrong(['minimum'], '只有预约到场的服务可以有最少人数')
  if (way !== 'slot') return faults
  const hours = allHours(rules)
  for (const { hours: one, path, named } of hours) {
    const lasts = minutesOf(one.to) - minutesOf(one.from)
    if (lasts > 0 && lasts < minutes) wrong([...path, 'to'], `比一个时段（${minutes} 分钟）还短，排不出时段`, named)
  }
  const few = minimum === null ? undefined : hours.find(({ hours: { capacity } }) => capacity < minimum.people)
  if (few !== undefined) wrong(['minimum', 'people'], `${few.named} 只有 ${few.hours.capacity} 个名额，凑不够这么多人`)
  return faults
}

/** Returns weekly hours at which the venue is never open, as `周三 2:00–3:00`: unlikely, but allowed (an evening in the square). */
export function hoursWhenShut(weekly: OpeningRules['weekly'], place: readonly { weekday: number; from: string; to: string }[]): string[] {
  const open = (hours: OpeningRules['weekly'][number]) =>
    place.some(({ weekday, from, to }) => weekday === hours.weekday && from < hours.to && hours.from < to)
  return weekly.filter((hours) => !open(hours)).map((hours) => hoursSay(weekdays[hours.weekday - 1] ?? '', hours))
}
