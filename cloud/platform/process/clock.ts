/** The only source of the present in the cloud, so that tests can set it. */
export interface Clock {
  now: () => Date
}

export const systemClock: Clock = { now: () => new Date() }
