const hour = 3_600_000
const day = 24 * hour

/** The day in +08:00 an instant lies in: `2026-11-23`. */
export const dayAt = (at: number) => new Date(at + 8 * hour).toISOString().slice(0, 10)

/** So many days after a day, or before it. */
export const daysFrom = (from: string, days: number) => new Date(Date.parse(`${from}T00:00:00Z`) + days * day).toISOString().slice(0, 10)

/** `09:30` of an instant, on the clock of +08:00. */
export const timeAt = (at: string) => new Date(Date.parse(at) + 8 * hour).toISOString().slice(11, 16)

/** `9:00–9:15` as it is printed: `09:00–09:15`. */
export const span = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => `${timeAt(startsAt)}–${timeAt(endsAt)}`

export const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** `周二` of a day. */
export const weekdayOf = (of: string) => weekdays[(new Date(`${of}T00:00:00Z`).getUTCDay() + 6) % 7] ?? ''
