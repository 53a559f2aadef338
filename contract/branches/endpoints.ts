import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { gridCode, importCode } from '../grids'
import { searched } from '../values'
import { Branch } from '../branches'

export const branchEndpoints = endpoints('branches', {
  'GET /v1/branches': {
    does: 'The branches on a grid, or all of the district, in code order; or found by words or pinyin, best first.',
    query: v.object({ grid: v.optional(gridCode), q: v.optional(searched(40)) }),
    replies: { 200: v.object({ rows: v.array(Branch) }) },
    who: ['anyone'],
    relation: 'none',
  },
  'GET /v1/branches/{code}': {
    does: 'One branch.',
    params: v.object({ code: importCode }),
    replies: { 200: Branch },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
})
