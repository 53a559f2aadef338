/** Weekdays as `contract/services` numbers them, 1 to 7. */
export const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** `周二` of 2. */
export const weekdayName = (weekday: number) => weekdays[weekday - 1] ?? ''
