import { dayMs } from '@doorstep/contract/time-words'
import { QueryClient, useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { newId } from './ids'
import { useLiveOpen } from './live-state'
import { useInWords, useNow } from './now'
import { read, send } from './request'
import { clientProblem, isDone, type Input, type Problem, type ReadKey, type Result, type SendKey, type Value } from './result'
import { onServer } from './server-clock'
import { asRecord } from '../device/storage'
import { usePageVisible } from '../navigation/visible'

/** Thrown inside the query layer only; outside it, a problem is a value. */
class ReadFailure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}

/** Polling interval of live reads without a socket, in milliseconds; and of those that no hint of the socket tells of. */
const pollEvery = 4_000
const unhintedEvery = 8_000
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A read without network fails at once; the cached value is shown meanwhile.
      networkMode: 'always',
      refetchOnReconnect: true,
      refetchOnWindowFocus: true,
      staleTime: 15_000,
      gcTime: dayMs,
      retry: (times, failure) => times < 1 && failure instanceof ReadFailure && failure.problem.code === 'timeout',
    },
  },
})

/** Forgets every read and reads again what is on screen: for a page that could not draw what it had. */
export const readAnew = () => queryClient.resetQueries()

/** A read as a page sees it: everything a `Screen` needs to choose between its states. */
export interface Read<T> {
  value: T | undefined
  problem: Problem | undefined
  /** Whether there is nothing to show yet. */
  waiting: boolean
  /** Whether a value is shown while a newer one is read. */
  refreshing: boolean
  /** When the shown value was read, by the API's clock, in epoch milliseconds; 0 before. */
  asOf: number
  again: () => Promise<void>
}

export interface ReadOptions {
  /** False disables the read, e.g. until an id is known. */
  when?: boolean
  /** Kept fresh by the socket's hints, or by polling while there is no socket; `unhinted` by polling alone. */
  live?: boolean | 'unhinted'
}

const pollsEvery = (live: ReadOptions['live'], socket: boolean) =>
  live === 'unhinted' ? unhintedEvery : live && !socket ? pollEvery : false
const keyOf = (key: string, input: unknown) => [key, input] as const
const cameAt = (dataUpdatedAt: number) => (dataUpdatedAt === 0 ? 0 : onServer(dataUpdatedAt))
const problemOf = (error: unknown) => (error instanceof ReadFailure ? error.problem : undefined)

/** The problem of a page opened without network; it is read again automatically once the network is back. */
const untilOnline = clientProblem('offline', '现在没有网络，连上后会自动打开')

async function fetched<K extends ReadKey>(key: K, input: Input<K>): Promise<Value<K>> {
  if (isIncomplete(input)) throw new ReadFailure(clientProblem('incompleteLink'))
  const result = await read(key, input)
  if (!result.ok) throw new ReadFailure(result.problem.code === 'offline' ? untilOnline : result.problem)
  return result.value
}

/** True when a parameter of the address is empty: the page was opened without it. */
const isIncomplete = (input: object) => 'params' in input && Object.values(input.params ?? {}).includes('')

/** Reads an endpoint for a page: `const r = useRead('GET /v1/requests/{id}', { params: { id } })`. */
export function useRead<K extends ReadKey>(key: K, input: Input<K>, { when = true, live = false }: ReadOptions = {}): Read<Value<K>> {
  const visible = usePageVisible()
  const socket = useLiveOpen()
  const { data, error, isPending, isFetching, dataUpdatedAt, refetch } = useQuery({
    queryKey: keyOf(key, input),
    queryFn: () => fetched(key, input),
    enabled: when,
    subscribed: visible,
    refetchInterval: pollsEvery(live, socket),
  })
  const value = useInWords<unknown>(data) as Value<K> | undefined
  const again = useCallback(async () => {
    await refetch()
  }, [refetch])
  return {
    value,
    problem: problemOf(error),
    waiting: isPending,
    refreshing: isFetching && !isPending,
    asOf: cameAt(dataUpdatedAt),
    again,
  }
}

/** Reads again once `at` has passed, for values that change by time alone. */
export function useAgainAt({ asOf, again }: Pick<Read<unknown>, 'asOf' | 'again'>, at: string | null | undefined): void {
  const now = useNow()
  const over = at != null && asOf < Date.parse(at) && Date.parse(at) <= now
  useEffect(() => {
    if (over) void again()
  }, [over, again])
}

interface PageOf {
  rows: unknown[]
  next: string | null
}
/** Endpoints that answer a page of rows and take `query.after`. */
export type PagedKey = { [K in ReadKey]: Value<K> extends PageOf ? K : never }[ReadKey]
export type Row<K extends PagedKey> = Value<K> extends { rows: (infer R)[] } ? R : never

export interface Pages<K extends PagedKey> extends Read<Row<K>[]> {
  /** The first page in full, for endpoints that return more than rows. */
  first: Value<K> | undefined
  hasMore: boolean
  loadingMore: boolean
  more: () => void
}

/** Reads a page of rows; an answer without any is none. */
const fetchedPage = <K extends PagedKey>(key: K, input: Input<K>): Promise<Value<K>> =>
  fetched(key, input).then((page) => {
    if (!Array.isArray(asRecord(page)?.rows)) throw new ReadFailure(clientProblem('garbled'))
    return page
  })

/** Reads a cursor list page by page; rows are appended. */
export function usePages<K extends PagedKey>(key: K, input: Input<K>, { when = true, live = false }: ReadOptions = {}): Pages<K> {
  const visible = usePageVisible()
  const socket = useLiveOpen()
  const q = useInfiniteQuery({
    queryKey: [...keyOf(key, input), 'pages'],
    queryFn: ({ pageParam }) => {
      const { query, ...parts } = input as { query?: Record<string, unknown> }
      return fetchedPage(key, { ...parts, query: { ...query, ...(pageParam && { after: pageParam }) } } as unknown as Input<K>)
    },
    initialPageParam: '',
    getNextPageParam: (last) => (last as unknown as PageOf).next ?? undefined,
    enabled: when,
    subscribed: visible,
    refetchInterval: pollsEvery(live, socket),
  })
  const data = useInWords(q.data as InfiniteData<Value<K>, string> | undefined)
  const rows = useMemo(() => data?.pages.flatMap((page) => (page as unknown as PageOf).rows as Row<K>[]), [data])
  const { refetch, fetchNextPage } = q
  const again = useCallback(async () => {
    await refetch()
  }, [refetch])
  return {
    value: rows,
    problem: problemOf(q.error),
    waiting: q.isPending,
    refreshing: q.isFetching && !q.isPending && !q.isFetchingNextPage,
    asOf: cameAt(q.dataUpdatedAt),
    again,
    first: data?.pages[0],
    hasMore: q.hasNextPage,
    loadingMore: q.isFetchingNextPage,
    more: () => {
      if (q.hasNextPage && !q.isFetchingNextPage) void fetchNextPage()
    },
  }
}

/** Lists of which the answer of all that is under way is made: whatever changes one of them changes it. */
const gathered: readonly ReadKey[] = ['GET /v1/requests', 'GET /v1/bookings', 'GET /v1/waiting', 'GET /v1/tickets', 'GET /v1/conversations']
const gatheredIn: ReadKey = 'GET /v1/underway'

/** Reads again every endpoint that begins with one of these: `refresh('GET /v1/requests')` covers the list and every detail. */
export async function refresh(...prefixes: string[]) {
  const stale = prefixes.some((prefix) => gathered.some((list) => prefix.startsWith(list))) ? [...prefixes, gatheredIn] : prefixes
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [key] }) => typeof key === 'string' && stale.some((prefix) => key.startsWith(prefix)),
  })
}

/** Writes an answer to the cache entry `useRead` uses for the same endpoint and input. */
export const remember = <K extends ReadKey>(key: K, input: Input<K>, value: Value<K>) => queryClient.setQueryData(keyOf(key, input), value)

/** Reads once outside a page, through the same cache. */
export async function readOnce<K extends ReadKey>(key: K, input: Input<K>): Promise<Result<Value<K>>> {
  const result = await read(key, input)
  if (result.ok) remember(key, input, result.value)
  return result
}

export interface Send<K extends SendKey> {
  /** Sends; once it is done, now or before, reads again what begins with `then`. Returns the result as a value. */
  send: (input: Input<K>) => Promise<Result<Value<K>>>
  sending: boolean
  /** The problem of the last attempt, until the next one. */
  problem: Problem | undefined
}

/**
 * Sends a change from a page. A second tap while it runs is ignored, and a retry with the same input after no answer carries the same
 * idempotency key, so it happens once.
 */
export function useSend<K extends SendKey>(key: K, then: readonly string[] = []): Send<K> {
  const [problem, setProblem] = useState<Problem>()
  const [sending, setSending] = useState(false)
  const running = useRef<Promise<Result<Value<K>>>>()
  const unanswered = useRef<{ written: string; submission: string }>()

  const go = async (input: Input<K>) => {
    const written = JSON.stringify(input)
    const submission = unanswered.current?.written === written ? unanswered.current.submission : newId()
    unanswered.current = { written, submission }
    setSending(true)
    setProblem(undefined)
    const result = await send(key, input, submission)
    if (result.ok || (result.problem.status > 0 && result.problem.status < 500)) unanswered.current = undefined
    if (isDone(result)) void refresh(...then)
    if (!result.ok) setProblem(result.problem)
    setSending(false)
    return result
  }
  const sendOnce = (input: Input<K>) =>
    (running.current ??= go(input).finally(() => {
      running.current = undefined
    }))
  return { send: sendOnce, sending, problem }
}

/** Returns a finished read of a value that is already there. */
export const readOf = <T>(value: T): Read<T> => ({
  value,
  problem: undefined,
  waiting: false,
  refreshing: false,
  asOf: 0,
  again: () => Promise.resolve(),
})

/** Combines two reads: waits for both, fails with the first problem. */
export function both<A, B>(a: Read<A>, b: Read<B>): Read<[A, B]> {
  const value: [A, B] | undefined = a.value !== undefined && b.value !== undefined ? [a.value, b.value] : undefined
  const problem = a.problem ?? b.problem
  return {
    value,
    problem,
    waiting: value === undefined && !problem,
    refreshing: a.refreshing || b.refreshing,
    asOf: Math.min(a.asOf, b.asOf),
    again: async () => {
      await Promise.all([a.again(), b.again()])
    },
  }
}
