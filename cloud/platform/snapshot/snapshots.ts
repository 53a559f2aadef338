import type { FastifyBaseLogger } from 'fastify'
import { asProblem, type Db } from '../database/database'
import { onceForAll } from '../process/once-for-all'
import { ProblemError } from '../process/problem'
import { marksOf, type Marks } from './marks'
import type { Part, PartName, Weighed } from './part'
import type { Built, Snapshot } from './snapshot'
import { versionsOf, type Versions } from './versions'

/** Bytes of reference data a process remembers; beyond them the districts that were asked for longest ago are forgotten. */
const usualBytes = 150_000_000
/** How long a part that could not be built is not tried again. */
const retryMs = 1000
/** After how long a part is compared with its rows, though no version has moved. */
const usualAgeMs = 60_000

interface Remembering {
  db: Db
  log: FastifyBaseLogger
  parts: readonly Part<Weighed>[]
  mostBytes?: number
  mostAgeMs?: number
}

/** The reference data of districts, as far as this process remembers it. */
export interface Snapshots {
  /**
   * Returns a district's reference data of at least `versions`, which are read where they are not given. What moved is loaded first, once for
   * all who wait for it. Call it while holding no connection: it may need one.
   */
  current: (districtId: number, versions?: Versions) => Promise<Snapshot>
}

interface Kept extends Built {
  bytes: number
  loading: boolean
  /** It has no rows to be compared with: it is tried again after `retryMs`, however often it is asked for. */
  failed: boolean
  /** Of the rows it was built of, and when they were last seen to be those. */
  mark: string
  seenAt: number
}

/** A part as it was read, and the version of the rows it was read from. */
interface Read {
  version: number
  mark: string
  value: Weighed
}

/** Opens a process's memory of reference data: each part of each district, loaded anew as soon as its version has moved. */
export function openSnapshots({ db, log, parts, mostBytes = usualBytes, mostAgeMs = usualAgeMs }: Remembering): Snapshots {
  /** By district, the one that was asked for longest ago first. */
  const districts = new Map<number, Map<PartName, Kept>>()
  /** What is being compared with the rows, by district. */
  const comparing = new Map<number, Promise<void>>()

  /** Reads versions once for all calls of a moment that do not bring them: those of callers who are not signed in. */
  const readVersions = new Map<number, () => Promise<Versions>>()
  function versionsNow(districtId: number): Promise<Versions> {
    const read = readVersions.get(districtId) ?? onceForAll(() => versionsOf(db, districtId))
    readVersions.set(districtId, read)
    return read()
  }

  async function current(districtId: number, given?: Versions): Promise<Snapshot> {
    if (parts.length === 0) return { districtId, parts: new Map() }
    const known = [...(districts.get(districtId) ?? [])]
    const isAhead = ([name, { loading, version }]: [PartName, Kept], of: Versions) => !loading && version > (of[name] ?? 0)
    // A call may have begun before others moved a version. But a database that was restored to an earlier state is behind for good.
    const versions = given === undefined || known.some((part) => isAhead(part, given)) ? await versionsNow(districtId) : given
    let kept = keptOf(districtId)
    for (const part of known) if (isAhead(part, versions) && kept.get(part[0]) === part[1]) kept.delete(part[0])
    await compareOld(districtId, kept)
    for (;;) {
      const moved = parts.filter(({ name }) => (kept.get(name)?.version ?? -1) < (versions[name] ?? 0))
      const underWay = moved.flatMap(({ name }) => kept.get(name) ?? []).filter(({ loading }) => loading)
      if (underWay.length === 0) {
        if (moved.length > 0) load(districtId, kept, moved, versions)
        break
      }
      // A part is loaded once at a time, however often it moves meanwhile: the next load reads the newest for all who wait.
      await Promise.allSettled(underWay.map(({ built }) => built))
      kept = keptOf(districtId)
    }
    const held = new Map(kept)
    // One that cannot be built fails whoever asks for it, and nobody else.
    await Promise.allSettled([...held.values()].map(({ built }) => built))
    return { districtId, parts: held }
  }

  /** Returns what is remembered of a district, which has just been asked for. */
  function keptOf(districtId: number): Map<PartName, Kept> {
    const kept = districts.get(districtId) ?? new Map<PartName, Kept>()
    districts.delete(districtId)
    districts.set(districtId, kept)
    return kept
  }

  /** Forgets the parts whose rows have changed without a version, where they were not looked at for long; once for all who wait. */
  async function compareOld(districtId: number, kept: Map<PartName, Kept>): Promise<void> {
    const since = performance.now() - mostAgeMs
    const isOld = ({ loading, failed, seenAt }: Kept) => !loading && !failed && seenAt < since
    if (comparing.has(districtId) || ![...kept.values()].some(isOld)) return comparing.get(districtId)
    const compare = async () => {
      const now = performance.now()
      const looked = [...kept].filter(([, { loading, failed }]) => !loading && !failed)
      const marks = await marksOf(db, districtId, parts)
      for (const [name, part] of looked) {
        if (part.mark === marks[name]) part.seenAt = now
        else if (kept.get(name) === part) kept.delete(name)
      }
    }
    const compared = compare().finally(() => comparing.delete(districtId))
    comparing.set(districtId, compared)
    return compared
  }

  /** Begins to load what moved. Until it is there, a part stands under the version that is asked for. */
  function load(districtId: number, kept: Map<PartName, Kept>, moved: readonly Part<Weighed>[], versions: Versions): void {
    const loaded = together(districtId, moved)
    for (const { name } of moved) {
      const take = async (): Promise<Weighed> => {
        const read = (await loaded).get(name) ?? Promise.reject(new Error(`Part ${name} was not asked for`))
        const { version, mark, value } = await read
        mine.version = version
        mine.mark = mark
        mine.seenAt = performance.now()
        mine.bytes = value.bytes
        mine.loading = false
        return value
      }
      const failed = (fault: unknown): never => {
        mine.failed = true
        mine.loading = false
        log.error({ err: fault }, `snapshot of district ${districtId}, part ${name} could not be built`)
        setTimeout(() => kept.get(name) === mine && kept.delete(name), retryMs).unref()
        const said = asProblem(fault)
        throw said instanceof ProblemError ? said : new ProblemError('unavailable', {}, fault)
      }
      const mine: Kept = {
        version: versions[name] ?? 0,
        bytes: 0,
        loading: true,
        failed: false,
        mark: '',
        seenAt: 0,
        built: take().catch(failed),
      }
      mine.built.then(forget, () => undefined)
      kept.set(name, mine)
    }
  }

  /**
   * Reads parts in one transaction, which sees their rows and versions as they were at one moment. A part that fails may have aborted it, so
   * those after it are read in another.
   */
  async function together(districtId: number, moved: readonly Part<Weighed>[]): Promise<Map<PartName, Promise<Read>>> {
    const begun = new Map<PartName, Promise<Read>>()
    let rest = moved
    while (rest.length > 0) rest = await readUntilOneFails(districtId, rest, begun)
    return begun
  }

  /** Reads parts in one transaction, one after another; returns those after the first that fails. */
  const readUntilOneFails = (districtId: number, wanted: readonly Part<Weighed>[], begun: Map<PartName, Promise<Read>>) =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const seen = await versionsOf(tx, districtId)
        const marks: Marks = await marksOf(tx, districtId, wanted)
        for (const [at, part] of wanted.entries()) {
          const one = part.load(tx, districtId).then((value) => ({ version: seen[part.name] ?? 0, mark: marks[part.name] ?? '', value }))
          begun.set(part.name, one)
          const [{ status }] = await Promise.allSettled([one])
          if (status === 'rejected') return wanted.slice(at + 1)
        }
        return []
      })

  /** Forgets the districts that were asked for longest ago until the others fit; the last one stays. */
  function forget(): void {
    const held = [...districts].map(([district, kept]) => ({ district, bytes: sum([...kept.values()].map(({ bytes }) => bytes)) }))
    let over = sum(held.map(({ bytes }) => bytes)) - mostBytes
    for (const { district, bytes } of held.slice(0, -1)) {
      if (over <= 0) return
      districts.delete(district)
      over -= bytes
    }
  }

  return { current }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
