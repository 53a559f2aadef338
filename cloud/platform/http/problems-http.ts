import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asProblem } from '../database/database'
import { problem, problemBody, ProblemError } from '../process/problem'

/**
 * Turns anything thrown into an answer, the one place that does: problems as they are, the framework's errors as 4xx, everything else
 * hidden.
 */
export function answerProblem(fault: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const said = toProblem(asProblem(fault))
  if (said.status >= 500) request.log.error({ err: fault }, 'failed')
  const { retryAfter } = said.extra
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(retryAfter)))
  return reply.code(said.status).type('application/problem+json').send(problemBody(said, request.id))
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
