import SonicBoom from 'sonic-boom'

/** Bytes of lines that wait for a log that takes none; further ones are dropped. */
const waitingBytes = 1024 * 1024

/**
 * Returns the stream that the log is written to: standard output. A log that cannot be written (a full disk, a reader that has gone) ends
 * nothing: its lines wait, up to a limit, and are written when it can be written again.
 */
export function logStream(fd: number = process.stdout.fd): SonicBoom {
  const stream = new SonicBoom({ fd, sync: true, maxLength: waitingBytes, retryEAGAIN: () => false })
  stream.on('error', () => undefined)
  return stream
}
