import Taro from '@tarojs/taro'

/**
 * Paints WeChat's bar the colour a page's config asks for, in the browser preview too: Taro's own bar there reads only the app's
 * config. Call it when the page is shown.
 */
export function paintNavigationBar(backgroundColor: string, frontColor: '#ffffff' | '#000000') {
  if (process.env.TARO_ENV === 'h5') void Taro.setNavigationBarColor({ backgroundColor, frontColor })
}
