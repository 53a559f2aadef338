import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from '@tarojs/cli'
import { ProvidePlugin } from 'webpack'

const { version } = JSON.parse(readFileSync(resolve(__dirname, '../package.json'), 'utf8')) as { version: string }
/** Paths translated for iOS 13 besides src: our contract, and packages that ship newer syntax (private fields, `??`). */
const translated = ['contract', 'node_modules/@doorstep', 'node_modules/@tanstack', 'node_modules/valibot', 'node_modules/dayjs'].map(
  (folder) => resolve(__dirname, '..', folder),
)

interface Chain {
  plugin: (name: string) => { use: (plugin: typeof ProvidePlugin, args: ConstructorParameters<typeof ProvidePlugin>) => void }
  performance: { hints: (level: false) => void }
  optimization: { splitChunks: (options: typeof shared) => void; set: (option: 'chunkIds', to: 'named') => void }
  resolve: { alias: { set: (name: string, to: string | false) => void } }
}

interface Chunk {
  groupsIterable: Iterable<{ origins: { request?: string | null }[] }>
}
interface Graph {
  chunkGraph: { getModuleChunksIterable: (module: object) => Iterable<Chunk> }
}
const usedBy =
  (pages: string) =>
  (module: object, { chunkGraph }: Graph) =>
    [...chunkGraph.getModuleChunksIterable(module)].some(({ groupsIterable }) =>
      [...groupsIterable].some(({ origins }) => origins.some(({ request }) => request?.includes(pages) === true)),
    )

/**
 * One chunk for what two pages or more share, of which the home page is one; one for what the other tabs share; and one for the rest: the
 * first page waits for neither the staff's forms nor the schemas of any. Without them each of the preview's pages carries its own copy of the
 * primitives and the contract.
 */
const shared = {
  chunks: 'all',
  minSize: 0,
  cacheGroups: {
    default: false,
    defaultVendors: false,
    first: { name: 'first', minChunks: 2, enforce: true, priority: 3, test: usedBy('tabs/home/') },
    tabs: { name: 'tabs', minChunks: 2, enforce: true, priority: 2, test: usedBy('tabs/') },
    shared: { name: 'shared', minChunks: 2, enforce: true, priority: 1 },
  },
}

/** What Taro brings for browsers that have no `fetch`, for JSONP, and for the name of a device (src/platform/device/device-name.ts has its own). */
const unneeded = ['whatwg-fetch', 'abortcontroller-polyfill/dist/abortcontroller-polyfill-only', 'jsonp-retry', 'platform']

/** Short class names, because every className travels in setData. */
const cssModules = { enable: true, config: { namingPattern: 'module', generateScopedName: '[local]_[hash:base64:4]' } } as const

/** Disables unit conversion: text and touch sizes follow the reader's setting (`--fs`), not the width of the device. */
const pxtransform = { enable: false, config: {} }

export default defineConfig(() => {
  const platform = process.env.TARO_ENV ?? 'weapp'
  const apiBase = process.env.DOORSTEP_API_BASE ?? (platform === 'h5' ? '' : 'http://localhost:8080')
  const preview = platform === 'h5' && process.env.DOORSTEP_PREVIEW === '1'
  const constants = {
    API_BASE: JSON.stringify(apiBase),
    DISTRICT: JSON.stringify(process.env.DOORSTEP_DISTRICT ?? '990101'),
    APP_VERSION: JSON.stringify(version),
    PREVIEW: JSON.stringify(preview),
  }
  return {
    projectName: 'doorstep',
    date: '2026-11-23',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: 'src',
    outputRoot: `dist/${platform}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // Builds use no cache: a warm cache has shipped outdated pages.
    cache: { enable: false },
    plugins: [resolve(__dirname, 'aria/index.ts')],
    defineConstants: constants,
    // WeChat reads it beside app.json (`sitemapLocation`); Taro copies only what is imported.
    ...(platform === 'weapp' && { copy: { patterns: [{ from: 'src/sitemap.json', to: 'dist/weapp/sitemap.json' }], options: {} } }),
    // Chinese stays as it is: escaped, as Taro's default has it, each character takes six bytes of a package instead of three.
    terser: { enable: true, config: { output: { ascii_only: false } } },
    mini: {
      // As deep as pages nest, and two more; each level is 3 KB of the main package. What nests deeper WeChat would wrap in a component, which
      // breaks the layout across it: e2e/package/pages.test.ts holds the pages to it.
      baseLevel: 14,
      webpackChain: (chain: Chain) =>
        chain
          .plugin('abort-controller')
          .use(ProvidePlugin, [{ AbortController: [resolve(__dirname, '../src/platform/api/abort-controller'), 'AbortController'] }]),
      optimizeMainPackage: { enable: true },
      // Class names are scoped to their module, so the order of modules in a shared sheet does not matter.
      miniCssExtractPluginOption: { ignoreOrder: true },
      compile: { include: translated },
      postcss: { pxtransform, cssModules },
    },
    h5: {
      webpackChain: (chain: Chain) => {
        chain.performance.hints(false)
        chain.optimization.splitChunks(shared)
        // scripts/build.mjs finds the home page's by its name.
        chain.optimization.set('chunkIds', 'named')
        chain.resolve.alias.set('@tarojs/components$', resolve(__dirname, '../src/ui/browser/components.h5.ts'))
        for (const name of unneeded) chain.resolve.alias.set(`${name}$`, false)
      },
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      compile: { include: translated },
      postcss: { autoprefixer: { enable: true, config: {} }, pxtransform, cssModules },
    },
  }
})
