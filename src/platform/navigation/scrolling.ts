import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useEffect } from 'react'

/** Pulling down reads again. The page's config must say `enablePullDownRefresh: true`. */
export const usePullToRefresh = (again: () => Promise<unknown>) =>
  usePullDownRefresh(() => {
    void again().finally(() => Taro.stopPullDownRefresh())
  })

/** Runs near the end of the page: the place to ask for more rows. */
export const useReachEnd = (reach: () => void) => useReachBottom(reach)

/** The class of what is wrong in a form, for `scrollToWrong`. */
export const wrongField = 'wrong-field'
/** Brings the first thing that is wrong into sight. */
export const scrollToWrong = () => void Taro.pageScrollTo({ selector: `.${wrongField}`, offsetTop: -160, duration: 200 })

/** Does so each time a form has new errors: only then do they stand on the page. */
export const useScrollToWrong = (errors: object) =>
  useEffect(() => {
    if (Object.keys(errors).length > 0) scrollToWrong()
  }, [errors])

export const scrollToTop = () => void Taro.pageScrollTo({ scrollTop: 0, duration: 200 })
