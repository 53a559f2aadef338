import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { synonymsOf, type Synonyms } from '../../platform/search/synonyms'
import type { Part, Weighed } from '../../platform/snapshot/part'
import { reference } from '../../platform/snapshot/snapshot'
import { generalSynonyms } from './general-synonyms'

interface District extends Weighed {
  synonyms: Synonyms
}

const Row = v.object({ code: v.string(), names: v.array(v.string()), words: v.array(v.string()) })

/** The words every district has, and a district's own: one with the code of a general one is in its place. */
export const synonymsPart: Part<District> = {
  name: 'synonyms',
  tables: ['synonym'],
  async load(tx, districtId) {
    const rows = await tx.selectFrom('synonym').where('district_id', '=', districtId).select(['code', 'names', 'words']).execute()
    const own = v.parse(v.array(Row), rows)
    const replaced = new Set(own.map(({ code }) => code))
    const table = [...generalSynonyms.filter(({ code }) => !replaced.has(code)), ...own]
    return { synonyms: synonymsOf(table), bytes: table.length * 5000 }
  },
}

/** Returns the words people use in a district for what is named otherwise. */
export const synonymsIn = async (tx: Tx, districtId: number): Promise<Synonyms> => (await reference(tx, districtId, synonymsPart)).synonyms
