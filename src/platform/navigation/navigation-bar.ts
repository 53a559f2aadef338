import Taro from '@tarojs/taro'

/**
 * Sets the colours of the navigation bar to those of a page's config, in the browser preview too, where Taro reads only the app's config.
 * Call it when the page is shown.
 */
export function paintNavigationBar(backgroundColor: string, frontColor: '#ffffff' | '#000000') {
  if (process.env.TARO_ENV === 'h5') void Taro.setNavigationBarColor({ backgroundColor, frontColor })
}
