import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'

/** Runs `again` when the user pulls the page down. The page's config must set `enablePullDownRefresh: true`. */
export const usePullToRefresh = (again: () => Promise<unknown>) =>
  usePullDownRefresh(() => {
    void again().finally(() => Taro.stopPullDownRefresh())
  })

/** Runs near the end of the page, to read more rows. */
export const useReachEnd = (reach: () => void) => useReachBottom(reach)

/** Class of a form's field errors, for `scrollToWrong`. */
export const wrongField = 'wrong-field'
/** Scrolls to the first field error. */
export const scrollToWrong = () => void Taro.pageScrollTo({ selector: `.${wrongField}`, offsetTop: -208, duration: 200 })

export const scrollToTop = () => void Taro.pageScrollTo({ scrollTop: 0, duration: 200 })
