import {
  OperatorNode,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  sql,
  type BinaryOperationNode,
  type DatabaseMetadataOptions,
  type Kysely,
  type TableMetadata,
} from 'kysely'

const comparedToList: Partial<Record<string, { one: string; many: string }>> = {
  in: { one: '=', many: '= any' },
  'not in': { one: '<>', many: '<> all' },
}

/**
 * Sends a list of values as one parameter, `= any($1)` instead of `in ($1, $2, …)`: the text is the same for every length, and may be named.
 * One value alone stays `= $1`, because PostgreSQL reads rows in an index's order only behind an equality.
 */
class Compiler extends PostgresQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { leftOperand, operator, rightOperand } = node
    const compared = OperatorNode.is(operator) ? comparedToList[operator.operator] : undefined
    if (compared === undefined || !PrimitiveValueListNode.is(rightOperand)) {
      super.visitBinaryOperation(node)
      return
    }
    const { values } = rightOperand
    this.visitNode(leftOperand)
    if (values.length === 1) {
      this.append(` ${compared.one} `)
      this.appendValue(values[0])
    } else {
      this.append(` ${compared.many}(`)
      this.appendValue(values)
      this.append(')')
    }
  }
}

/**
 * Answers the Migrator, who asks twice a migration whether its own two tables exist, with these alone: reading every column of every table
 * takes 40 ms each time, four seconds of a first start. It is the only one who asks for Kysely's tables.
 */
class Introspector extends PostgresIntrospector {
  readonly #db: Kysely<unknown>

  constructor(db: Kysely<unknown>) {
    super(db)
    this.#db = db
  }

  override async getTables(options?: DatabaseMetadataOptions): Promise<TableMetadata[]> {
    if (options?.withInternalKyselyTables !== true) return super.getTables(options)
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = current_schema::regnamespace and relname like 'kysely\\_%' and relkind = 'r'
    `.execute(this.#db)
    return rows.map(({ name }) => ({ name, isView: false, columns: [] }))
  }
}

export class Dialect extends PostgresDialect {
  override createIntrospector(db: Kysely<unknown>) {
    return new Introspector(db)
  }

  override createQueryCompiler() {
    return new Compiler()
  }
}
