/** Returns why something ends or is not given because of a closure, from the closure's own reason and, where it matters, its hours. */
export const becauseClosed = (reason: string, hours: { from: string; to: string } | null = null): string =>
  `停办${hours === null ? '' : ` ${hours.from}–${hours.to}`}：${reason}`
