import { parseSync, traverse } from '@babel/core'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appJson, dist, filesIn, packageBytes, routes } from './dist'
import { templatesOf } from './templates'

const KB = 1024
const scripts = filesIn('').filter((file) => file.endsWith('.js'))

describe('what WeChat counts', () => {
  test('the main package is at most 560 KB', () => {
    expect(packageBytes('')).toBeLessThanOrEqual(560 * KB)
  })

  const roots = appJson.subPackages.map(({ root }) => root)
  test.each([
    ['resident', 360],
    ['staff', 400],
  ])('sub-package %s is at most %i KB', (root, most) => {
    expect(packageBytes(root)).toBeLessThanOrEqual(most * KB)
  })

  test('the whole package is at most 1,300 KB, in these sub-packages and no other', () => {
    expect(roots).toEqual(['resident', 'staff'])
    expect(['', ...roots].reduce((sum, root) => sum + packageBytes(root), 0)).toBeLessThanOrEqual(1300 * KB)
  })

  test('the tabs fetch the resident’s pages ahead; the staff’s only where somebody becomes staff', () => {
    const fetches = (packages: string) =>
      Object.entries(appJson.preloadRule)
        .filter(([, rule]) => rule.packages.includes(packages))
        .map(([page]) => page)
    expect(fetches('resident')).toEqual(appJson.pages)
    expect(fetches('staff')).toEqual(['resident/account/staff-binding/index'])
    for (const page of Object.keys(appJson.preloadRule)) expect(routes).toContain(page)
  })

  test('no schema is in the main package: the tabs name states, they check no form', () => {
    // The contract's message for a text that is too long: 最多写.
    const said = /最多写|\\u6700\\u591a\\u5199/i
    const bundles = scripts.filter((file) => said.test(readFileSync(join(dist, file), 'utf8')))
    expect(bundles.filter((file) => roots.some((root) => file.startsWith(`${root}/`)))).not.toEqual([])
    expect(bundles.filter((file) => !roots.some((root) => file.startsWith(`${root}/`)))).toEqual([])
  })

  test('only the tabs are in the main package', () => {
    expect(appJson.pages).toEqual(['tabs/home/index', 'tabs/services/index', 'tabs/messages/index', 'tabs/me/index'])
  })
})

test.each(routes)('%s has its four files', (route) => {
  for (const kind of ['js', 'json', 'wxml', 'wxss'])
    expect([kind, existsSync(join(dist, `${route}.${kind}`)) || kind === 'wxss']).toEqual([kind, true])
})

test('every page draws its own navigation bar, and a component of the package the tab bar', () => {
  expect(appJson).toMatchObject({ window: { navigationStyle: 'custom' }, tabBar: { custom: true } })
  for (const kind of ['js', 'json', 'wxml', 'wxss'])
    expect([kind, existsSync(join(dist, `custom-tab-bar/index.${kind}`))]).toEqual([kind, true])
  const component = JSON.parse(readFileSync(join(dist, 'custom-tab-bar/index.json'), 'utf8')) as Record<string, unknown>
  expect(component).toMatchObject({ component: true, styleIsolation: 'apply-shared' })
})

test('it is a project of its own for WeChat DevTools', () => {
  const project = JSON.parse(readFileSync(join(dist, 'project.config.json'), 'utf8')) as Record<string, unknown>
  expect(project).toMatchObject({ appid: 'touristappid', compileType: 'miniprogram', miniprogramRoot: './' })
})

test('its window can be widened on a computer, and no page is for WeChat’s search', () => {
  const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as Record<string, unknown>
  expect(app).toMatchObject({ resizable: true, sitemapLocation: 'sitemap.json' })
  expect(JSON.parse(readFileSync(join(dist, 'sitemap.json'), 'utf8'))).toMatchObject({ rules: [{ action: 'disallow', page: '*' }] })
})

const bare = ['style', 'class', 'id', 'data-sid']

describe('ARIA that Taro would drop', () => {
  const templates = [...templatesOf(dist).values()]
  const fed = (tag: string) => templates.filter((template) => template.tag === tag).map(({ attributes }) => Object.keys(attributes))
  test.each([
    ['view', ['aria-role', 'aria-label', 'aria-hidden', 'aria-live', 'aria-checked', 'aria-disabled', 'aria-expanded', 'aria-selected']],
    ['image', ['aria-role', 'aria-label', 'aria-hidden']],
    ['text', ['aria-label']],
    ['input', ['aria-role', 'aria-label', 'aria-required']],
    ['textarea', ['aria-role', 'aria-label', 'aria-required']],
  ])('reaches <%s>', (tag, wanted) => {
    const all = fed(tag)
    expect(all.length).toBeGreaterThan(0)
    // pure-view carries class and style only: Taro never uses it for a node with anything else.
    const full = all.filter((names) => names.some((name) => !bare.includes(name)))
    for (const names of full) expect(names).toEqual(expect.arrayContaining(wanted))
  })
})

/** Syntax and globals iOS 13 and Chrome 86 do not know, which no polyfill can add. */
test.each(scripts)('%s is code an old phone can read', (file) => {
  const source = readFileSync(join(dist, file), 'utf8')
  const tree = parseSync(source, { configFile: false, babelrc: false, sourceType: 'script', compact: true })
  if (!tree) throw new Error(`${file} cannot be read`)
  const found: string[] = []
  const note = (what: string, holds = true) => {
    if (holds) found.push(what)
  }
  traverse(tree, {
    ClassPrivateProperty: () => note('private field'),
    ClassPrivateMethod: () => note('private method'),
    StaticBlock: () => note('static block'),
    BigIntLiteral: () => note('bigint'),
    OptionalMemberExpression: () => note('?.'),
    OptionalCallExpression: () => note('?.()'),
    LogicalExpression: ({ node }) => note('??', node.operator === '??'),
    AssignmentExpression: ({ node }) => note(node.operator, ['??=', '||=', '&&='].includes(node.operator)),
    RegExpLiteral: ({ node }) => note(`lookbehind ${node.pattern}`, /\(\?<[=!]/.test(node.pattern)),
  })
  expect(found).toEqual([])
})
