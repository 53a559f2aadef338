import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asProblem } from '../database/database'
import { problem, problemBody, ProblemError } from '../process/problem'

/**
 * Seconds after which a caller may try again where the refusal does not say when: after a 503 the database is back by then, or the queue
 * shorter; a minute is the window of every limit.
 */
const retrySeconds: Partial<Record<number, number>> = { 429: 60, 503: 2 }

/**
 * Turns anything thrown into an answer, the one place that does: problems as they are, the framework's errors as 4xx, everything else
 * hidden. Nobody reads the answer to a request whose sender hung up half-way, and it is no failure of ours.
 */
export function answerProblem(fault: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const said = hungUp(request) ? problem('badInput') : toProblem(asProblem(fault))
  if (said.status >= 500) logFailure(fault, said, request)
  const retryAfter = said.extra.retryAfter ?? retrySeconds[said.status]
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(retryAfter)))
  return reply.code(said.status).type('application/problem+json').send(problemBody(said, request.id))
}

const hungUp = ({ raw }: FastifyRequest) => raw.readableAborted

/** Logs a failure with its stack; a call refused because too many wait is one short line, as there may be thousands. */
function logFailure(fault: unknown, said: ProblemError, request: FastifyRequest): void {
  if (said.code === 'unavailable' && fault === said && said.cause === undefined) request.log.warn('too busy')
  else request.log.error({ err: fault }, 'failed')
}

function toProblem(fault: unknown): ProblemError {
  if (fault instanceof ProblemError) return fault
  const status = fault instanceof Error && 'statusCode' in fault ? fault.statusCode : undefined
  if (status === 413) return problem('tooLarge')
  if (status === 429) return problem('tooMany')
  if (status === 404) return problem('notFound')
  if (status === 503) return problem('unavailable')
  return typeof status === 'number' && status >= 400 && status < 500 ? problem('badInput') : problem('internal')
}

/** Answers errors of routes, of the framework and of unknown addresses as problem+json. */
export function handleProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) => answerProblem(problem('notFound'), request, reply))
}
