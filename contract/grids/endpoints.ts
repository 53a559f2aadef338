import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { dispatchRoles } from '../roles'
import { id, latitude, longitude, page, pageOf, searched, text } from '../values'
import { Area, BuildingRow, Correction, GridCard, GridRow, areaCode, doorToken, gridCode, importCode } from '../grids'

export const gridEndpoints = endpoints('grids', {
  'GET /v1/areas': {
    does: 'Lists the areas under `parent` (the streets of the district without it), in code order.',
    query: v.object({ parent: v.optional(areaCode) }),
    replies: { 200: v.object({ rows: v.array(Area) }) },
    who: ['anyone'],
    relation: 'none',
  },
  'GET /v1/buildings': {
    does: 'Searches buildings by name, address, pinyin (`huaishuli3`) or its initials (`hsl3`), best first; or lists those of a community or grid.',
    query: v.object({ q: v.optional(searched(40)), area: v.optional(areaCode), ...page }),
    replies: { 200: pageOf(BuildingRow) },
    who: ['anyone'],
    relation: 'none',
  },
  'GET /v1/doors/{token}': {
    does: 'The building a door QR code stands for.',
    params: v.object({ token: doorToken }),
    replies: { 200: BuildingRow },
    who: ['anyone'],
    relation: 'none',
    problems: ['unknownDoor'],
  },
  'GET /v1/grid-at': {
    does: 'The grid that holds a point; a shared edge belongs to the lowest grid code. The point is not stored.',
    query: v.object({ lng: longitude, lat: latitude, datum: v.optional(v.picklist(['gcj02', 'wgs84']), 'gcj02') }),
    replies: { 200: v.object({ grid: GridRow, buildings: v.array(BuildingRow) }) },
    who: ['anyone'],
    relation: 'none',
    problems: ['noGridHere'],
  },
  'GET /v1/grids/{code}': {
    does: 'The grid card: the published facts, who is on duty now, the team, the branches on this grid.',
    params: v.object({ code: gridCode }),
    replies: { 200: GridCard },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
  'POST /v1/grid-corrections': {
    does: 'Says “not my grid”: the street checks and answers in the inbox.',
    body: v.object({ buildingCode: importCode, said: text(200) }),
    replies: { 201: Correction },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'dailyCap'],
  },
  'GET /v1/grid-corrections': {
    does: 'Corrections in the caller’s area, open ones first.',
    query: v.object({ ...page }),
    replies: { 200: pageOf(Correction) },
    who: [...dispatchRoles],
    relation: 'area',
  },
  'POST /v1/grid-corrections/{id}/decide': {
    does: 'Answers a correction; with `gridCode` the building moves to that grid and everybody bound to it follows.',
    params: v.object({ id }),
    body: v.object({ gridCode: v.optional(gridCode), answer: text(200) }),
    replies: { 200: Correction },
    who: [...dispatchRoles],
    relation: 'area',
    problems: ['notFound', 'notNow'],
  },
})
