import { gridEndpoints } from '@doorstep/contract/grids/endpoints'
import { handle } from '../platform/context/call'
import { gridCard, type CardSources } from './card/card'
import { corrections, decide, fileCorrection, type Dwellers } from './corrections/corrections'
import { areas, buildings, door, gridOfPoint } from './find/find'

/** Returns the routes of the room; `above` answers from the tables of rooms above it. */
export const gridRoutes = (above: CardSources & Dwellers) =>
  handle(gridEndpoints, {
    'GET /v1/areas': (call) => areas(call, call.query),
    'GET /v1/buildings': (call) => buildings(call, call.query),
    'GET /v1/doors/{token}': (call) => door(call, call.params.token),
    'GET /v1/grid-at': (call) => gridOfPoint(call, call.query),
    'GET /v1/grids/{code}': (call) => gridCard(call, call.params.code, above),
    'POST /v1/grid-corrections': (call) => fileCorrection(call, call.body),
    'GET /v1/grid-corrections': (call) => corrections(call, call.query),
    'POST /v1/grid-corrections/{id}/decide': (call) => decide(call, call.params.id, call.body, above),
  })
