import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of the built WeChat package. */
export const dist = process.env.DOORSTEP_WEAPP ?? join(__dirname, '../../dist/weapp')

interface AppJson {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
  preloadRule: Record<string, { network: string; packages: string[] }>
  tabBar: { list: { pagePath: string; text: string }[] }
}

if (!existsSync(join(dist, 'app.json'))) throw new Error(`No WeChat package in ${dist}: run npm run build:weapp first`)

export const appJson = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as AppJson

/** Routes of every page of the package, main package first: `resident/requests/detail/index`. */
export const routes = [...appJson.pages, ...appJson.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]

/** Returns every file below a folder of the package, by its path inside the package. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}

/** Files that are not uploaded: WeChat leaves out licences and the project's own settings. */
const left = /\.LICENSE\.txt$|^project\.config\.json$/

/** Returns the bytes WeChat would count for the main package ('') or a sub-package's root. */
export function packageBytes(root: string) {
  const others = appJson.subPackages.map((one) => `${one.root}/`)
  return filesIn(root)
    .filter((file) => !left.test(file) && (root !== '' || !others.some((other) => file.startsWith(other))))
    .reduce((sum, file) => sum + statSync(join(dist, file)).size, 0)
}
