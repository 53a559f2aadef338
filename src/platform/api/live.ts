import Taro from '@tarojs/taro'
import type { Hint } from '@doorstep/contract/messages'
import { browser } from '../device/browser'
import { setLiveOpen } from './live-state'
import { onNetwork } from '../device/network'
import { refresh } from './query'
import { send } from './request'
import { onSession, sessionToken } from './session'
import { asRecord, asText } from '../device/storage'

/** The endpoints each hint invalidates. */
const stale = {
  conversation: ['GET /v1/conversations', 'GET /v1/session', 'GET /v1/staff/inbox'],
  request: ['GET /v1/requests', 'GET /v1/staff/inbox'],
  booking: ['GET /v1/bookings', 'GET /v1/waiting', 'GET /v1/services', 'GET /v1/staff/bookings', 'GET /v1/staff/venues'],
  queue: ['GET /v1/tickets', 'GET /v1/check-in-places', 'GET /v1/venues', 'GET /v1/staff/venues'],
  whistle: ['GET /v1/staff/whistles'],
  inbox: ['GET /v1/inbox', 'GET /v1/session'],
  ready: [
    ...['GET /v1/conversations', 'GET /v1/inbox', 'GET /v1/staff/inbox', 'GET /v1/staff/whistles'],
    ...['GET /v1/bookings', 'GET /v1/waiting', 'GET /v1/tickets', 'GET /v1/staff/venues'],
  ],
} as const satisfies Record<Hint['what'], readonly string[]>

/** Delays between reconnection attempts, in milliseconds; the last one repeats. */
const pauses = [1_000, 2_000, 5_000, 15_000, 30_000]

const listeners = new Set<(hint: Hint) => void>()
let socket: Taro.SocketTask | undefined
let wanted = false
let connecting = false
let tries = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Subscribes to every hint of the socket; the chat catches up by its own cursor. Returns the function that unsubscribes. */
export function onHint(listen: (hint: Hint) => void) {
  listeners.add(listen)
  return () => {
    listeners.delete(listen)
  }
}

const hintOf = (data: unknown): Hint | undefined => {
  try {
    const hint = asRecord(JSON.parse(String(data)))
    const what = asText(hint?.what)
    return what !== undefined && what in stale ? (hint as unknown as Hint) : undefined
  } catch {
    return undefined
  }
}

function hear(data: unknown) {
  const hint = hintOf(data)
  if (!hint) return
  if (hint.what === 'ready') {
    tries = 0
    setLiveOpen(true)
  }
  listeners.forEach((listen) => listen(hint))
  void refresh(...stale[hint.what])
}

/** Returns the socket's URL: WeChat requires wss://host; the preview's address may be relative to the page. */
function socketAddress() {
  const base = API_BASE || browser()?.location.origin || ''
  return `${base.replace(/^http/, 'ws')}/v1/live`
}

function later() {
  if (!wanted || timer) return
  timer = setTimeout(
    () => {
      timer = undefined
      void connect()
    },
    pauses[Math.min(tries, pauses.length - 1)],
  )
  tries += 1
}

function lost(of: Taro.SocketTask) {
  if (socket !== of) return
  socket = undefined
  setLiveOpen(false)
  later()
}

const isWanted = () => wanted

async function connect() {
  if (!wanted || socket || connecting || !sessionToken()) return
  connecting = true
  const ticket = await send('POST /v1/live-tickets', {})
  try {
    if (!ticket.ok) {
      later()
      return
    }
    const opened = await Taro.connectSocket({ url: socketAddress() })
    if (!isWanted()) {
      opened.close({})
      return
    }
    socket = opened
    opened.onOpen(() => opened.send({ data: JSON.stringify(ticket.value) }))
    opened.onMessage(({ data }) => hear(data))
    opened.onClose(() => lost(opened))
    opened.onError(() => lost(opened))
  } catch {
    later()
  } finally {
    connecting = false
  }
}

/** Opens the app's one socket, if somebody is signed in; called whenever the app comes to the foreground. */
export function resumeLive() {
  wanted = true
  void connect()
}

/** Closes the socket: WeChat stops a background app's script after 5 s anyway. */
export function pauseLive() {
  wanted = false
  tries = 0
  if (timer) clearTimeout(timer)
  timer = undefined
  const closing = socket
  socket = undefined
  setLiveOpen(false)
  closing?.close({})
}

/** Opens and closes the socket with sign-in and network; called once, at launch. */
export function watchLive() {
  onSession((me) => {
    const was = wanted
    pauseLive()
    wanted = was
    if (me) void connect()
  })
  onNetwork((online) => {
    if (online && wanted && !timer) void connect()
  })
}
