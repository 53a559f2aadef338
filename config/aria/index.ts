import { resolve } from 'node:path'
import type { IPluginContext, TaroPlatformBase } from '@tarojs/service'
import attributes from './attributes.json'

/**
 * Passes aria attributes through to WeChat. Taro leaves them out of its templates for size (NervJS/taro#10025), so screen readers would get
 * nothing. The same table is merged into the template builder here and into the runtime's aliases in runtime.js, because both number their
 * attributes from it.
 */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: TaroPlatformBase) {
      if (process.env.TARO_ENV !== 'weapp') return // a web build writes aria attributes by itself
      platform.template.mergeComponents(ctx, attributes)
      platform.runtimePath = [platform.runtimePath, resolve(__dirname, 'runtime.js')].flat()
    },
  })
}
