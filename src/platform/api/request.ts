import { call, type Sending } from './http'
import { newId } from './ids'
import { clientProblem, failed, type Input, type ReadKey, type Result, type SendKey, type Value } from './result'
import { endedElsewhere, hasLeft, renew, sessionToken } from './session'

const refused = <T>(result: Result<T>) => !result.ok && (result.problem.code === 'badToken' || result.problem.code === 'signInNeeded')

async function withSession<K extends ReadKey | SendKey>(key: K, input: Input<K>, sending: Sending = {}): Promise<Result<Value<K>>> {
  const token = sessionToken()
  const first = await call(key, input, { ...sending, token })
  if (!first.ok && first.problem.code === 'sessionEnded') endedElsewhere(token)
  if (!refused(first)) return first
  const renewed = await renew(token)
  if (renewed.ok) return call(key, input, { ...sending, token: sessionToken() })
  // The page asks to sign in, and says then why that fails; nobody who does not exist can.
  if (renewed.problem.code === 'noSuchPerson') return renewed
  return hasLeft() ? failed(clientProblem('signedOut')) : first
}

/**
 * Reads an endpoint: `read('GET /v1/requests/{id}', { params: { id } })`. Signs in when the endpoint requires it. What comes when whoever
 * asked has signed out is not shown or kept. Never throws.
 */
export async function read<K extends ReadKey>(key: K, input: Input<K>): Promise<Result<Value<K>>> {
  const asked = sessionToken()
  const result = await withSession(key, input)
  const isLate = asked !== undefined && sessionToken() === undefined && hasLeft()
  return result.ok && isLate ? failed(clientProblem('signedOut')) : result
}

/**
 * Sends a change. `submission` identifies one logical submit: pass the same for every retry and the API does it once; without one, each
 * call is a submit of its own.
 */
export const send = <K extends SendKey>(
  key: K,
  input: Input<K>,
  submission: string = newId(),
  how: Pick<Sending, 'bytes' | 'patience'> = {},
) => withSession(key, input, { ...how, idempotencyKey: submission })
