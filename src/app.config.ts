import { existsSync } from 'fs'
import { join } from 'path'
import { fileOf, rooms, tabs } from './platform/navigation/pages'
import theme from './theme.json'

const written = (room: string, page: string) => existsSync(join(process.cwd(), 'src', room, `${fileOf(page)}.tsx`))

// WeChat looks `@name` up in theme.json, light or dark; the browser preview knows no such names and takes the light ones here.
const colour = (name: keyof typeof theme.light) => (process.env.TARO_ENV === 'h5' ? theme.light[name] : `@${name}`)

export default defineAppConfig({
  pages: Object.keys(tabs).map((tab) => `tabs/${tab}/index`),
  subPackages: Object.entries(rooms)
    .map(([room, pages]) => ({ root: room, pages: pages.filter((page) => written(room, page)).map(fileOf) }))
    .filter((room) => room.pages.length > 0),
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '家门口党支部',
    navigationBarBackgroundColor: colour('paper'),
    navigationBarTextStyle: colour('navText'),
    backgroundColor: colour('paper'),
    backgroundTextStyle: colour('background'),
  },
  tabBar: {
    color: colour('tabText'),
    selectedColor: colour('tabOn'),
    backgroundColor: colour('surface'),
    borderStyle: 'black',
    list: Object.entries(tabs).map(([tab, text]) => ({
      pagePath: `tabs/${tab}/index`,
      text,
      iconPath: `assets/tabs/${tab}.png`,
      selectedIconPath: `assets/tabs/${tab}-on.png`,
    })),
  },
  permission: { 'scope.userLocation': { desc: '用来找到您家所在的网格,不开也能用' } },
  requiredPrivateInfos: ['getLocation'],
  __usePrivacyCheck__: true,
})
