import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a node of Taro's tree becomes in WeChat: the tag, and which of the node's fields supplies which attribute. */
export interface Template {
  tag: string
  /** Attribute → field of the node: `aria-label` → `p5`. */
  attributes: Record<string, string>
}

/**
 * Reads the package's own base.wxml: node number → template. Only what it contains can reach WeChat, so an attribute found through this
 * table is proved to arrive.
 */
export function templatesOf(dist: string): Map<string, Template> {
  const wxml = readFileSync(join(dist, 'base.wxml'), 'utf8')
  const found = new Map<string, Template>()
  for (const [, number = '', body = ''] of wxml.matchAll(/<template name="tmpl_0_(\d+)(?:_blur)?">([\s\S]*?)<\/template>/g)) {
    const element = /<([a-z-]+) ([^>]*)>/.exec(body.replace(/<template [^>]*>/g, ''))
    if (!element) continue
    const [, tag = '', written = ''] = element
    const attributes: Record<string, string> = {}
    for (const [, name = '', field = ''] of written.matchAll(/([\w-]+)="\{\{[^"]*?\bi\.(\w+)[^"]*\}\}"/g)) attributes[name] = field
    found.set(number, { tag, attributes })
  }
  return found
}

/** Returns how many levels of templates the package has; the last one wraps what is below it in a component. */
export function levelsOf(dist: string): number {
  const wxml = readFileSync(join(dist, 'base.wxml'), 'utf8')
  return Math.max(...Array.from(wxml.matchAll(/<template name="tmpl_(\d+)_/g), ([, level = '']) => Number(level)))
}
