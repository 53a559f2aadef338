import { OperatorNode, PostgresDialect, PostgresQueryCompiler, PrimitiveValueListNode, type BinaryOperationNode } from 'kysely'

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

export class Dialect extends PostgresDialect {
  override createQueryCompiler() {
    return new Compiler()
  }
}
