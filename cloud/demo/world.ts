import type { Client } from './client'
import { photo, voiceNote, type Scene } from './drawn'
import type { People, Person } from './people'
import type { Timeline } from './timeline'

/** What every episode of the demo's life works with. */
export interface World {
  client: Client
  time: Timeline
  people: People
  /** Uploads a drawn photo; returns its id. */
  photoOf: (who: Person, scene: Scene) => Promise<string>
  /** Uploads a recording; returns its id. */
  voiceOf: (who: Person, seconds: number) => Promise<string>
  /** Who made a booking, by its id, for the ratings that follow it. */
  bookers: Map<string, Person>
  /** Bookings that an episode of their own goes on with; the day at the venue leaves them alone. */
  spokenFor: Set<string>
}

export function worldOf(client: Client, time: Timeline, people: People): World {
  let drawn = 0
  return {
    client,
    time,
    people,
    async photoOf(who, scene) {
      drawn += 1
      return client.upload(who, { bytes: await photo(scene, drawn), name: `${scene}.jpg`, mime: 'image/jpeg' })
    },
    voiceOf: (who, seconds) => client.upload(who, { bytes: voiceNote(seconds), name: 'voice.wav', mime: 'audio/wav' }),
    bookers: new Map(),
    spokenFor: new Set(),
  }
}
