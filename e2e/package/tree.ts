import type { Template } from './templates'

/** A node of the tree Taro transfers: `nn` its template, `cn` its children, `v` its text, the rest fields of the template. */
export interface Node {
  nn: string
  sid: string
  uid?: string
  v?: string
  cn?: Node[]
  [field: string]: unknown
}

type Holder = Record<string, unknown> | unknown[]
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null

const steps = (path: string) => path.split('.').map((step) => (step.startsWith('[') ? Number(step.slice(1, -1)) : step))

/** Sets the value at a path of setData, `root.cn.[0].cn.[1].v`, creating missing parents. */
export function assign(data: Record<string, unknown>, path: string, value: unknown) {
  const way = steps(path)
  const last = way.pop()
  let at: Holder = data
  way.forEach((step, i) => {
    const holder = at as Record<string | number, unknown>
    const next = holder[step]
    if (isHolder(next)) at = next
    else {
      const made: Holder = typeof (way[i + 1] ?? last) === 'number' ? [] : {}
      holder[step] = made
      at = made
    }
  })
  if (last !== undefined) (at as Record<string | number, unknown>)[last] = value
}

const childrenOf = (node: Node) => (node.cn ?? []).filter(isHolder)

/** Yields every node below this one, itself first, in rendering order. */
export function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* walk(child)
}

/** Returns how many nodes stand in one another at most, the node itself among them. */
export const depthOf = (node: Node): number => 1 + Math.max(0, ...childrenOf(node).map(depthOf))

export const textOf = (node: Node): string => (node.v ?? '') + childrenOf(node).map(textOf).join('')

/** Returns a node as rendered: its tag and the attributes WeChat would set. */
export function drawn(templates: Map<string, Template>, node: Node) {
  const template = templates.get(node.nn)
  if (!template) return { tag: '#text', attributes: {} as Record<string, unknown> }
  const attributes = Object.fromEntries(
    Object.entries(template.attributes)
      .map(([name, field]) => [name, node[field]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  )
  return { tag: template.tag, attributes }
}
