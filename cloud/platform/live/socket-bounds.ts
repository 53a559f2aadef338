import type { WebSocket } from '@fastify/websocket'

/** How long a device may take to answer the close of its socket. */
export const goodbyeMs = 1000

/** Most frames in a stretch of time: a device sends one, its ticket, and a pong for each ping. */
const mostFrames = { frames: 100, everyMs: 25_000 } as const

/** Most bytes of hints that a device has not taken yet; one hint has about a hundred. */
const mostUnread = 256 * 1024

/** Closes a socket with a code; cuts it off when its device does not answer the close, and would hold the socket for as long as it likes. */
export function part(socket: WebSocket, code: number): void {
  socket.close(code)
  const late = setTimeout(() => socket.terminate(), goodbyeMs).unref()
  socket.once('close', () => clearTimeout(late))
}

/** Cuts off a socket that sends more frames than any device has reason to: each costs time that is everybody's. */
export function boundFrames(socket: WebSocket): void {
  let [left, until] = [0, 0]
  const count = () => {
    const now = performance.now()
    if (now >= until) [left, until] = [mostFrames.frames, now + mostFrames.everyMs]
    left -= 1
    if (left < 0) socket.terminate()
  }
  for (const frame of ['message', 'ping', 'pong']) socket.on(frame, count)
}

/** Sends a text; cuts off a socket whose device says that it lives, but takes nothing: what it is sent would pile up here. */
export function sendBounded(socket: WebSocket, text: string): void {
  if (socket.bufferedAmount > mostUnread) socket.terminate()
  else if (socket.readyState === socket.OPEN) socket.send(text)
}
