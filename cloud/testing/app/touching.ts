import { RawNode, TableNode, type KyselyPlugin, type RootOperationNode } from 'kysely'
import type { Db } from '../../platform/database/database'
import type { PartName } from '../../platform/snapshot/part'
import { touchReference } from '../../platform/snapshot/versions'
import { roomReference } from '../../rooms'

const partOf = new Map<string, PartName>(roomReference.flatMap(({ name, tables }) => tables.map((table) => [table, name] as const)))
const writing = /^\s*(?:insert\s+into|update|delete\s+from)\s+"?([a-z_]+)/i

/** Returns the part of the reference data that a statement of the test changes. */
function partIn(node: RootOperationNode): PartName | undefined {
  if (RawNode.is(node)) return partOf.get(writing.exec(node.sqlFragments.join('?'))?.[1] ?? '')
  const written =
    node.kind === 'InsertQueryNode'
      ? node.into
      : node.kind === 'UpdateQueryNode'
        ? node.table
        : node.kind === 'DeleteQueryNode'
          ? node.from.froms[0]
          : undefined
  return written !== undefined && TableNode.is(written) ? partOf.get(written.table.identifier.name) : undefined
}

/**
 * Returns the handle by which tests change what they are about: a test that writes a reference table moves its versions, as the product's own
 * commands do. The product works with the handle inside, so that one of them which forgets to is found out.
 */
export function touching(db: Db): Db {
  const parts = new WeakMap<object, PartName>()
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const part = partIn(node)
      if (part !== undefined) parts.set(queryId, part)
      return node
    },
    async transformResult({ result, queryId }) {
      const part = parts.get(queryId)
      if (part !== undefined) await touchEverywhere(db, part)
      return result
    },
  }
  // In a transaction the product's own functions are called, which touch what they write.
  return Object.assign(db.withPlugin(plugin), { transaction: () => db.transaction() })
}

/** Moves a part's version in every district: what a test wrote where is in its statement. */
const touchEverywhere = async (db: Db, part: PartName) => {
  const districts = await db.selectFrom('district').select('district_id').execute()
  for (const { district_id: districtId } of districts) await touchReference(db, districtId, part)
}
