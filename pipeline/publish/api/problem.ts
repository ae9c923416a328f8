/** What a reader did wrong, or what is wrong here: answered as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem'
  status: ProblemStatus
  /** The query parameter that it is about. */
  parameter: string | undefined

  /** @param detail what is wrong and what to do */
  constructor(status: ProblemStatus, detail: string, parameter?: string) {
    super(detail)
    this.status = status
    this.parameter = parameter
  }
}

const titles = {
  400: 'The question is not understood',
  404: 'There is nothing by that name',
  405: 'Only reading is possible',
  410: 'The publication has been replaced',
  413: 'Questions have no body',
  414: 'The address is too long',
  500: 'Something is wrong here',
  503: 'No answer can be given now',
} as const

export type ProblemStatus = keyof typeof titles

/** The problem as a response; `instance` is the path that was asked for. */
export function problemResponse(problem: Problem, instance: string): Response {
  const { status, message: detail, parameter } = problem
  return new Response(JSON.stringify({ title: titles[status], status, detail, instance, parameter }), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 503 && { 'retry-after': '5' }),
    },
  })
}

/** What went wrong in the database or in our code, as a problem that gives nothing away. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (code === '57014')
    return new Problem(503, 'the answer took too long; add filters, or ask for fewer rows with "limit"')
  if (/^22(003|007|008|021|P02)$/.test(code))
    return new Problem(400, 'a value is none that the column can have')
  if (
    /^(08|3D|53|57)|^E[A-Z]+$/.test(code) ||
    /timeout exceeded when trying to connect|terminated/.test(message)
  )
    return new Problem(503, 'the database does not answer; try again in a few seconds')
  return new Problem(500, 'the error is in the log of the server')
}
