import { existsSync } from 'fs'
import { join } from 'path'
import { fileOf, subPackages, tabs } from './platform/navigation/pages'
import theme from './theme.json'

/** Returns the files of a room's existing pages, relative to the sub-package. */
const filesOf = (root: string, room: string, pages: readonly string[]) =>
  pages.map((page) => fileOf(room, page)).filter((file) => existsSync(join(process.cwd(), 'src', root, `${file}.tsx`)))

// WeChat resolves `@name` from theme.json, light or dark; the browser preview does not and uses the light values here.
const colour = (name: keyof typeof theme.light) => (process.env.TARO_ENV === 'h5' ? theme.light[name] : `@${name}`)

/** Every primitive at a glance: in the browser preview, never in the package. */
const gallery = process.env.TARO_ENV === 'h5' && process.env.DOORSTEP_PREVIEW === '1' ? ['gallery/index'] : []

export default defineAppConfig({
  pages: [...Object.keys(tabs).map((tab) => `tabs/${tab}/index`), ...gallery],
  subPackages: Object.entries(subPackages).map(([root, rooms]) => ({
    root,
    pages: Object.entries<readonly string[]>(rooms).flatMap(([room, pages]) => filesOf(root, room, pages)),
  })),
  // Preloaded while a tab is shown, so that the first tap does not wait. The staff's is preloaded only where somebody becomes staff.
  preloadRule: {
    ...Object.fromEntries(Object.keys(tabs).map((tab) => [`tabs/${tab}/index`, { network: 'all', packages: ['resident'] }])),
    'resident/account/staff-binding/index': { network: 'all', packages: ['staff'] },
  },
  lazyCodeLoading: 'requiredComponents',
  // On a computer the window of WeChat can be widened: the desk needs it.
  resizable: true,
  sitemapLocation: 'sitemap.json',
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    // Every page's Screen draws its own (src/ui/layout/nav-bar.tsx).
    navigationStyle: 'custom',
    navigationBarTitleText: '家门口党支部',
    navigationBarBackgroundColor: colour('paper'),
    navigationBarTextStyle: colour('navText'),
    backgroundColor: colour('paper'),
    backgroundTextStyle: colour('background'),
  },
  tabBar: {
    // Drawn by src/custom-tab-bar.
    custom: true,
    color: colour('tabText'),
    selectedColor: colour('tabOn'),
    backgroundColor: colour('surface'),
    borderStyle: 'black',
    list: Object.entries(tabs).map(([tab, text]) => ({
      pagePath: `tabs/${tab}/index`,
      text,
    })),
  },
  permission: { 'scope.userLocation': { desc: '用来找到您家所在的网格，不开也能用' } },
  requiredPrivateInfos: ['getLocation'],
  __usePrivacyCheck__: true,
})
