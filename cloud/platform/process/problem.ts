import { problems, type Problem, type ProblemCode } from '@doorstep/contract/problems'

/** Optional members of a problem besides its code; `detail` replaces the default sentence of the table. */
export interface ProblemExtra extends Partial<Pick<Problem, 'detail' | 'errors' | 'phones' | 'next'>> {
  /** Seconds after which trying again makes sense: the header `Retry-After`, not part of the body. */
  retryAfter?: number
}

/** An expected refusal with a code. When thrown, it rolls back the request's transaction and becomes the answer. */
export class ProblemError extends Error {
  readonly status: number

  constructor(
    readonly code: ProblemCode,
    readonly extra: ProblemExtra = {},
    cause?: unknown,
  ) {
    super(code, cause === undefined ? undefined : { cause })
    this.name = 'ProblemError'
    this.status = problems[code].status
  }
}

/** `throw problem('notFound')` */
export const problem = (code: ProblemCode, extra?: ProblemExtra) => new ProblemError(code, extra)

/** Returns bad input for one field, with suggested next actions if any: `throw badField('place.detail', '请写明楼层')`. */
export const badField = (path: string, message: string, instead: Pick<ProblemExtra, 'next'> = {}) =>
  new ProblemError('badInput', { errors: [{ path, message }], ...instead })

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** Returns the body of the answer, RFC 9457. */
export function problemBody({ code, extra }: ProblemError, requestId: string): Problem {
  const { status, detail } = problems[code]
  return { type: `urn:doorstep:problem:${code}`, title: titles[status] ?? 'Error', status, code, detail, ...bodyMembers(extra), requestId }
}

const bodyMembers = ({ retryAfter: _, ...members }: ProblemExtra) => members
